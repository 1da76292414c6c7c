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

describe('a backlog among them', () => {
  const places = (text: string) => {
    const reading = parseConfig('.tidemark.yaml', Buffer.from(text));
    return 'config' in reading && { named: reading.config.backlogs, replaces: reading.config.replacesMain };
  };

  test('has its worklog and changes beside it, unless it names others', () => {
    expect(places('ledgers:\n- kind: backlog\n  name: api\n  path: a/B.yaml\n')).toEqual({
      named: [
        {
          name: 'api',
          path: 'a/B.yaml',
          worklog: 'a/_worklog',
          changes: 'a/changes',
          prefixes: [],
          maxLeap: undefined,
        },
      ],
      replaces: false,
    });
    const all = 'name: x\n  path: b.yaml\n  worklog: log\n  changes: c\n  prefixes: [web]\n  maxLeap: 5';
    expect(places(`ledgers:\n- kind: backlog\n  ${all}\n`)).toEqual({
      named: [{ name: 'x', path: 'b.yaml', worklog: 'log', changes: 'c', prefixes: ['WEB'], maxLeap: 5 }],
      replaces: false,
    });
  });

  test.each(['path: a/B.yaml', 'name: top\n  path: BACKLOG.yaml', 'name: top\n  path: a.yaml'])(
    'takes the place of the usual one by its name or its places: %s',
    (text) => expect(places(`ledgers:\n- kind: backlog\n  ${text}\n`)).toMatchObject({ replaces: true }),
  );
});

describe('what does not fit is told at the key at fault', () => {
  test.each<[string, readonly string[]]>([
    [
      'kind: ard\n  path: x',
      ['2:3 `ledgers[0].kind` can be adr, golang-migrate, flyway, django, backlog-md, files, backlog'],
    ],
    ['kind: backlog', ['2:3 `ledgers[0]` has no `path`']],
    ['kind: backlog\n  path: [a.yaml]', ['3:3 `ledgers[0].path` has to be a single file']],
    ['kind: backlog\n  path: x.yaml\n  order: true', ['4:3 `ledgers[0].order` is not for the kind backlog']],
    ['kind: adr\n  path: x\n  prefixes: [A]', ['4:3 `ledgers[0].prefixes` is only for the kind backlog']],
    ['kind: backlog\n  path: x\n  prefixes: [1]', ['4:14 `ledgers[0].prefixes[0]` has to be a text']],
    ['kind: adr', ['2:3 `ledgers[0]` has no `path`']],
    ['kind: adr\n  path: ../x', ['3:3 `ledgers[0].path` leads upwards with ..']],
    [
      'kind: adr\n  path: [x, /y]',
      ['3:13 `ledgers[0].path[1]` is absolute; it has to be relative to the repository'],
    ],
    ['kind: adr\n  path: []', ['3:3 `ledgers[0].path` names no folder']],
    ['kind: adr\n  path: [a, 5]', ['3:13 `ledgers[0].path[1]` has to be a text']],
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

  const api = 'ledgers:\n- kind: backlog\n  name: api\n  path: a/B.yaml\n';
  test.each<[string, string, readonly string[]]>([
    [
      'one path',
      `${api}- kind: backlog\n  path: a/B.yaml\n  worklog: x\n  changes: y\n`,
      ['6:3 `ledgers[1].path` has a/B.yaml, which api has, too'],
    ],
    [
      'one worklog',
      `${api}- kind: backlog\n  path: C.yaml\n  worklog: a/_worklog\n`,
      ['7:3 `ledgers[1].worklog` has a/_worklog, which api has, too'],
    ],
    [
      'one folder of changes, be it with prefixes of their own',
      `${api}  prefixes: [A]\n- kind: backlog\n  path: C.yaml\n  prefixes: [C]\n  changes: a/changes/c\n`,
      ['9:3 `ledgers[1].changes` has a/changes/c, which api has, too'],
    ],
    [
      'one folder for both',
      `${api}- kind: backlog\n  path: a/C.yaml\n`,
      ['6:3 `ledgers[1].path` goes with a/_worklog, which api has, too; name another one with `worklog`'],
    ],
    [
      'a folder of numbered files',
      `${api}- kind: adr\n  path: a/changes\n`,
      ['6:3 `ledgers[1].path` has a/changes, which api has, too'],
    ],
    [
      'the name of the one at the top',
      `changes: z\nledgers:\n- kind: backlog\n  path: a/B.yaml\n`,
      [
        '3:3 `ledgers[0].kind` is what the backlog at the top of the file is called; give it a `name` of its own',
      ],
    ],
    [
      'the path of the one at the top',
      `worklog: z\n${api.replace('a/B', 'BACKLOG')}`,
      ['5:3 `ledgers[0].path` has BACKLOG.yaml, which backlog has, too'],
    ],
    ['a folder of files around it', `${api}- kind: adr\n  path: a/B.yaml\n`, []],
    ['no file of the one at the top', `backlog: z.yaml\n${api}- kind: adr\n  path: b\n`, []],
  ])('two backlogs: %s', (_, text, expected) => {
    const found = read(text);
    expect(
      expected.length === 0 ? Array.isArray(found) && found.some((one) => typeof one === 'string') : found,
    ).toEqual(expected.length === 0 ? false : expected);
  });

  test('the whole of it', () => {
    expect(read('ledgers: adr\n')).toEqual(['1:1 `ledgers` has to be a list']);
    expect(read('accept:\n- { rule: id-reused, id: "7", subject: x, ledger: adr, reason: y }\n')).toEqual([]);
  });
});
