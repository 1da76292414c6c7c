import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { generateNextId, highestNumber, raiseMark } from '../../../../src/core/numbers/high-water-mark.ts';

const file = (mark: number, ...ids: string[]) => ({
  schema_version: 3,
  items: ids.map((id) => ({ id, title: `Title of ${id}` })),
  next_item_id: mark,
});

describe('generateNextId', () => {
  test.each<[string, ReturnType<typeof file>, string, number]>([
    ['an empty backlog starts at one', file(0), 'WRK-001', 1],
    ['an empty backlog goes on from its mark', file(7), 'WRK-008', 8],
    ['items above the mark win', file(3, 'WRK-005', 'WRK-010'), 'WRK-011', 11],
    ['a mark above the items wins', file(20, 'WRK-005', 'WRK-010'), 'WRK-021', 21],
    ['a mark at the items', file(10, 'WRK-010'), 'WRK-011', 11],
    ['gaps are not filled', file(5, 'WRK-001', 'WRK-005'), 'WRK-006', 6],
    ['other prefixes do not count', file(2, 'HAMY-099', 'WRK-002'), 'WRK-003', 3],
    ['any spelling of the prefix counts', file(10, 'wrk-009'), 'wrk-011', 11],
    ['numbers that are not padded stay so', file(0, 'WRK-9'), 'WRK-10', 10],
    ['wider ones, too', file(0, 'WRK-0009'), 'WRK-0010', 10],
    ['malformed IDs do not count', file(2, 'WRK-+5', 'WRK-abc', 'WRK-4294967296', '0027'), 'WRK-003', 3],
    ['a thousand needs no padding', file(999), 'WRK-1000', 1000],
    ['the last number', file(4_294_967_294), 'WRK-4294967295', 4_294_967_295],
  ])('%s', (_, backlog, id, suffix) => {
    expect(generateNextId(backlog, 'WRK')).toEqual({ id, suffix });
  });

  test.each([file(4_294_967_295), file(0, 'WRK-4294967295')])('never wraps', (backlog) => {
    expect(() => generateNextId(backlog, 'WRK')).toThrow(
      new RangeError('every item number up to 4294967295 is used up'),
    );
  });

  test('is above every item of the prefix and the mark, whatever they are', () => {
    const numbers = fc.array(fc.nat(), { maxLength: 20 });
    fc.assert(
      fc.property(numbers, fc.nat(), (used, mark) => {
        const backlog = file(mark, ...used.map((number) => `WRK-${number}`));
        expect(generateNextId(backlog, 'WRK').suffix).toBe(Math.max(mark, ...used) + 1);
      }),
    );
  });
});

test('the highest number, of all prefixes or of one', () => {
  const { items } = file(0, 'WRK-002', 'HAMY-009', 'x');
  expect([highestNumber(items), highestNumber(items, 'wrk'), highestNumber([])]).toEqual([9, 2, 0]);
});

test('a mark is raised, never lowered', () => {
  expect(raiseMark(file(3), 5).next_item_id).toBe(5);
  expect(raiseMark(file(7), 5).next_item_id).toBe(7);
});
