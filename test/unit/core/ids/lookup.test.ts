import { expect, test } from 'vitest';

import { listAt, listUnder, numberAt, numberUnder } from '../../../../src/core/ids/lookup.ts';

test('what a list or a map has', () => {
  expect(listAt([['a'], ['b', 'c']], 1)).toEqual(['b', 'c']);
  expect(numberAt(Uint8Array.of(7, 8), 1)).toBe(8);
  expect(listUnder(new Map([['k', [1]]]), 'k')).toEqual([1]);
  expect(numberUnder(new Map([['k', 3]]), 'k')).toBe(3);
});

test('what it has not', () => {
  expect(listAt([['a']], 1)).toEqual([]);
  expect(numberAt(Uint8Array.of(7), 1)).toBe(0);
  expect(listUnder(new Map([['k', [1]]]), 'other')).toEqual([]);
  expect(numberUnder(new Map([['k', 3]]), 'other')).toBe(0);
  expect(numberUnder(undefined, 'k')).toBe(0);
});
