import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import packageJson from '../../package.json' with { type: 'json' };
import { RULES } from '../../src/core/rules/index.ts';
import { parseConfig } from '../../src/formats/config/config.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gmsu'))].map(([, text = '']) => text);

test('its table lists every rule with its level and title', () => {
  const rows = RULES.map(({ id, level, title }) => `| \`${id}\` | ${level} | ${title} |`);
  expect(readme).toContain(`|---|---|---|\n${rows.join('\n')}\n`);
});

test('its configuration is one', () => {
  const [yaml = ''] = blocks('yaml');
  expect(parseConfig('.tidemark.yaml', Buffer.from(yaml))).toHaveProperty('config');
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
