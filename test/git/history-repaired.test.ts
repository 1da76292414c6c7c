import { describe, expect, test } from 'vitest';
import { lastOf, type Row } from '../support/team-life.ts';

/** Both draw number 1; the first keeps it, and in its merge (3) the thing 2 becomes number 2. The branch is left at 2. */
const REPAIRED: readonly Row[] = [
  [[], ''],
  [[0], '1:1'],
  [[0], '1:2'],
  [[1, 2], '1:1 2:2'],
];

type Case = readonly [name: string, rows: readonly Row[], expected?: string];

function checkAll(cases: readonly Case[]): void {
  for (const [name, rows, expected] of cases) {
    test(name, async () => {
      expect(await lastOf([...REPAIRED, ...rows])).toEqual(expected === undefined ? [] : [expected]);
    });
  }
}

describe('what a merge renumbered stays innocent', () => {
  checkAll([
    [
      'after it was archived',
      [
        [[3], '1:1', { done: '2:2' }],
        [[2], '1:2', { dirs: '' }],
        [[4, 5], '1:1', { done: '2:2' }],
      ],
    ],
    [
      'after it was archived without an entry',
      [
        [[3], '1:1'],
        [[2], '1:2 5:3'],
        [[4, 5], '1:1 5:3'],
      ],
    ],
    [
      'after it was retitled',
      [
        [[3], "1:1 2:2'"],
        [[2], '1:2 5:3'],
        [[4, 5], "1:1 2:2' 5:3"],
      ],
    ],
    [
      'after a retitle before it',
      [
        [[2], "1:2'"],
        [[1, 4], "1:1 2:2'"],
        [[2], '1:2 5:3'],
        [[5, 6], "1:1 2:2' 5:3"],
      ],
    ],
    [
      'when the branch drew on and was merged again and again',
      [
        [[2], '1:2 2:3'],
        [[3, 4], '1:1 2:2 3:3'],
        [[4], '1:2 2:3 3:4'],
        [[5, 6], '1:1 2:2 3:3 4:4'],
      ],
    ],
    [
      'when nothing but its directory was left to renumber, before the merge',
      [
        [[2], '', { dirs: '1:2' }],
        [[4], '', { mark: 2, dirs: '2:2' }],
        [[1, 5], '1:1', { dirs: '2:2' }],
      ],
    ],
    [
      'when that was merged, and the branch drew on and takes it in',
      [
        [[2], '', { dirs: '1:2' }],
        [[4], '', { mark: 2, dirs: '2:2' }],
        [[1, 5], '1:1', { dirs: '2:2' }],
        [[5], '3:3', { dirs: '2:2' }],
        [[7, 6], '3:3 1:1', { dirs: '2:2' }],
      ],
    ],
    [
      'when the branch had archived it',
      [
        [[2], '', { done: '1:2' }],
        [[3, 4], '1:1 2:2', { done: '1:2' }],
      ],
    ],
  ]);
});

describe('what comes under the old ID afterwards', () => {
  const CONFLICT = 'error change-dir-conflict WRK-001';
  checkAll([
    [
      'a directory of it, made on the branch',
      [
        [[2], '1:2', { dirs: '1:2' }],
        [[3, 4], '1:1 2:2', { dirs: '1:2' }],
      ],
      CONFLICT,
    ],
    [
      'a directory of it, when the ID has left the backlog',
      [
        [[3], '2:2'],
        [[2], '1:2', { dirs: '1:2' }],
        [[4, 5], '2:2', { dirs: '1:2' }],
      ],
      CONFLICT,
    ],
    ['a directory of it, squashed', [[[3], '1:1 2:2', { dirs: '1:2' }]], CONFLICT],
    [
      'the item itself',
      [
        [[3], '2:2'],
        [[4], ''],
        [[5], '1:2'],
      ],
      'error id-reused WRK-001',
    ],
    [
      'the branch’s state instead of the merge’s',
      [
        [[2], '1:2 3:3'],
        [[4, 3], '1:2 3:3'],
      ],
      'error id-reused WRK-001',
    ],
    [
      'an entry that was logged for something else',
      [
        [[0], '', { mark: 1, logs: '1:5' }],
        [[2, 4], '3:2', { logs: '1:5' }],
        [[3, 5], '1:1 3:2', { logs: '1:5' }],
      ],
      'error id-reused WRK-001',
    ],
  ]);
});

