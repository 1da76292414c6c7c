import { expect, test } from 'vitest';

import { parseConfig } from '../../../../src/formats/config/config.ts';
import { completeConfig } from '../../../../src/formats/discovery/complete-config.ts';
import type { NamedLedger } from '../../../../src/formats/discovery/ledger-names.ts';
import { FIXED_KINDS } from '../../../../src/formats/kinds/index.ts';
import { filesKind } from '../../../../src/formats/kinds/files.ts';

const SQL: NamedLedger = {
  kind: FIXED_KINDS['golang-migrate'],
  path: 'db/sql',
  ownName: undefined,
  entries: [],
};
const pattern = '{number:4}-{slug}.md';
const RFCS: NamedLedger = {
  kind: filesKind({ pattern, order: false, reuse: false, heading: false }),
  path: 'the rfcs',
  ownName: 'yes',
  pattern,
  entries: [],
};

const SQL_LINES = (indent: string): string => `${indent}- kind: golang-migrate\n${indent}  path: db/sql\n`;

test.each<[string, string, string | undefined]>([
  ['nothing', '', `ledgers:\n${SQL_LINES('  ')}`],
  ['a comment', '# ours\n', `# ours\nledgers:\n${SQL_LINES('  ')}`],
  ['other keys', 'backlog: B.yaml\n', `backlog: B.yaml\nledgers:\n${SQL_LINES('  ')}`],
  ['no line break at the end', 'backlog: B.yaml', `backlog: B.yaml\nledgers:\n${SQL_LINES('  ')}`],
  [
    'a list',
    'ledgers:\n- kind: adr\n  path: a # here\n\n# rules\nrules: {}\n',
    `ledgers:\n- kind: adr\n  path: a # here\n${SQL_LINES('')}\n# rules\nrules: {}\n`,
  ],
  [
    'an indented list',
    'ledgers:\n    - kind: adr\n      path: a',
    `ledgers:\n    - kind: adr\n      path: a\n${SQL_LINES('    ')}`,
  ],
  [
    'a list in one line',
    'ledgers: [{ kind: adr, path: a }]\nmaxLeap: 7\n',
    'ledgers: [{ kind: adr, path: a }, { kind: golang-migrate, path: db/sql }]\nmaxLeap: 7\n',
  ],
  [
    'entries in one line',
    'ledgers:\n  - { kind: adr, path: a }\n',
    `ledgers:\n  - { kind: adr, path: a }\n${SQL_LINES('  ')}`,
  ],
  ['an empty list', 'ledgers: [] # none\nmaxLeap: 7\n', `ledgers: # none\n${SQL_LINES('  ')}maxLeap: 7\n`],
  ['a key without a value', 'ledgers:\nmaxLeap: 7\n', `ledgers:\n${SQL_LINES('  ')}maxLeap: 7\n`],
  ['a key at the end', 'ledgers:', `ledgers:\n${SQL_LINES('  ')}`],
  ['a mapping in one line', '{ maxLeap: 7 }\n', undefined],
  ['a document that is ended', 'maxLeap: 7\n...\n', undefined],
  ['a key without a colon', '? ledgers\n', undefined],
  ['a list that begins behind a colon', '? ledgers\n: - kind: adr\n    path: a\n', undefined],
  ['no mapping', '- a\n', undefined],
  ['what is no YAML', 'a: [\n', undefined],
  ['a text in place of the list', 'ledgers: adr\n', undefined],
])('%s', (_name, before, after) => {
  const completed = completeConfig(before, [SQL]);
  expect(completed).toBe(after);
  if (completed !== undefined)
    expect(parseConfig('.tidemark.yaml', Buffer.from(completed))).toHaveProperty('config');
});

test('carriage returns stay, and what might be read as something else is quoted', () => {
  expect(completeConfig('maxLeap: 7\r\nledgers:\r\n- kind: adr\r\n  path: a\r\n', [RFCS])).toBe(
    `maxLeap: 7\r\nledgers:\r\n- kind: adr\r\n  path: a\r\n- kind: files\r\n  name: "yes"\r\n  path: "the rfcs"\r\n  pattern: '{number:4}-{slug}.md'\r\n`,
  );
});
