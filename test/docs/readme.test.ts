import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

import packageJson from '../../package.json' with { type: 'json' };
import { RULES } from '../../src/core/rules/index.ts';
import { parseConfig } from '../../src/formats/config/config.ts';
import { configSchema } from '../../src/formats/config/config-schema.ts';
import { codeBlock } from '../support/recipes.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('its table lists every rule with its level and title', () => {
  const rows = RULES.map(({ id, level, title }) => `| \`${id}\` | ${level} | ${title} |`);
  expect(readme).toContain(`|---|---|---|\n${rows.join('\n')}\n`);
});

test('the configuration that docs/configuration.md shows is one, with every key there is', () => {
  const yaml = codeBlock('configuration.md', '');
  expect(parseConfig('.tidemark.yaml', Buffer.from(yaml))).toHaveProperty('config');
  const keys = [...yaml.matchAll(/^(\w+):/gmu)].flatMap(([, key]) => key ?? []);
  expect(keys.toSorted()).toEqual(Object.keys(configSchema.shape).toSorted());
});

test('it leads to every page', () => {
  const pages = readdirSync(new URL('../../docs/', import.meta.url)).filter((name) => name.endsWith('.md'));
  expect(pages.filter((name) => !readme.includes(`](docs/${name}`))).toEqual([]);
});

test('the scripts it names are those of the package', () => {
  const named = [...readme.matchAll(/npm (?:run )?(?<name>demo|test)\b/gu)].map(
    ({ groups }) => groups?.['name'],
  );
  expect(new Set(named)).toEqual(new Set(['demo', 'test']));
  expect(packageJson.scripts).toMatchObject({ demo: expect.any(String), test: expect.any(String) });
});

test('it fits on three screens', () => {
  const shown = readme.replaceAll(/^<!--.*?^-->\n/gmsu, '');
  expect(shown.split('\n').length).toBeLessThan(150);
});
