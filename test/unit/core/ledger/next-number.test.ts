import { describe, expect, test } from 'vitest';

import { entryOf, type FileEntry, type NamedFile } from '../../../../src/core/ledger/files/file-ledger.ts';
import {
  highestOf,
  numbersAfter,
  numberText,
  partsOf,
  writtenLike,
} from '../../../../src/core/ledger/files/next-number.ts';

function file(written: string, number: number, more: Partial<NamedFile> = {}): NamedFile {
  return {
    key: written,
    id: { prefix: '', number },
    written,
    slug: 'x',
    isCounted: true,
    isArchived: false,
    isUndoing: false,
    path: `x/${written}`,
    oid: undefined,
    ...more,
  };
}

const entry = (...args: Parameters<typeof file>): FileEntry => entryOf([file(...args)]);

describe('the number after the highest', () => {
  test.each<[readonly FileEntry[], string | undefined]>([
    [[], undefined],
    [[entry('0041', 41), entry('0009', 9)], '0042'],
    [[entry('0009', 9), entry('0041', 41)], '0042'],
    [[entry('9', 9)], '10'],
    [[entry('adr-099', 99)], '100'],
    [[entry('002a', 2)], '003'],
    [[entry('6.1.0.9', 6.001)], '6.1.0.10'],
    [[entry('6_1_0_4', 6.001)], '6_1_0_5'],
    [[entry('1777200000', 1_777_200_000, { isCounted: false })], undefined],
    [[entry('x', 0)], undefined],
    [[entry('task-7', 7, { id: { prefix: 'TASK', number: 7 } })], undefined],
  ])('%#', (entries, expected) => expect(numbersAfter(entries)('')).toBe(expected));

  test('is another one each time, and each prefix has its own', () => {
    const next = numbersAfter([
      entry('task-7', 7, { id: { prefix: 'TASK', number: 7 } }),
      entry('draft-1', 1, { id: { prefix: 'DRAFT', number: 1 } }),
    ]);
    expect(['TASK', 'TASK', 'DRAFT'].map(next)).toEqual(['8', '9', '2']);
  });

  test('the highest of all', () => {
    expect(highestOf([entry('1', 1), entry('3', 3), entry('2', 2)])?.written).toBe('3');
  });
});

test.each([
  [7, '7'],
  [6.001_000_004, '6.1.0.4'],
  [6.01, '6.10'],
  [2024.999, '2024.999'],
])('%d is written %s', (number, text) => expect(numberText(number)).toBe(text));

test('an entry has its files in order, what undoes last, and is written as wide as any of them', () => {
  const found = entryOf([
    file('7', 7, { path: 'b.down', isUndoing: true }),
    file('007', 7, { path: 'c.up', isArchived: true }),
    file('07', 7, { path: 'a.up' }),
  ]);
  expect(found.files.map(({ path }) => path)).toEqual(['a.up', 'c.up', 'b.down']);
  expect(found).toMatchObject({ written: '007', isArchived: false });
});

describe('the parts of a written number', () => {
  test.each<[string, readonly number[] | undefined]>([
    ['0042', [42]],
    ['task-13', [13]],
    ['6.1.0.4', [6, 1, 0, 4]],
    ['V6_1', [6, 1]],
    ['0012a', [12]],
    ['none', undefined],
    ['1._', undefined],
  ])('%s', (written, parts) => expect(partsOf(written)).toEqual(parts));

  test.each<[string, readonly number[], string]>([
    ['0042', [7], '0007'],
    ['0042', [12345], '12345'],
    ['task-13', [140], 'task-140'],
    ['6.1.0.4', [6, 1, 0, 5], '6.1.0.5'],
    ['6_01', [6, 2], '6_02'],
    ['1.4', [2, 0, 1], '2.0.1'],
    ['0012a', [13], '0013'],
  ])('written as %s: %j', (written, parts, expected) => expect(writtenLike(written, parts)).toBe(expected));
});
