import { describe, expect, test } from 'vitest';

import { parseConfig } from '../../../../src/formats/config/config.ts';

function read(text: string): unknown {
  const reading = parseConfig('.tidemark.yaml', Buffer.from(text));
  if ('problems' in reading)
    return reading.problems.map(({ message, place }) => `${place.line}:${place.column} ${message}`);
  return reading.config.ledgers.map(({ kind, terms }) => ({ names: kind.names, ...terms }));
}

const usual = { sharing: false, maxLeap: 100 };

describe('a ledger', () => {
  test.each<[string, object]>([
    [
      'kind: adr\n  path: docs/adr',
      {
        names: '0007-slug.md',
        name: 'adr',
        kind: 'adr',
        paths: ['docs/adr'],
        reuse: 'error',
        order: 'off',
        ...usual,
      },
    ],
    [
      'kind: golang-migrate\n  name: db\n  path: [a, b/c]\n  order: strict\n  sharing: true\n  maxLeap: 5',
      {
        names: '000007_slug.up.sql',
        name: 'db',
        kind: 'golang-migrate',
        paths: ['a', 'b/c'],
        reuse: 'error',
        order: 'error',
        sharing: true,
        maxLeap: 5,
      },
    ],
    [
      'kind: flyway\n  path: x\n  order: false\n  reuse: true',
      {
        names: 'V7__slug.sql',
        name: 'flyway',
        kind: 'flyway',
        paths: ['x'],
        reuse: 'off',
        order: 'off',
        ...usual,
      },
    ],
    [
      "kind: files\n  path: rfcs\n  pattern: '{number:4}-{slug}.md'\n  order: true\n  heading: true",
      {
        names: '{number:4}-{slug}.md',
        name: 'files',
        kind: 'files',
        paths: ['rfcs'],
        reuse: 'error',
        order: 'warning',
        ...usual,
      },
    ],
    [
      "kind: files\n  path: rfcs\n  pattern: '{number}'\n  order: false\n  reuse: false",
      {
        names: '{number}',
        name: 'files',
        kind: 'files',
        paths: ['rfcs'],
        reuse: 'error',
        order: 'off',
        ...usual,
      },
    ],
  ])('%s', (text, expected) => expect(read(`ledgers:\n- ${text}\n`)).toEqual([expected]));
});

describe('what does not fit is told at the key at fault', () => {
  test.each<[string, readonly string[]]>([
    [
      'kind: ard\n  path: x',
      ['2:3 `ledgers[0].kind` can be adr, golang-migrate, flyway, django, backlog-md, files'],
    ],
    [
      'kind: backlog\n  path: x.yaml',
      [
        '2:3 `ledgers[0].kind` cannot be backlog: there is one, which `backlog`, `worklog`, `changes` and `prefixes` at the top of the file lead to',
      ],
    ],
    ['kind: adr', ['2:3 `ledgers[0]` has no `path`']],
    ['kind: adr\n  path: ../x', ['3:3 `ledgers[0].path` leads upwards with ..']],
    [
      'kind: adr\n  path: [x, /y]',
      ['3:13 `ledgers[0].path[1]` is absolute; it has to be relative to the repository'],
    ],
    ['kind: adr\n  path: []', ['3:3 `ledgers[0].path` names no folder']],
    ['kind: adr\n  path: {}', ['3:3 `ledgers[0].path` has to be a path or a list of paths']],
    ['kind: adr\n  path: x\n  order: 3', ['4:3 `ledgers[0].order` can be true, false, strict']],
    [
      'kind: adr\n  path: x\n  name: a b',
      ['4:3 `ledgers[0].name` has to be a word of letters, digits, . _ / and -'],
    ],
    ['kind: adr\n  path: x\n  pth: y', ['4:3 there is no key `pth`; did you mean `path`?']],
    ['kind: adr\n  path: x\n  maxLeap: 0', ['4:3 `ledgers[0].maxLeap` has to be at least 1']],
    ['kind: files\n  path: x', ['2:3 `ledgers[0]` has no `pattern`']],
    ['kind: files\n  path: x\n  pattern: "{slug}"', ['4:3 `ledgers[0].pattern` has no {number}']],
    ['kind: adr\n  path: x\n  pattern: "{number}"', ['4:3 `ledgers[0].pattern` is only for the kind files']],
    ['kind: adr\n  path: x\n  heading: true', ['4:3 `ledgers[0].heading` is only for the kind files']],
    [
      'kind: adr\n  path: x\n- kind: adr\n  path: x/y',
      [
        '4:3 `ledgers[1].kind` is the name of two ledgers, "adr"; give one a `name` of its own',
        '5:3 `ledgers[1].path` has x/y, which another ledger has, too',
      ],
    ],
    [
      'kind: adr\n  path: x\n  name: a\n- kind: flyway\n  name: a\n  path: [z, x]',
      [
        '6:3 `ledgers[1].name` is the name of two ledgers, "a"; give one a `name` of its own',
        '7:3 `ledgers[1].path` has x, which another ledger has, too',
      ],
    ],
  ])('%s', (text, expected) => expect(read(`ledgers:\n- ${text}\n`)).toEqual(expected));

  test('the whole of it', () => {
    expect(read('ledgers: adr\n')).toEqual(['1:1 `ledgers` has to be a list']);
    expect(read('accept:\n- { rule: id-reused, id: "7", subject: x, ledger: adr, reason: y }\n')).toEqual([]);
  });
});
