import { expect, test } from 'vitest';

import { scanMark } from '../../../../../src/formats/backlog/scan/scan-mark.ts';

test.each([
  ['items: []\nnext_item_id: 42\n', 42],
  ['"next_item_id" : 42 # comment', 42],
  ['items: []\r\nnext_item_id: 42\r\n', 42],
  ['{ items: [], next_item_id: 42 }', 42],
  ['{\n  "items": [],\n  "next_item_id": 42\n}\n', 42],
  ['next_item_id: 41\n<<<<<<<\nnext_item_id: 42\n', 42],
  ['items:\n- id: WRK-001\n  title: |\n    next_item_id: 99\nnext_item_id: 1\n', 1],
  ['next_item_id:42\n', 42],
  ['next_item_id:   42\n', 42],
  ['"next_item_id"   : 42\n', 42],
  ['{"next_item_id"  :42}', 42],
  ['{next_item_id:   42}', 42],
  ["\n  {'next_item_id': 42}", 42],
  ['a: {b: c}\nd:\n  next_item_id: 99\nnext_item_id: 1\n', 1],
  ['not_my_next_item_id: 99\n', 0],
  ['items: []\n', 0],
  ['next_item_id: x\n', 0],
])('%j', (text, mark) => {
  expect(scanMark(text)).toBe(mark);
});
