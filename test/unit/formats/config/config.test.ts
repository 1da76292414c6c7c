import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../src/formats/config/config.ts';
import { DEFAULT_CONFIG } from '../../../../src/formats/config/default-config.ts';

const reading = (text: string | Uint8Array) =>
  parseConfig('.tidemark.yaml', typeof text === 'string' ? new TextEncoder().encode(text) : text);

function problemsOf(text: string | Uint8Array): readonly string[] {
  const outcome = reading(text);
  if ('config' in outcome) return [];
  return outcome.problems.map(({ message, place: { path, line, column } }) =>
    `${path}:${line}:${column} ${message}`.replace('.tidemark.yaml:', ''),
  );
}

test('everything that can be set', () => {
  const text = `backlog: .dev/BACKLOG.yaml
worklog: log
changes: docs/changes
prefixes: [wrk, HAMY]
rules:
  mark-leap: off
  id-below-mark: error
maxLeap: 50
shared: origin
block: 20
accept:
- rule: mark-regressed
  mark: 142
  reason: Numbers were imported
- { rule: id-reused, id: wrk-7, subject: Retry limits, reason: "Seen" }
`;
  expect(reading(text)).toStrictEqual({
    config: {
      backlog: '.dev/BACKLOG.yaml',
      worklog: 'log',
      changes: 'docs/changes',
      shared: 'origin',
      block: 20,
      backlogs: [],
      replacesMain: false,
      ledgers: [],
      policy: {
        prefixes: ['WRK', 'HAMY'],
        rules: { 'mark-leap': 'off', 'id-below-mark': 'error' },
        maxLeap: 50,
        accept: [
          { rule: 'mark-regressed', mark: 142, reason: 'Numbers were imported' },
          { rule: 'id-reused', id: 'wrk-7', subject: 'Retry limits', reason: 'Seen' },
        ],
      },
    },
  });
});

test.each(['', '# nothing\n', '---\n', '{}', '~', '\uFEFF'])('%j is the default', (text) => {
  expect(reading(text)).toStrictEqual({ config: DEFAULT_CONFIG });
  expect(DEFAULT_CONFIG).toStrictEqual({
    worklog: '_worklog',
    changes: 'changes',
    backlogs: [],
    replacesMain: false,
    ledgers: [],
    block: 1,
    policy: { prefixes: [], rules: {}, maxLeap: 1000, accept: [] },
  });
});

