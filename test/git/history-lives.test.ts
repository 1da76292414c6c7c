import { expect, test } from 'vitest';
import { lastOf, pushOfLast, type Row } from '../support/team-life.ts';

test('an item that comes back under its ID, which a merge had left to another one when only its directory was there', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[1], '', { mark: 1, done: '1:1' }],
    [[0], '1:3'],
    [[0], '', { mark: 1, logs: '' }],
    [[4], '1:3'],
    [[5], '1:3', { dirs: '1:3' }],
    [[6], '', { dirs: '1:3' }],
    [[2, 7], '', { mark: 2, done: '1:1', dirs: '2:3' }],
    [[8, 3], '1:3', { done: '1:1', dirs: '2:3' }],
  ];
  expect(await lastOf(rows)).toEqual(['error id-reused WRK-001']);
});

test('a push in which a merge had kept two items under one ID, and a later merge took one away', () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '2:2'],
    [[1], '1:1'],
    [[0], '1:3'],
    [[2, 3], '2:2 1:1'],
    [[3, 4], '1:1 1:3'],
    [[5], '2:2 1:1 3:4'],
    [[7], '2:2 3:4', { done: '1:1' }],
    [[6, 8], '1:3 2:2 3:4', { done: '1:1' }],
  ];
  expect(pushOfLast(rows, 0, [0, 4])).toContain('error id-reused WRK-001');
});

test('two branches that drew a number of their own accord and took it away, beside a third item that had it and moved on', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[1], '', { mark: 1 }],
    [[0], '1:2'],
    [[3], '', { mark: 1 }],
    [[0], '1:3'],
    [[5], '1:3 2:4'],
    [[5], '1:3 2:5'],
    [[4, 7], '3:3 2:5'],
    [[6, 2], '3:3 2:4'],
    [[9, 8], '3:3 4:4 2:5'],
  ];
  expect(await lastOf(rows)).toEqual(['error id-reused WRK-001']);
});
