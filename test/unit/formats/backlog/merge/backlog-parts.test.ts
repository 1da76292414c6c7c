import { expect, test } from 'vitest';
import { separate } from '../../../../../src/formats/backlog/merge/backlog-parts.ts';

test.each([
  ['a list in brackets, an item to a line', 'items: [\n {id: A-1, title: x}\n]\n'],
  ['a list in brackets behind its key', 'items: [{id: A-1, title: x}]\n'],
  ['empty brackets on a line of their own', 'items:\n  []\n'],
])('%s is not taken apart', (_, text) => {
  expect(separate(text)).toBeUndefined();
});

test('what stands above, within and below is put together again, the mark where it was', () => {
  const [head, item, tail] = ['a: 1\nitems:\n', '- id: a-1\n  title: x\n', 'next_item_id: 4\nb: 2\n'];
  expect(separate(head + item + tail)?.split(7)).toEqual({
    head,
    blocks: [{ key: 'A-001\n', id: 'A-001', title: 'x', created: undefined, text: item }],
    tail: tail.replace('4', '7'),
  });
  expect(separate(tail + head + item)?.split(7).head).toBe(tail.replace('4', '7') + head);
});
