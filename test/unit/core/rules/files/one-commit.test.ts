import { describe, expect, test } from 'vitest';

import { evaluateFiles } from '../../../../../src/core/rules/files/evaluate-files.ts';
import { ledgerOf } from '../../../../support/file-history.ts';
import type { Commits } from '../../../../support/file-history.ts';

const A = '0001-a.md';
const OTHERS = Array.from({ length: 11 }, (_, at) => `${String(at + 1).padStart(4, '0')}-entry${at}.md`);

/** The last commit, and what a check of it says. */
const CASES: readonly (readonly [string, Commits, readonly string[]])[] = [
  ['a first commit', { one: ['', A] }, []],
  ['a first commit that shares a number', { one: ['', A, '0001-b.md'] }, ['error duplicate-id 1']],
  ['the next number', { one: ['', A], two: ['one', A, '0002-b.md'] }, []],
  ['the same number', { one: ['', A], two: ['one', A, '0001-b.md'] }, ['error duplicate-id 1']],
  ['another text', { one: ['', A], two: ['one', `${A}=z`] }, []],
  [
    'a number that was removed',
    { one: ['', A, '0002-b.md'], two: ['one', A], three: ['two', A, '0002-c.md'] },
    ['error id-reused 2'],
  ],
  [
    'a number that was replaced',
    { one: ['', A, '0002-b.md'], two: ['one', A, '0002-c.md'] },
    ['error id-reused 2'],
  ],
  ['a retitle', { one: ['', A, '0002-b.md'], two: ['one', A, '0002-c.md=0002-b.md'] }, []],
  [
    'a retitle of what was away',
    { one: ['', A, '0002-b.md'], two: ['one', A], three: ['two', A, '0002-c.md=0002-b.md'] },
    ['warning item-restored 2'],
  ],
  [
    'what was removed and is back',
    { one: ['', A, '0002-b.md'], two: ['one', A], three: ['two', A, '0002-b.md=z'] },
    ['warning item-restored 2'],
  ],
  [
    'a renumbering, by name and by text',
    { one: ['', A, '0002-b.md', '0003-c.md'], two: ['one', A, '0004-b.md=z', '0005-d.md=0003-c.md'] },
    [],
  ],
  [
    'a shift by one',
    { one: ['', A, '0002-b.md', '0003-c.md'], two: ['one', A, '0001-b.md', '0002-c.md'] },
    ['error duplicate-id 1', 'error id-reused 2'],
  ],
  [
    'numbers that are exchanged',
    { one: ['', '0001-a.md', '0002-b.md'], two: ['one', '0001-b.md', '0002-a.md'] },
    ['error id-reused 1', 'error id-reused 2'],
  ],
  [
    'two branches',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      three: ['one', A, '0002-c.md'],
      four: ['two three', A, '0002-b.md', '0002-c.md'],
    },
    ['error duplicate-id 2'],
  ],
  [
    'two branches, one of which yields in the merge',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      three: ['one', A, '0002-c.md'],
      four: ['two three', A, '0002-b.md', '0003-c.md'],
    },
    [],
  ],
  [
    'two branches, one of which is lost in the merge',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      three: ['one', A, '0002-c.md'],
      four: ['two three', A, '0002-b.md'],
    },
    ['warning id-reused 2'],
  ],
  [
    'two branches, both of which are lost in the merge',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      three: ['one', A, '0002-c.md'],
      four: ['two three', A],
    },
    ['warning id-reused 2'],
  ],
  [
    'what both branches removed and the merge brings back',
    {
      one: ['', A, '0002-b.md'],
      two: ['one', A],
      three: ['one', A, '0003-c.md'],
      four: ['two three', A, '0003-c.md', '0002-b.md'],
    },
    ['warning item-restored 2'],
  ],
  [
    'a number that goes back to what had it before',
    { one: ['', A, '0002-b.md'], two: ['one', A, '0002-c.md'], three: ['two', A, '0002-b.md'] },
    ['warning item-restored 2'],
  ],
  [
    'a renumbering that is taken back',
    { one: ['', A, '0002-b.md'], two: ['one', A, '0003-b.md'], three: ['two', A, '0002-b.md'] },
    ['warning item-restored 2'],
  ],
  [
    'a number that goes back in a merge, where what had it last was moved on the other side',
    {
      one: ['', A, '0002-b.md'],
      two: ['one', A, '0003-b.md'],
      three: ['two', A, '0003-b.md', '0002-c.md'],
      four: ['three', A, '0003-b.md'],
      side: ['three', A, '0003-b.md', '0004-c.md'],
      merge: ['four side', A, '0002-b.md', '0004-c.md'],
    },
    ['warning item-restored 2'],
  ],
  [
    'a number that one branch freed for nobody',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      three: ['two', A],
      side: ['one', A, '0002-c.md'],
      four: ['three side', A, '0002-c.md'],
    },
    ['error id-reused 2'],
  ],
  [
    'a number that one branch freed by moving',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      three: ['two', A, '0003-b.md'],
      side: ['one', A, '0002-c.md'],
      four: ['three side', A, '0002-c.md', '0003-b.md'],
    },
    [],
  ],
  [
    'a number that one branch may have freed by moving, with another text',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      three: ['two', A, '0003-other.md'],
      side: ['one', A, '0002-c.md'],
      four: ['three side', A, '0002-c.md', '0003-other.md'],
    },
    [],
  ],
  [
    'a merge that brings something by itself',
    {
      one: ['', A, '0002-b.md'],
      two: ['one', A],
      side: ['one', A, '0002-b.md', '0003-s.md'],
      four: ['two side', A, '0003-s.md', '0002-c.md'],
    },
    ['error id-reused 2'],
  ],
  [
    'what one side had by itself is told there',
    {
      one: ['', A, '0002-b.md'],
      other: ['one', A, '0002-b.md', '0003-x.md'],
      two: ['one', A],
      three: ['two', A, '0002-c.md'],
      four: ['other three', A, '0003-x.md', '0002-c.md'],
    },
    [],
  ],
  [
    'what a side brings that took it from something else, which moved',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      gone: ['two', A],
      side: ['one', A, '0002-c.md'],
      other: ['one', A, '0002-d.md'],
      met: ['side other', A, '0003-c.md', '0002-d.md'],
      merge: ['gone met', A, '0003-c.md', '0002-d.md'],
    },
    ['error id-reused 2'],
  ],
  [
    'what was there before what moves',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      gone: ['two', A],
      side: ['one', A, '0002-c.md'],
      met: ['side gone', A, '0002-c.md'],
      other: ['one', A, '0002-d.md'],
      merge: ['met other', A, '0003-c.md', '0002-d.md'],
    },
    ['error id-reused 2'],
  ],
  [
    'what the side that brings it has met is told there',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      gone: ['two', A],
      side: ['one', A, '0002-c.md'],
      met: ['side gone', A, '0002-c.md'],
      merge: ['gone met', A, '0002-c.md'],
    },
    [],
  ],
  [
    'what went while something known came is gone',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      side: ['one', A, '0002-c.md'],
      dropped: ['one', A, '0003-e.md'],
      other: ['dropped two', A, '0004-e.md'],
      merge: ['two other', A, '0004-e.md'],
      last: ['merge side', A, '0004-e.md', '0002-c.md'],
    },
    ['error id-reused 2'],
  ],
  [
    'what both were double before',
    {
      one: ['', A, '0001-b.md'],
      two: ['one', A, '0001-b.md', '0002-c.md'],
      three: ['one', A, '0001-b.md', '0003-d.md'],
      four: ['two three', A, '0001-b.md', '0002-c.md', '0003-d.md'],
    },
    [],
  ],
  ['a typo', { one: ['', A], two: ['one', A, '0420-b.md'] }, ['warning mark-leap 420']],
  ['a leap to a date', { one: ['', A], two: ['one', A, '20260101-b.md'] }, []],
  [
    'a ledger that begins again',
    { one: ['', ...OTHERS], two: ['one', '0001-baseline.md'] },
    ['warning ledger-restarted'],
  ],
  [
    'what comes after that',
    {
      one: ['', ...OTHERS],
      two: ['one', '0001-baseline.md'],
      three: ['two', '0001-baseline.md', '0002-x.md'],
    },
    [],
  ],
  [
    'a merge of what began again',
    {
      one: ['', ...OTHERS],
      two: ['one', '0001-baseline.md'],
      side: ['one', ...OTHERS, '0012-s.md'],
      four: ['side two', '0001-baseline.md'],
    },
    [],
  ],
  [
    'a ledger that moves to other numbers',
    { one: ['', ...OTHERS], two: ['one', ...OTHERS.map((name) => name.replace('00', '01'))] },
    ['warning mark-leap 111'].slice(1),
  ],
];

describe('a commit against its parents', () => {
  test.each(CASES)('%s', (_name, commits, expected) => {
    const last = Object.keys(commits).at(-1) ?? '';
    const found = ledgerOf('adr', commits).told(last);
    expect(
      found.filter(
        (line) => !line.startsWith('warning mark-leap 10') && !line.startsWith('warning mark-leap 11'),
      ),
    ).toEqual(expected);
  });
});

test('files of one name are told apart by their folders', () => {
  const messages = (...names: string[]): readonly string[] =>
    evaluateFiles(ledgerOf('flyway', { one: ['', ...names] }).compared('one')).map(({ message }) => message);
  expect(messages('a/V7.sql', 'b/V7.sql')).toEqual([
    '7 is the number of two entries: x/a/V7.sql and x/b/V7.sql',
  ]);
  expect(messages('a/V7.sql', 'b/V07.sql')).toEqual(['07 is the number of two entries: V7.sql and V07.sql']);
});
