import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseConfig } from '../../../../src/formats/config/config.ts';
import { readPlainConfig } from '../../../../src/formats/config/plain-config.ts';

const plain = (text: string) => readPlainConfig(Buffer.from(text));
const checked = (text: string) => {
  const reading = parseConfig('.tidemark.yaml', Buffer.from(text));
  return 'config' in reading ? reading.config : undefined;
};
/** Functions by their texts. */
const comparable = (config: unknown): unknown =>
  JSON.parse(
    JSON.stringify(config, (_key, value: unknown) => (typeof value === 'function' ? String(value) : value)),
  );

const LEDGER = 'ledgers:\n- kind: adr\n  path: docs/adr\n';

describe('a plain configuration says what the library would have said', () => {
  test.each([
    LEDGER,
    `# a remark\n${LEDGER}  name: decisions\n  order: strict\n`,
    'ledgers:\n- kind: golang-migrate\n  path: [db/migrations, db/seeds]\n- kind: flyway\n  path: sql\n  order: false\n',
    "ledgers:\n- kind: files\n  path: rfcs\n  pattern: '{number:4}-{slug}.md'\n",
    `${LEDGER}rules:\n  id-below-mark: off\n  id-reused: warning\n`,
    `backlog: todo/BACKLOG.yaml\nworklog: log\nchanges: work\n${LEDGER}`,
  ])('%j', (text) => {
    expect(plain(text)).toBeDefined();
    expect(comparable(plain(text))).toEqual(comparable(checked(text)));
  });
});

describe('whatever is unusual or wrong is left to the library', () => {
  test.each([
    '',
    '[',
    'text',
    '- ledgers',
    'worklog: log\n',
    'ledgers: []\n',
    'ledgers: [adr]\n',
    'ledgers: adr\n',
    `${LEDGER}maxLeap: 5\n`,
    `${LEDGER}rules: []\n`,
    `${LEDGER}rules: { id-renewed: off }\n`,
    `${LEDGER}rules: { id-reused: maybe }\n`,
    `${LEDGER}worklog: /log\n`,
    `${LEDGER}changes: 5\n`,
    `${LEDGER}backlog: ../BACKLOG.yaml\n`,
    `${LEDGER}  order: often\n`,
    `${LEDGER}  name: ''\n`,
    `${LEDGER}  pattern: '{number}.md'\n`,
    `${LEDGER}  sharing: true\n`,
    'ledgers:\n- kind: adr\n  path: []\n',
    'ledgers:\n- kind: adr\n  path: .git/x\n',
    'ledgers:\n- kind: scrolls\n  path: x\n',
    'ledgers:\n- kind: backlog\n  path: x/BACKLOG.yaml\n',
    'ledgers:\n- kind: files\n  path: x\n',
    "ledgers:\n- kind: files\n  path: x\n  pattern: 'x'\n",
    `${LEDGER}- kind: adr\n  path: other\n`,
    `${LEDGER}- kind: flyway\n  path: docs/adr/sql\n`,
    `${LEDGER}  name: backlog\n`,
  ])('%j', (text) => {
    expect(plain(text)).toBeUndefined();
  });

  test('bytes that are no text', () => {
    expect(readPlainConfig(Uint8Array.of(0xff, 0x61))).toBeUndefined();
  });
});

test('both agree on random configurations', () => {
  const path = fc.constantFrom('docs/adr', 'db', '"db/x"', '[a, b]', '[]', '..', '.git', "''", '5', 'null');
  const line = fc.oneof(
    fc.constantFrom('adr', 'files', 'flyway', 'backlog', '7').map((kind) => `kind: ${kind}`),
    path.map((value) => `path: ${value}`),
    fc.constantFrom('adr', 'x', '1', '""', '.x', 'backlog').map((name) => `name: ${name}`),
    fc.constantFrom('true', 'strict', 'no', '~').map((order) => `order: ${order}`),
    fc.constantFrom("'{number}.md'", "'{slug}'", '5').map((pattern) => `pattern: ${pattern}`),
    fc.constantFrom('reuse: true', 'more: 1'),
  );
  const entry = fc.uniqueArray(line, { selector: (text) => text.split(':')[0], maxLength: 4 });
  const usual = fc.constantFrom(['kind: adr', 'path: docs/adr'], ['kind: flyway', 'path: db', 'name: x']);
  const top = fc.uniqueArray(
    fc.oneof(
      path.map((value) => `worklog: ${value}`),
      path.map((value) => `backlog: ${value}`),
      fc.constantFrom('rules: { id-reused: off }', 'rules: { x: off }', 'maxLeap: 3'),
    ),
    { selector: (text) => text.split(':')[0], maxLength: 2 },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(usual, entry), { maxLength: 3 }), top, (entries, lines) => {
      const listed = entries.map((own) => `- ${own.join('\n  ')}\n`).join('');
      const text = `${lines.map((one) => `${one}\n`).join('')}ledgers:\n${listed}`;
      const own = plain(text);
      if (own) expect(comparable(own)).toEqual(comparable(checked(text)));
    }),
    { numRuns: 300 },
  );
});