describe('what does not fit is told at the key at fault', () => {
  test.each([
    ['maxLeap: 5\nbakclog: x\n', '2:1 there is no key `bakclog`; did you mean `backlog`?'],
    [
      'zzzzzzzzz: x\n',
      '1:1 there is no key `zzzzzzzzz`; the keys are backlog, worklog, changes, prefixes, ledgers, rules, maxLeap, shared, block, accept',
    ],
    ['shared: https://example.com/x\n', '1:1 `shared` has to be the name of a remote, such as origin'],
    ['shared: -x\n', '1:1 `shared` has to be the name of a remote, such as origin'],
    ['block: 0\n', '1:1 `block` has to be at least 1'],
    ['block: 1001\n', '1:1 `block` can be at most 1000'],
    ['rules:\n  mark-behnd: off\n', '2:3 there is no rule `mark-behnd`; did you mean `mark-behind`?'],
    ['rules:\n  zzz: off\n', '2:3 there is no rule `zzz`; `tidemark explain` lists them'],
    ['rules:\n  mark-behind: of\n', '2:3 `rules.mark-behind` can be error, warning, off'],
    ['ruels: {}\n', '1:1 there is no key `ruels`; did you mean `rules`?'],
    [
      'rules:\n  change-dir-conf: off\n',
      '2:3 there is no rule `change-dir-conf`; did you mean `change-dir-conflict`?',
    ],
    ['rules: []\n', '1:1 `rules` has to be a mapping'],
    ['prefixes: WRK\n', '1:1 `prefixes` has to be a list'],
    ['prefixes:\n- WRK\n- 1A\n', '3:3 `prefixes[1]` is not a prefix such as WRK'],
    ['worklog: 3\n', '1:1 `worklog` has to be a text'],
    ['worklog:\n', '1:1 `worklog` has to be a text'],
    ['backlog: ../BACKLOG.yaml\n', '1:1 `backlog` leads upwards with ..'],
    ['changes: .git/x\n', '1:1 `changes` leads into .git'],
    ['maxLeap: 0\n', '1:1 `maxLeap` has to be at least 1'],
    ['maxLeap: 1.5\n', '1:1 `maxLeap` has to be a whole number'],
    ['maxLeap: "5"\n', '1:1 `maxLeap` has to be a whole number'],
    ['maxLeap: true\n', '1:1 `maxLeap` has to be a whole number'],
    ['maxLeap: 5000000000\n', '1:1 `maxLeap` can be at most 4294967295'],
    ['prefixes: &a []\naccept: *a\n', '2:1 `accept` has to be a list'],
    ['accept:\n- 3\n', '2:3 `accept[0]` has to be a mapping'],
    ['accept:\n- 3\n- {rule: mark-behind, mark: 1, reason: x}\n', '2:3 `accept[0]` has to be a mapping'],
    [
      'accept:\n- {rule: id-reused, zzzzzzz: x, id: A-1, subject: x, reason: x}\n',
      '2:21 there is no key `zzzzzzz`; the keys are rule, id, subject, ledger, reason',
    ],
    ['accept:\n- rule: mark-behnd\n', '2:3 there is no rule `mark-behnd`; did you mean `mark-behind`?'],
    ['accept:\n- rule: [x]\n', '2:3 there is no rule `list`; `tidemark explain` lists them'],
    ['accept:\n- reason: x\n', '2:3 `accept[0]` has no `rule`'],
    ['accept:\n- rule: mark-behind\n  reason: x\n', '2:3 `accept[0]` has no `mark`'],
    ['accept:\n- rule: mark-behind\n  mark: -1\n  reason: x\n', '3:3 `accept[0].mark` has to be at least 0'],
    [
      'accept:\n- rule: mark-behind\n  mark: 1\n  reason: " "\n',
      '4:3 `accept[0].reason` is empty; say why this is intended',
    ],
    [
      'accept:\n- {rule: mark-behind, mark: 1, reason: x, id: A-1}\n',
      '2:43 there is no key `id`; the keys are rule, mark, ledger, reason',
    ],
    [
      'accept:\n- {rule: id-reused, subjct: x, id: A-1, subject: x, reason: x}\n',
      '2:21 there is no key `subjct`; did you mean `subject`?',
    ],
    ['maxLeap: 1\nmaxLeap: 2\n', '2:1 the key `maxLeap` is on line 1 and again on line 2'],
    ['- a\n', '1:1 the file has to be a mapping of settings'],
    ['rules: {\n', '1:9 a bracket is opened before this place and never closed'],
    [
      '? [a]\n: b\n',
      '1:1 there is no key `list`; the keys are backlog, worklog, changes, prefixes, ledgers, rules, maxLeap, shared, block, accept',
    ],
    [Uint8Array.of(0xff, 0x61), '1:1 the file is not UTF-8: this byte belongs to no character'],
    [Uint8Array.of(0x61, 0xfe), '1:2 the file is not UTF-8: this byte belongs to no character'],
    [Uint8Array.of(0xfe, 0x61), '1:1 the file is not UTF-8: this byte belongs to no character'],
    [
      Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff),
      '1:2 the file is not UTF-8: this byte belongs to no character',
    ],
    [Uint8Array.of(0xff, 0xfe), '1:1 the file is UTF-16 text; it has to be UTF-8'],
    [Uint8Array.of(0xfe, 0xff), '1:1 the file is UTF-16 text; it has to be UTF-8'],
    [Uint8Array.of(0x61, 0xff), '1:2 the file is not UTF-8: this byte belongs to no character'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toStrictEqual([problem]);
  });

  test('all of it at once', () => {
    expect(problemsOf('a: 1\naccept:\n- rule: id-reused\n  reason: x\n')).toStrictEqual([
      '3:3 `accept[0]` has no `id`',
      '3:3 `accept[0]` has no `subject`',
      '1:1 there is no key `a`; the keys are backlog, worklog, changes, prefixes, ledgers, rules, maxLeap, shared, block, accept',
    ]);
  });
});

describe('of very many faults the first twenty are told', () => {
  const lines = (line: (at: number) => string) => Array.from({ length: 3_000 }, (_, at) => line(at)).join('');

  test.each([
    ['keys', lines((at) => `k${at}: x\n`), '20:1 there is no key `k19`'],
    ['rules', `rules:\n${lines((at) => `  k${at}: x\n`)}`, '21:3 there is no rule `k19`'],
    ['entries', `accept:\n${lines(() => '- 3\n')}`, '21:3 `accept[19]` has to be a mapping'],
    ['prefixes', `prefixes:\n${lines(() => '- 1\n')}`, '21:3 `prefixes[19]` has to be a text'],
    [
      'keys of entries',
      `accept:\n${lines((at) => `- {rule: mark-behind, mark: ${at}, reason: x, a: 1, b: 1}\n`)}`,
      '11:49 there is no key `b`',
    ],
  ])('%s', (_, text, last) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(20);
    expect(problems.at(-1)).toContain(last);
  });
});

test('keys that objects have by nature are no settings', () => {
  expect(problemsOf('__proto__: {backlog: x}\nconstructor: 1\n')).toHaveLength(2);
  expect(problemsOf('rules:\n  toString: off\n')).toHaveLength(1);
});
