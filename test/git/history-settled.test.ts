import { describe, expect, test } from 'vitest';
import { lastOf, type Row } from '../support/team-life.ts';

test('a directory that stayed under the old ID of its item while nobody was in its way, and what a merge brings for that ID', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '1:2'],
    [[1], '1:1', { dirs: '1:1' }],
    [[0], '1:5'],
    [[1, 4], '1:1 2:5'],
    [[5], '3:1 2:5'],
    [[3, 6], '3:1 2:5', { dirs: '1:1' }],
    [[2, 6], '1:2 3:1 2:5'],
    [[8, 7], '1:2 3:1 2:5', { dirs: '1:1' }],
  ];
  expect(await lastOf(rows)).toEqual(['error change-dir-conflict WRK-001']);
});

test('two branches that renumbered one item, of which one archived it, each to a number of its own', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '1:2'],
    [[0], '2:3'],
    [[3, 2], '2:3 1:2'],
    [[2, 1], '2:2 1:1'],
    [[1, 4], '1:1 2:3 3:2'],
    [[6], '1:1 2:3'],
    [[5], '2:2 1:1 3:4', { mark: 3 }],
    [[8, 7], '2:2 1:1 3:4 4:3'],
    [[7], '1:1 2:3 4:5'],
    [[9, 10], '2:2 1:1 3:4 4:3 5:5'],
  ];
  expect(await lastOf(rows)).toEqual([]);
});

test('an item of two IDs, one of which a merge leaves to what another branch drew it for', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '1:2'],
    [[1], '1:1 3:2'],
    [[0], '4:3'],
    [[2, 3], '4:2 1:1 3:2'],
    [[3, 4], '1:1 3:2 4:3'],
    [[6, 5], '1:1 3:2 4:3'],
  ];
  expect(await lastOf(rows)).toEqual(['error id-reused WRK-004']);
});

test('an item that gets its ID back, where whoever else had that was renumbered', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:2'],
    [[0], '1:3'],
    [[1, 2], '1:2 2:3'],
    [[3], '3:2 2:3'],
    [[4], '1:2 2:3'],
  ];
  expect(await lastOf(rows)).toEqual(['warning item-restored WRK-001']);
});

test('a number that a reverted squash had given an item, after which a merge gives the item its first one and that number to another', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[1], '1:1 2:2'],
    [[0], '1:3'],
    [[0], '2:4'],
    [[3], '1:3 3:1 2:2'],
    [[2, 4], '1:1 2:2 3:4'],
    [[5], '1:3', { mark: 3 }],
    [[4, 7], '4:4 1:3'],
    [[8, 6], '4:4 5:3 1:1 2:2 3:4'],
  ];
  expect(await lastOf(rows)).toEqual(['error id-reused WRK-003', 'warning item-restored WRK-002']);
});

test('an entry of an ID that one side has beside an item for something else, and the other by itself', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '1:2'],
    [[1], '2:1'],
    [[3], '', { mark: 2, done: '2:1' }],
    [[4], '1:1', { mark: 2, done: '2:1' }],
    [[2], '1:2 2:4'],
    [[6, 5], '3:2 2:4 1:1', { done: '2:1' }],
    [[0], '3:5'],
    [[7, 8], '3:2 2:4 1:1 4:5', { done: '2:1' }],
    [[8], '3:5 1:1', { done: '2:1' }],
    [[9, 10], '3:2 2:4 1:1 4:5', { done: '2:1' }],
  ];
  expect(await lastOf(rows)).toEqual([]);
});

test('two branches that renumbered one item, of which both archived it since', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '2:2'],
    [[0], '1:3'],
    [[2, 3], '2:2 1:3'],
    [[3, 1], '2:3 1:1'],
    [[5], '1:1', { mark: 2, done: '2:3' }],
    [[4], '2:2 1:3 3:5'],
    [[7, 1], '2:2 4:3 3:5 1:1'],
    [[8], '2:2 4:3 3:5 1:1 5:6'],
    [[9, 6], '2:2 4:3 3:5 1:1 5:6', { done: '2:3' }],
    [[10], '2:2 3:5 1:1 5:6', { done: '2:3 4:3' }],
    [[6], '1:1 3:8', { done: '2:3' }],
    [[11, 12], '2:2 3:5 1:1 5:6 6:8', { done: '2:3 4:3' }],
  ];
  expect(await lastOf(rows)).toEqual([]);
});

test('an item that one branch renumbered again, while a merge leaves that number to another one', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '1:2'],
    [[2, 1], '2:2 1:1'],
    [[0], '2:3'],
    [[1, 4], '1:1 2:3'],
    [[5], '1:1', { mark: 2, done: '2:3' }],
    [[4, 3], '3:3 2:2 1:1'],
    [[3, 6], '3:2 1:1', { done: '2:3' }],
    [[7, 8], '3:3 2:2 1:1', { done: '2:3' }],
  ];
  expect(await lastOf(rows)).toEqual(['error id-reused WRK-003']);
});

describe('an item that got back its ID, which another one had meanwhile', () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:2'],
    [[0], '1:3'],
    [[1, 2], '1:2 2:3'],
    [[3], '3:2 2:3'],
  ];
  test('and archived under it', async () => {
    const told = await lastOf([...rows, [[4], '3:2 1:3'], [[5], '3:2', { mark: 3 }], [[6], '1:2']]);
    expect(told).toEqual(['error id-reused WRK-001']);
  });
  test('on a branch of its own', async () => {
    const told = await lastOf([...rows, [[4], '1:2 2:3'], [[4], '3:2 1:3'], [[5, 6], '1:2 2:3']]);
    expect(told).toEqual(['error id-reused WRK-001', 'warning item-restored WRK-002']);
  });
});

test('an item that comes back where its entry is, and what had its ID meanwhile was retitled and renumbered', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '3:4', { mark: 3, done: '1:1' }],
    [[0], '1:6'],
    [[2], "1:6'"],
    [[1, 3], "3:4 5:6'", { done: '1:1' }],
    [[4], "3:4 5:6' 1:1", { done: '1:1' }],
  ];
  expect(await lastOf(rows)).toEqual(['warning item-restored WRK-001']);
});
