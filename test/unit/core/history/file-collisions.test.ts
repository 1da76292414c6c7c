import { expect, test } from 'vitest';
import { collisionsAt } from '../../../../src/core/history/collisions.ts';
import { fileChronicle, keysAround } from '../../../../src/core/history/files/file-chronicles.ts';
import { ledgerOf, type Commits } from '../../../support/file-history.ts';

const A = '0001-a.md';

/** The last commit is the head. */
const CASES: readonly (readonly [string, Commits, readonly string[]])[] = [
  [
    'a number that another entry has after its own was removed',
    { one: ['', A, '0002-b.md'], two: ['one', A], three: ['two', A, '0002-c.md'] },
    ['reused'],
  ],
  [
    'an entry that is back where another one had been and left',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      side: ['one', A, '0002-c.md'],
      merge: ['two side', A, '0002-c.md', '0003-b.md'],
      lost: ['merge', A],
      back: ['lost', A, '0002-c.md'],
    },
    [],
  ],
  [
    'an entry whose own branch has met what was there before',
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
    'an entry whose own branch has not',
    {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      gone: ['two', A],
      side: ['one', A, '0002-c.md'],
      merge: ['gone side', A, '0002-c.md'],
    },
    ['reused'],
  ],
];

test.each(CASES)('%s', (_name, commits, expected) => {
  const { history, identified, compared } = ledgerOf('adr', commits);
  const head = Object.keys(commits).at(-1) ?? '';
  const past = { terms: compared(head).terms, history, identified, head };
  const found = collisionsAt(fileChronicle(past, keysAround(past, ['2'])), '2');
  expect(found.map(({ state }) => state).filter((state) => state !== 'apart')).toEqual(expected);
});
