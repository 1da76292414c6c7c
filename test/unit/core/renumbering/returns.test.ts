import { expect, test } from 'vitest';
import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { returnsOf } from '../../../../src/core/renumbering/returns.ts';
import type { Situation } from '../../../../src/core/ledger/situation.ts';
import { situation } from '../../../support/situation.ts';

/** One letter is one thing, whatever its number. */
const numbered = (text: string): readonly string[] =>
  text
    .split(' ')
    .map((word) => `WRK-00${word.slice(1)} ${word[0]} @2026-01-01T00:00:00.${word.charCodeAt(0)}Z`);

/** `A3>1`: the item A, which is WRK-003, gets WRK-001 back. */
function returns(base: string, candidate: string, settled: readonly number[]): readonly string[] {
  const facts = factsOf(
    situation({
      base: { mark: 9, items: numbered(base) },
      candidate: { mark: 9, items: numbered(candidate) },
    }),
  );
  return [...returnsOf(facts, new Set(settled.map((number) => `WRK-00${number}`)))].map(
    ([item, { stay }]) => `${item.title}${item.id.number}>${stay.id.number}`,
  );
}

test.each<[string, string, string, number[], string[]]>([
  ['a swap', 'A1 B2', 'A2 B1', [1, 2], ['A2>1', 'B1>2']],
  ['a chain, with the one that nobody disputes', 'A1 B2 C3', 'A8 B1 C2', [1, 2], ['A8>1', 'B1>2', 'C2>3']],
  ['whatever has nothing to do with what is settled stays', 'A1 B2', 'A8 B2', [2], []],
  ['what is new on a number makes room', 'A1 B2', 'A8 X1 B2', [1], ['A8>1']],
  ['what is not settled keeps its place', 'A1 B2', 'A2 X1', [2], []],
  ['two copies are no one’s', 'A1 B2', 'A8 A9 B1', [1], ['B1>2']],
  ['what stands where it stood stays', 'A1 B2', 'A1 B1', [1], ['B1>2']],
])('%s', (_, base, candidate, settled, expected) => {
  expect(returns(base, candidate, settled)).toEqual(expected);
});

test('what has two numbers in a base has none to go back to', () => {
  expect(returns('A1 A2 B3', 'A8 B1', [1])).toEqual(['B1>3']);
});

/** The merge of a branch with what is published; both come of an empty fork. */
function merged(branch: string, published: string, candidate: string, level: 'error' | 'off') {
  const given = situation({
    fork: { mark: 0 },
    ours: { mark: 9, items: numbered(branch) },
    theirs: { mark: 9, items: numbered(published) },
    candidate: { mark: 9, items: numbered(candidate) },
  });
  const [, base] = given.bases;
  const target = base && { base: { ...base, fork: undefined }, level };
  const found = returnsOf(factsOf({ ...given, target }), new Set(['WRK-001', 'WRK-002']));
  return [...found].map(([item, { stay }]) => `${item.title}${item.id.number}>${stay.id.number}`);
}

test('what is published gets its number back, though the branch has given it another one', () => {
  expect(merged('A1 B3', 'B1 C2', 'A1 B3 C2', 'error')).toEqual(['B3>1']);
  expect(merged('A1 B2', 'B1 C2', 'A1 B2 C2', 'error')).toEqual(['B2>1']);
});

test('where nobody can tell what is published, it stays as the branch has it', () => {
  expect(merged('A1 B3', 'B1 C2', 'A1 B3 C2', 'off')).toEqual([]);
});

test('what is published and not merged yet says nothing', () => {
  const given = situation({
    fork: { mark: 9, items: numbered('A1') },
    ours: { mark: 9, items: numbered('A1 B2') },
    theirs: { mark: 9, items: numbered('A1 C2') },
    candidate: { mark: 9, items: numbered('A1 B2 C2') },
  });
  const [base] = situation({ candidate: {}, base: { mark: 9, items: numbered('A2') } }).bases;
  if (!base) throw new Error('no base');
  const snapshot = { ...base.snapshot, commit: '9'.repeat(40) };
  const target = { base: { ...base, snapshot }, level: 'error' } as const;
  expect(returnsOf(factsOf({ ...given, target }), new Set(['WRK-002'])).size).toBe(0);
});

test('what the other branch still has is no way back, as long as it is not merged', () => {
  const given = situation({
    fork: { mark: 0 },
    ours: { mark: 9, items: numbered('A1 B2') },
    theirs: { mark: 9, items: numbered('B1') },
    candidate: { mark: 9, items: numbered('A1 B2') },
  });
  const [base] = situation({ candidate: {}, base: { mark: 0 } }).bases;
  const [, other] = given.bases;
  const target = other && ({ base: { ...other, fork: undefined }, level: 'error' } as const);
  const found = (one: Situation): number => returnsOf(factsOf(one), new Set(['WRK-001'])).size;
  expect(found({ ...given, target })).toBe(1);
  expect(found({ ...given, target, bases: base ? [base] : [] })).toBe(0);
});

test('an ID that something else has used up since is no way back', () => {
  const back = (merged: readonly string[]): number => {
    const given = situation({
      ci: 'conflict',
      fork: { mark: 1, items: numbered('A1') },
      ours: { items: numbered('A3 B2'), merged: { items: merged } },
      theirs: { items: numbered('A1 X3') },
      candidate: { items: numbered('A3 B2') },
    });
    return returnsOf(factsOf(given), new Set(['WRK-003'])).size;
  };
  expect(back([])).toBe(1);
  expect(back(numbered('C1'))).toBe(0);
});
