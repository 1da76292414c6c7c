import { expect, test } from 'vitest';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import { checkAll } from '../../../support/cases.ts';
import { situation } from '../../../support/situation.ts';

type Numbered = [letter: string, number: number];

/** Items under these numbers, each told by its letter, whatever its number is. */
const numbered = (...numbers: Numbered[]): readonly string[] =>
  numbers.map(
    ([letter, number]) => `WRK-00${number} ${letter} @2026-01-01T00:00:00.${letter.charCodeAt(0)}Z`,
  );

const BASE = { mark: 9, items: numbered(['A', 2], ['B', 4], ['C', 6], ['D', 8]) };
const told = (given: Parameters<typeof situation>[0]): string | undefined =>
  evaluate(situation(given)).findings.find(({ rule }) => rule === 'backlog-rewritten')?.message;
const against = (...items: Numbered[]) => ({
  base: BASE,
  candidate: { mark: 9, items: numbered(...items) },
});

checkAll([
  ['the same items in another order', against(['D', 8], ['A', 2], ['C', 6], ['B', 4])],
  ['items that go without a word, one by one or all at once', against(['A', 2])],
  [
    'items with new numbers, as somebody gives them who renumbers',
    { base: BASE, candidate: { mark: 13, items: numbered(['A', 10], ['B', 11], ['C', 12], ['D', 13]) } },
  ],
]);

test.each([
  ['holes that were closed', against(['A', 1], ['B', 2], ['C', 3], ['D', 4]), '4 have other numbers'],
  [
    'other items under the same numbers',
    against(['W', 2], ['X', 4], ['Y', 6], ['Z', 8]),
    '4 are other items now',
  ],
  [
    'the same items, generated again: all were created at another moment',
    { base: BASE, candidate: { mark: 9, items: BASE.items.map((item) => item.replace('T00', 'T08')) } },
    '4 have another `created`',
  ],
  [
    'the same items, generated again without it',
    { base: BASE, candidate: { mark: 9, items: BASE.items.map((item) => item.replace(/ @.*/u, '')) } },
    '4 have another `created`',
  ],
  [
    'a bit of each',
    against(['A', 2], ['B', 3], ['X', 6], ['Y', 8]),
    '1 has another number and 2 are other items now',
  ],
  [
    'files without marks',
    {
      base: { mark: null, items: BASE.items },
      candidate: { mark: null, items: numbered(['W', 2], ['X', 4], ['Y', 6], ['Z', 8]) },
    },
    '4 are other items now',
  ],
  [
    'an old copy: the mark goes back, and what came since is gone',
    { base: BASE, candidate: { mark: 3, items: numbered(['A', 2]) } },
    '3 are gone without an entry in the worklog',
  ],
])('%s', (_, given, summary) => {
  expect(told(given)).toBe(`BACKLOG.yaml seems to have been rewritten: of 4 items in HEAD ${summary}`);
});

test('titles that change where `created` was written by hand are those of the same items', () => {
  const items = (...titles: string[]) =>
    titles.map((title, at) => `WRK-00${at + 1} ${title} @2026-01-01T00:00:00Z`);
  const base = { items: items('Red one', 'Red two', 'Red three') };
  expect(told({ base, candidate: { items: items('Red 1', 'Red 2', 'Red 3') } })).toBeUndefined();
});

test('what the worklog tells of is no loss', () => {
  const { items } = against(['A', 2]).candidate;
  const headings = ['done WRK-004 B', 'done WRK-006 C'];
  expect(told({ base: BASE, candidate: { mark: 3, items, headings } })).toBeUndefined();
});

test('a swap of two is reported as what it is', () => {
  expect(told(against(['A', 4], ['B', 2], ['C', 6], ['D', 8]))).toBeUndefined();
});

test('three of very many are mistakes of their own', () => {
  const many = Array.from({ length: 40 }, (_none, index) => `WRK-1${10 + index} Item ${index}`);
  const { base, candidate } = against(['A', 1], ['B', 2], ['C', 3], ['D', 8]);
  const widened = {
    base: { mark: 200, items: [...base.items, ...many] },
    candidate: { mark: 200, items: [...candidate.items, ...many] },
  };
  expect(told(widened)).toBeUndefined();
});

test('a merge is no rewriting', () => {
  const { base, candidate } = against(['A', 1], ['B', 2], ['C', 3], ['D', 4]);
  expect(told({ fork: base, ours: base, theirs: candidate, candidate })).toBeUndefined();
});

test('items that get the numbers back that they had before are not rewritten once more', () => {
  const [first, second] = [
    against(['A', 1], ['B', 2], ['C', 3], ['X', 4]),
    against(['A', 4], ['B', 5], ['C', 6]),
  ];
  const [given, wrong] = [first.candidate, second.candidate];
  const taken = { ...wrong, items: [...wrong.items, ...numbered(['X', 1], ['Y', 2], ['Z', 3])] };
  expect(told({ base: { ...given, past: [] }, candidate: taken })).toContain('have other numbers');
  expect(told({ base: { ...taken, past: [given] }, candidate: given })).toBeUndefined();
});
