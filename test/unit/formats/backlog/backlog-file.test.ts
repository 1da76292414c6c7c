import { expect, test } from 'vitest';

import { readBacklogFile } from '../../../../src/formats/backlog/backlog-file.ts';
import type { ReadableBacklog } from '../../../../src/formats/backlog/backlog-file.ts';

const read = (text: string | Uint8Array) => {
  const reading = readBacklogFile(Buffer.from(text));
  return 'file' in reading ? reading.file : reading.problems;
};

test('gives every field as a value, ID, title and dependencies as text', () => {
  const text = `schema_version: 3
project: x
items:
- id: 0027
  title: 2026
  requires_human_review: false
  created: 2026-02-12T16:23:33.711239234+00:00
  dependencies: [WRK-001, 12]
  description:
    context: free text
next_item_id: 142
`;
  expect(read(text)).toEqual({
    schema_version: 3,
    project: 'x',
    items: [
      {
        id: '0027',
        title: '2026',
        requires_human_review: false,
        created: '2026-02-12T16:23:33.711239234+00:00',
        dependencies: ['WRK-001', '12'],
        description: { context: 'free text' },
      },
    ],
    next_item_id: 142,
  });
});

test.each([
  ['items: []', { schema_version: 1, items: [], next_item_id: 0 }],
  ['next_item_id: 7', { schema_version: 1, items: [], next_item_id: 7 }],
  ['schema_version: x\nitems: []', { schema_version: 1, items: [], next_item_id: 0 }],
  [
    'items:\n- {id: WRK-1, title: x, dependencies: none}\n? [a]\n: 1',
    { schema_version: 1, items: [{ id: 'WRK-1', title: 'x' }], next_item_id: 0, list: 1 },
  ],
])('an older or odder file: %j', (text, file) => {
  expect(read(text)).toEqual(file);
});

test.each([
  ['a list', 'dependencies:\n  - A-1', { dependencies: ['A-1'] }],
  [
    'a list with something else in it',
    'dependencies:\n  - A-1\n  - 2\n  - b: c',
    { dependencies: ['A-1', '2'] },
  ],
  ['no list', 'dependencies: A-1', {}],
])('dependencies that are %s', (_what, field, expected) => {
  const file = read(`items:\n- id: A-2\n  title: x\n  ${field}\n  e: 1\n`);
  expect(file).toMatchObject({ items: [{ id: 'A-2', title: 'x', e: 1 }] });
  expect('items' in file && file.items).toEqual([{ id: 'A-2', title: 'x', e: 1, ...expected }]);
});

test.each([
  ['- x', 'backlog has the keys', 1],
  ['items: []\nnext_item_id: "142"', 'next_item_id is "142", which is not an item number', 2],
  [Buffer.from([0x61, 0xff]), 'not UTF-8', 1],
])('tells why %j is no backlog', (text, message, line) => {
  expect(read(text)).toEqual([expect.objectContaining({ message: expect.stringContaining(message), line })]);
});

test('what stands in another text byte for byte is taken over from there', () => {
  const read = (text: string, like?: ReadableBacklog) => {
    const reading = readBacklogFile(Buffer.from(text), like);
    if ('problems' in reading) throw new Error(text);
    return reading;
  };
  const text =
    'note: &n x\nitems:\n- id: A-1\n  title: one\n- id: A-2\n  title: *n\n- id: A-3\n  title: three\n';
  const before = read(text);
  const after = read(text.replace('&n x', '&n y').replace('- id: A-1\n  title: one\n', ''), before);
  expect(after.file.items).toEqual([
    { id: 'A-2', title: 'y' },
    { id: 'A-3', title: 'three' },
  ]);
  expect(after.file.items[1]).toBe(before.file.items[2]);
});

test('items that are the same in another text are the same values, wherever they stand', () => {
  const item = (at: number) => `- id: A-${at}\n  title: Item ${at}\n`;
  const text = `items:\n${Array.from({ length: 9 }, (_, at) => item(at)).join('')}`;
  const before = readBacklogFile(Buffer.from(text));
  const after = readBacklogFile(
    Buffer.from(text.replace(item(4), '')),
    'file' in before ? before : undefined,
  );
  const [old, now] = [before, after].map((reading) => ('file' in reading ? reading.file.items : []));
  expect(now?.map(({ id }) => id)).toEqual(['A-0', 'A-1', 'A-2', 'A-3', 'A-5', 'A-6', 'A-7', 'A-8']);
  expect(now?.filter((one) => old?.includes(one)).length).toBeGreaterThan(4);
});
