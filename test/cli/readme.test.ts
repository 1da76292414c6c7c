import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { RULES } from '../../src/core/rules/index.ts';
import { COMMANDS } from '../../src/cli/registry.ts';
import { parseConfig } from '../../src/formats/config.ts';
import { tidemark } from '../support/cli.ts';
import { freshDirectory } from '../support/repo.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gmsu'))].map(([, text = '']) => text);

test('the picture is what the demo prints', () => {
  const trimmed = (text: string) => text.trim().replaceAll(/^ +/gmu, '');
  const demo = trimmed(tidemark(freshDirectory(), ['demo']).stdout);
  const [picture = ''] = blocks('console');
  for (const part of picture.split('\n\n')) expect(demo).toContain(trimmed(part));
});

test('every command it shows exists', () => {
  const names = new Set(COMMANDS.map(({ name }) => name));
  const shown = [...readme.matchAll(/(?:`|\$ )(?:npx )?tidemark ([a-z-]+)/gu)].map(([, name = '']) => name);
  expect(shown.length).toBeGreaterThan(8);
  expect(shown.filter((name) => !names.has(name))).toEqual([]);
});

test('its table lists every rule with its level and title', () => {
  const rows = RULES.map(({ id, level, title }) => `| \`${id}\` | ${level} | ${title} |`);
  expect(readme).toContain(`|---|---|---|\n${rows.join('\n')}\n`);
});

test('its configuration is one', () => {
  const [yaml = ''] = blocks('yaml');
  expect(parseConfig('.tidemark.yaml', Buffer.from(yaml))).toHaveProperty('config');
});