test('a number that was drawn before its branch took the base in', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '2:2'],
    [[0], '1:3'],
    [[2, 1], '1:3 2:2'],
    [[1], '2:2 3:4'],
    [[4, 3], '2:2 3:4 1:3'],
  ];
  expect(await lastOf(rows)).toEqual([]);
});

test('a directory that a rebase brings under the old ID of an item that a squash renumbered', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '2:2'],
    [[0], '1:3'],
    [[3], '1:3 2:1'],
    [[2, 1], '2:2'],
    [[4, 5], '1:3 2:1 3:2'],
    [[6], '1:3 2:1 3:2', { dirs: '1:1' }],
  ];
  expect(await lastOf(rows)).toEqual(['error change-dir-conflict WRK-001']);
});

test('a directory under the old ID of an item that a squash renumbered and merges dropped since', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '1:2'],
    [[2], '1:2 2:1'],
    [[3, 1], '1:2 2:1'],
    [[0], '3:3'],
    [[1], '1:1', { dirs: '1:1' }],
    [[5, 4], '3:3'],
    [[7, 6], '3:3', { dirs: '1:1' }],
  ];
  expect(await lastOf(rows)).toEqual(['error change-dir-conflict WRK-001']);
});

test('an ID that both sides drew after a directory had left it', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '2:2'],
    [[0], '1:1'],
    [[0], '1:3'],
    [[3], '', { mark: 1, done: '1:3' }],
    [[1], '2:2', { dirs: '1:5' }],
    [[4, 5], '2:2', { mark: 3, done: '1:3', dirs: '3:5' }],
    [[5, 2], '2:2 1:1', { mark: 3, dirs: '3:5' }],
    [[7], '2:2', { done: '1:1', dirs: '3:5' }],
    [[6, 8], '2:2', { done: '1:3 1:1', dirs: '3:5' }],
  ];
  expect(await lastOf(rows)).toEqual(['error id-reused WRK-001']);
});

test('a directory that stayed under the old ID of its item, where an entry has that for something else', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '2:2'],
    [[1], '1:1', { dirs: '1:1' }],
    [[2], '2:2', { logs: '1:3' }],
    [[4], '2:2 3:1', { logs: '1:3', dirs: '3:1' }],
    [[3], '', { mark: 1, dirs: '1:1' }],
    [[6], '4:5', { dirs: '1:1' }],
    [[7, 5], '4:5 2:2 3:1', { logs: '1:3', dirs: '1:1 3:1' }],
  ];
  expect(await lastOf(rows)).toEqual(['error change-dir-conflict WRK-001']);
});

test('a last entry for something else, under the ID of an item that goes on under another one', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1', { dirs: '1:1' }],
    [[1], '2:2 3:1', { done: '1:3', dirs: '1:1' }],
  ];
  expect(await lastOf(rows)).toEqual(['error worklog-conflict WRK-001']);
});

test('an entry and an item of one ID, while both sides know what left that ID before', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '1:2'],
    [[0], '2:3'],
    [[2, 3], '1:2 2:3'],
    [[1], '3:1'],
    [[3], '2:3', { logs: '1:4' }],
    [[4, 5], '1:2 2:3 3:1'],
    [[5, 6], '3:1 2:3', { logs: '1:4' }],
    [[8, 7], '3:1 2:3 1:2', { logs: '1:4' }],
  ];
  expect(await lastOf(rows)).toEqual(['error id-reused WRK-001']);
});

test('a directory under the old ID of a renumbered item, where an entry of it is still logged under that', async () => {
  const rows: readonly Row[] = [
    [[], ''],
    [[0], '1:1'],
    [[0], '1:2'],
    [[1, 2], '1:1 2:2'],
    [[3], '1:1 2:2', { logs: '1:2' }],
    [[4], '1:1 2:2', { logs: '1:2', dirs: '1:2' }],
  ];
  expect(await lastOf(rows)).toEqual(['error change-dir-conflict WRK-001']);
});
