import { expect, test } from 'vitest';

import { scanNumbers } from '../../../../../src/formats/backlog/scan/scan-numbers.ts';
import { backlog } from '../../../../support/texts.ts';

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
  ['next_item_id: 99999999999\n', 0],
])('the mark of %j', (text, mark) => {
  expect(scanNumbers(text).mark).toBe(mark);
});

test.each([
  [backlog({ items: ['WRK-007 A', 'WRK-012 B', 'WRK-009 C'] }), 12],
  ['items:\r\n  - title: A\r\n    id: "fe-7"\r\n  - id: A_B-12 # last\r\n', 12],
  ['items:\n- {id: FE-3, title: A}\n-   id : FE-4\n', 4],
  ['{"items": [{"id": "FE-3"}, {"title": "x", "id": "FE-5"}]}', 5],
  ['items:\n- id: FE-1\n  title: the id: FE-99\n  why: see FE-98\n  dependencies:\n  - FE-97\n', 1],
  ['items:\n- id: FE-99999999999\n- id: 12\n- id: x\n', 0],
])('the highest item of %j', (text, highest) => {
  expect(scanNumbers(text).highest).toBe(highest);
});
