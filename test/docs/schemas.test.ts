import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import packageJson from '../../package.json' with { type: 'json' };
import { EXAMPLES } from '../../src/core/rules/examples/index.ts';
import { parseConfig } from '../../src/formats/config/config.ts';
import { jsonSchemas } from '../../src/formats/json-schemas.ts';
import { codeBlocks } from '../support/recipes.ts';
import { backlog } from '../support/texts.ts';

const NAMES = ['backlog.schema.json', 'tidemark.schema.json'];
let ajv: Ajv2020 | undefined;
const valid = (name: string, yaml: string): boolean => {
  ajv ??= new Ajv2020({ strict: false, schemas: jsonSchemas() });
  return ajv.validate(name, parse(yaml, { schema: 'core' }));
};

/** `vitest -u` writes them anew. */
test.each(NAMES)('docs/schemas/%s is what the code says', async (name) => {
  const schemas = jsonSchemas();
  expect(Object.keys(schemas)).toEqual(NAMES);
  await expect(`${JSON.stringify(schemas[name], null, 2)}\n`).toMatchFileSnapshot(
    `../../docs/schemas/${name}`,
  );
});

describe('backlog.schema.json', () => {
  test.each([
    ['what the orchestrator writes', backlog({ items: ['WRK-001 One', 'WRK-002 Two'] })],
    ['an example of the docs', String(EXAMPLES['mark-leap'].passes['BACKLOG.yaml'])],
    ['nothing but a mark', 'next_item_id: 0\n'],
    ['an unknown key', 'items:\n- {id: WRK-001, title: a, color: red}\n'],
    ['an unquoted created', 'items:\n- {id: WRK-001, title: a, created: 2026-02-12T16:23:33Z}\n'],
  ])('takes %s', (_, yaml) => expect(valid('backlog.schema.json', yaml)).toBe(true));

  test.each([
    ['a mark in quotes', 'next_item_id: "142"\n'],
    ['a mark beyond u32', 'next_item_id: 4294967296\n'],
    ['an ID that the counter cannot see', 'items:\n- {id: WRK-abc, title: a}\n'],
    ['an item without a title', 'items:\n- {id: WRK-001}\n'],
    ['null for items', 'items:\n'],
  ])('marks %s', (_, yaml) => expect(valid('backlog.schema.json', yaml)).toBe(false));
});

/** The schema knows no more than the reader: what one takes, the other takes, but for rules about the text of a path. */
describe('tidemark.schema.json', () => {
  test.each([
    ['nothing set', '{}\n', true],
    ['a level', 'rules: { mark-leap: off }\n', true],
    ['paths', 'backlog: .dev/BACKLOG.yaml\nworklog: log\nchanges: work\n', true],
    ['an excuse', 'accept:\n- { rule: id-reused, id: WRK-007, subject: Search, reason: known }\n', true],
    ['an excuse of a mark', 'accept:\n- { rule: mark-regressed, mark: 9, reason: a typo }\n', true],
    ['a key that does not exist', 'rule: {}\n', false],
    ['a rule that does not exist', 'rules: { mark-behnd: off }\n', false],
    ['an excuse without a reason', 'accept:\n- { rule: id-reused, id: WRK-007, subject: Search }\n', false],
    [
      'an excuse of a mark that names an ID',
      'accept:\n- { rule: mark-leap, id: W-1, subject: a, reason: b }\n',
      false,
    ],
    ['a leap of nothing', 'maxLeap: 0\n', false],
  ])('%s', (_, yaml, takes) => {
    expect(valid('tidemark.schema.json', yaml)).toBe(takes);
    expect('config' in parseConfig('.tidemark.yaml', Buffer.from(yaml))).toBe(takes);
  });
});

describe('docs/editors.md', () => {
  const [ofBacklog = '', ofConfig = '', ofEditor = ''] = codeBlocks('editors.md');

  test.each([
    ['backlog.schema.json', ofBacklog],
    ['tidemark.schema.json', ofConfig],
  ])('names %s, and what it shows is valid', (name, yaml) => {
    expect(yaml).toContain(`$schema=./node_modules/tidemark/docs/schemas/${name}\n`);
    expect(valid(name, yaml)).toBe(true);
  });

  test('names the same files to the editor, and the package has them', () => {
    const settings: { 'yaml.schemas': Record<string, unknown> } = JSON.parse(ofEditor);
    expect(Object.keys(settings['yaml.schemas'])).toEqual(
      NAMES.map((name) => `./node_modules/tidemark/docs/schemas/${name}`),
    );
    expect(packageJson.files).toContain('docs');
  });
});
