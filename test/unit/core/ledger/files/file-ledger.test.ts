import { expect, test } from 'vitest';

import {
  entryOf,
  mainFolder,
  oidsOf,
  type NamedFile,
} from '../../../../../src/core/ledger/files/file-ledger.ts';

function file(path: string, more: Partial<NamedFile> = {}): NamedFile {
  const id = { prefix: '', number: 1 };
  const flags = { isCounted: true, isArchived: false, isUndoing: false };
  return { key: '1', id, written: '0001', slug: 'a', ...flags, path, oid: path, ...more };
}

test('the files of an entry are in order, what undoes last, whatever order they come in', () => {
  const [down, first, second] = [file('a.down', { isUndoing: true }), file('b.up'), file('c.up')];
  const inOrder = ['b.up', 'c.up', 'a.down'];
  expect(entryOf([down, first, second]).files.map(({ path }) => path)).toEqual(inOrder);
  expect(entryOf([second, down, first]).files.map(({ path }) => path)).toEqual(inOrder);
  expect(entryOf([first, second, down]).files.map(({ path }) => path)).toEqual(inOrder);
});

test('an entry is archived if all its files are, and has the longest spelling of its number', () => {
  const archived = file('z', { isArchived: true, written: '1' });
  expect(entryOf([archived])).toMatchObject({ isArchived: true, written: '1' });
  expect(entryOf([archived, file('a')])).toMatchObject({ isArchived: false, written: '0001' });
});

test('what is said of a ledger as a whole is said of its first folder', () => {
  expect([mainFolder({ paths: ['x', 'y'] }), mainFolder({ paths: [] })]).toEqual(['x', '.']);
});

test('files on the disk have no content by name', () => {
  expect(oidsOf([file('a'), file('b', { oid: undefined })])).toEqual(['a']);
});
