import { expect, test } from 'vitest';
import { evaluate, needsHistory } from '../../../src/core/evaluate.ts';
import type { Situation } from '../../../src/core/situation.ts';
import { situation, type Scene } from '../../support/situation.ts';

const upTo = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index + 1));
const item = (number: number) => `WRK-${number} Title of number ${number} @t.${number}`;
const heading = (number: number) => `WRK-${number} Title of number ${number} @h.${number}`;
const dir = (number: number) =>
  `WRK-${number}_title-of-number-${number}: title-of-number-${number}_PRD DESIGN`;

/** Milliseconds of processor time, so that a busy machine does not matter. */
function cost(given: Situation): number {
  const start = process.cpuUsage();
  expect([needsHistory(given), evaluate(given).findings]).toEqual([expect.any(Boolean), []]);
  return process.cpuUsage(start).user / 1000;
}

// A few times what it takes, and far below what anything quadratic would.
test.each<[string, Scene, Scene]>([
  ['100,000 items', { items: upTo(100_000, item) }, { items: upTo(100_001, item) }],
  [
    '20,000 directories and 100,000 entries',
    { mark: 100_000, headings: upTo(100_000, heading), dirs: upTo(20_000, dir) },
    { mark: 100_000, headings: upTo(100_000, heading), dirs: upTo(20_000, dir) },
  ],
  [
    'the same, all of them new',
    { mark: 100_000, items: upTo(20_000, item) },
    { mark: 100_000, items: upTo(20_000, item), headings: upTo(20_000, heading), dirs: upTo(20_000, dir) },
  ],
])('%s are judged in a blink', (_name, base, candidate) => {
  expect(cost(situation({ base, candidate }))).toBeLessThan(1000);
});
