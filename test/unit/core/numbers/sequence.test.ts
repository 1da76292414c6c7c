import { describe, expect, test } from 'vitest';

import { counterName, counterOf } from '../../../../src/core/ledger/counters.ts';
import {
  advance,
  compareNumbers,
  highestIn,
  lengthOf,
  numbersIn,
  parseSequence,
  rangeText,
  sequenceText,
} from '../../../../src/core/numbers/sequence.ts';

test.each<[string, string, number]>([
  ['7', '7', 0],
  ['7', '12', -1],
  ['6.1', '6.1.0', -1],
  ['6.2', '6.1.9', 1],
  ['6.1.0.4', '6.1.0.5', -1],
])('%s against %s', (one, other, expected) => {
  const [left, right] = [parseSequence(one) ?? [], parseSequence(other) ?? []];
  expect(Math.sign(compareNumbers(left, right))).toBe(expected);
  expect(Math.sign(compareNumbers(right, left))).toBe(0 - expected);
  expect(sequenceText(highestIn(left, right))).toBe(expected > 0 ? one : other);
});

test('the next one counts in the last part', () => {
  expect(advance([6, 1, 0, 4], 1)).toEqual([6, 1, 0, 5]);
  expect(advance([], 3)).toEqual([3]);
});

test.each(['', '-1', '1.', 'a', '4294967296', '1.2.3.4.5.6.7.8.9', '1.999999999999999'])(
  '%j is no such number',
  (text) => expect(parseSequence(text)).toBeUndefined(),
);

describe('ranges', () => {
  const range = { from: [5], to: [8] };

  test('as text', () => {
    expect([rangeText(range), rangeText({ from: [5], to: [5] })]).toEqual(['5-8', '5']);
  });

  test('have a length where their ends belong together', () => {
    expect(
      [range, { from: [8], to: [5] }, { from: [1, 5], to: [2, 5] }, { from: [1], to: [1, 2] }].map(lengthOf),
    ).toEqual([4, 0, 0, 0]);
    expect(lengthOf({ from: [], to: [] })).toBe(1);
  });

  test('give their numbers above another one', () => {
    expect([...numbersIn(range, [6])]).toEqual([[7], [8]]);
    expect([...numbersIn(range, [8])]).toEqual([]);
  });
});

test('counters have names', () => {
  expect(['backlog', counterOf('adr', ''), counterOf('tasks', 'DRAFT')].map(counterName)).toEqual([
    'backlog',
    'adr',
    'tasks DRAFT',
  ]);
});
