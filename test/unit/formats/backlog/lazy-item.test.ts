import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { BacklogItem } from '../../../../src/core/numbers/backlog-file.ts';
import { readBacklogFile } from '../../../../src/formats/backlog/backlog-file.ts';
import type { ReadableBacklog } from '../../../../src/formats/backlog/backlog-file.ts';

const TEXT = `items:
- id: A-1
  title: one
  size: 5
- id: A-2
  title: two
  dependencies:
  - A-1
- id: A-3
  title: three
  dependencies: [1.0, x]
- id: A-4
  title: "the word: dependencies"
next_item_id: 4
`;

function read(text: string, like?: Partial<ReadableBacklog>): ReadableBacklog {
  const reading = readBacklogFile(Buffer.from(text), like);
  if ('problems' in reading) throw new Error(text);
  return reading;
}

const itemsOf = (isLazy: boolean) => read(TEXT, { isLazy }).file.items;

test('what is read later is the same value to whoever looks at it', () => {
  const [lazy, plain] = [itemsOf(true), itemsOf(false)];
  expect(lazy).toEqual(plain);
  expect(lazy).toStrictEqual(plain);
  expect(JSON.stringify(lazy)).toBe(JSON.stringify(plain));
  for (const [at, item] of plain.entries()) {
    const own: BacklogItem = lazy[at] ?? { id: '', title: '' };
    expect(isDeepStrictEqual({ ...own }, { ...item })).toBe(true);
    expect(Object.entries(own)).toEqual(Object.entries(item));
    expect(['id', 'size', 'dependencies', 'none'].map((key) => [key in own, own[key]])).toEqual(
      ['id', 'size', 'dependencies', 'none'].map((key) => [key in item, item[key]]),
    );
    const { title, ...rest } = own;
    expect({ ...rest, title }).toEqual(item);
  }
});

test('who looks for dependencies first finds them', () => {
  expect(itemsOf(true).map(({ dependencies }) => dependencies)).toEqual([
    undefined,
    ['A-1'],
    ['1.0', 'x'],
    undefined,
  ]);
});

test('nobody can change it', () => {
  const [item = { id: '', title: '' }] = itemsOf(true);
  expect(Reflect.set(item, 'title', 'x')).toBe(false);
  expect(Reflect.defineProperty(item, 'title', { value: 'x' })).toBe(false);
  expect(Reflect.deleteProperty(item, 'title')).toBe(false);
  expect(Reflect.preventExtensions(item)).toBe(false);
  expect({ ...item }).toEqual({ id: 'A-1', title: 'one', size: 5 });
});

test('items that a text shares with another one are the very same, but for the last, in which others end', () => {
  const before = read(TEXT, { isLazy: true });
  const after = read(TEXT.replace('two', 'another'), before);
  expect(after.isLazy).toBe(true);
  const known = before.file.items;
  expect(after.file.items.map((item) => known.indexOf(item))).toEqual([0, -1, 2, -1]);
  const shorter = read(TEXT.replace(/- id: A-2[^]*?(?=- id: A-3)/u, ''), before);
  expect(shorter.file.items.map((item) => known.indexOf(item))).toEqual([0, -1, -1]);
  expect(read(TEXT, { isLazy: true, file: before.file }).file.items[0]).not.toBe(known[0]);
});

test('an item whose ID is no text is taken over, too', () => {
  const text = TEXT.replace('items:\n', 'items:\n- id: 7\n  title: seven\n');
  const before = read(text, { isLazy: true });
  const after = read(text.replace('two', 'another'), before);
  expect(after.file.items[0]).toEqual({ id: '7', title: 'seven' });
  expect(after.layout.items[0]?.map).toBe(before.layout.items[0]?.map);
});
