import { expect, test } from 'vitest';

import { restoreItems } from '../../../../../src/formats/backlog/merge/restore-items.ts';

function item(number: number, title = `Thing ${number}`, created: string | null = `x${number}`): string {
  return `- id: WRK-00${number}\n  title: ${title}\n${created === null ? '' : `  created: ${created}\n`}`;
}

function text(...items: readonly string[]): string {
  return `a: 1\nitems:${items.length === 0 ? ' []' : ''}\n${items.join('')}next_item_id: 7\n`;
}

function restore(now: string, from: string, ...titles: readonly string[]): string | undefined {
  return restoreItems(now, from, ({ title }) => titles.includes(title));
}

const FROM = text(item(1), item(2), item(3));

test.each([
  ['between its neighbours', text(item(1), item(3)), text(item(1), item(2), item(3))],
  ['behind all others where nothing follows', text(item(1)), text(item(1), item(2))],
  ['as the only one', text(), text(item(2))],
  [
    'beside another item of its ID',
    text(item(1), item(2, 'Other', 'y'), item(3)),
    text(item(1), item(2, 'Other', 'y'), item(2), item(3)),
  ],
])('an item comes back %s', (_, now, expected) => {
  expect(restore(now, FROM, 'Thing 2')).toBe(expected);
});

test('two items of one ID without `created` stand side by side', () => {
  const [ours, theirs] = [item(1, 'Ours', null), item(1, 'Theirs', null)];
  expect(restore(text(ours), text(theirs), 'Theirs')).toBe(text(ours, theirs));
});

test('the mark and everything around the items stay', () => {
  const now = `# mine\r\n${text(item(1)).replaceAll('\n', '\r\n')}z: 1`;
  expect(restore(now, FROM, 'Thing 3')).toBe(
    `# mine\r\n${text(item(1), item(3)).replaceAll('\n', '\r\n')}z: 1`,
  );
  const bare = `items:\n${item(1)}`;
  expect(restore(bare, FROM, 'Thing 2')).toBe(bare + item(2));
});

test('nothing is missing, or nothing can be told apart', () => {
  expect(restore(text(item(1)), FROM)).toBe(text(item(1)));
  expect(restore('items: [{ id: WRK-1, title: x }]\n', FROM, 'Thing 2')).toBeUndefined();
  expect(restore(FROM, 'a\r\nb\n', 'Thing 2')).toBeUndefined();
  expect(restore(FROM, 'items: [{ id: WRK-1, title: x }]\n', 'Thing 2')).toBeUndefined();
  expect(restore('a\r\nb\n', FROM, 'Thing 2')).toBeUndefined();
});
