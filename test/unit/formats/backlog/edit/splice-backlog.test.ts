import { describe, expect, test } from 'vitest';

import type { BacklogFile } from '../../../../../src/core/numbers/backlog-file.ts';
import { readBacklogFile } from '../../../../../src/formats/backlog/backlog-file.ts';
import { spliceBacklog } from '../../../../../src/formats/backlog/edit/splice-backlog.ts';

const read = (text: string) => {
  const reading = readBacklogFile(Buffer.from(text));
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading;
};

/** Changes the values of a text and saves them. */
const splice = (text: string, change: (file: BacklogFile) => Partial<BacklogFile>) => {
  const reading = read(text);
  const after = { ...reading.file, ...change(reading.file) };
  const spliced = spliceBacklog(reading, after);
  const { file } = read(spliced);
  expect(file).toEqual(after);
  return spliced;
};

const NEW = { id: 'WRK-003', title: 'Third: new', created: '2026-01-03T00:00:00.5+00:00' };
const TEXT = `# ours
schema_version: 3
items:
- id: WRK-001
  title: "First"   # keep
  dependencies:
  - WRK-002
  - WRK-009
# about the second
- id: WRK-002
  title: Second
next_item_id: 2  # the mark
`;

test('nothing changed: not a byte', () => {
  expect(splice(TEXT, () => ({}))).toBe(TEXT);
});

test('an item and its mark are added', () => {
  expect(splice(TEXT, ({ items }) => ({ items: [...items, NEW], next_item_id: 3 }))).toBe(
    TEXT.replace(
      'next_item_id: 2',
      "- id: WRK-003\n  title: 'Third: new'\n  created: 2026-01-03T00:00:00.5+00:00\nnext_item_id: 3",
    ),
  );
});

test('an item goes, with what is said about it, and is depended on no more', () => {
  const change = ({ items: [first] }: BacklogFile) => ({
    items: first ? [{ ...first, dependencies: ['WRK-009'] }] : [],
  });
  expect(splice(TEXT, change)).toBe(TEXT.replace(/# about[^]*Second\n/u, '').replace('  - WRK-002\n', ''));
});

test('all items go at once', () => {
  expect(splice(TEXT, () => ({ items: [] }))).toBe(
    '# ours\nschema_version: 3\nitems: []\nnext_item_id: 2  # the mark\n',
  );
});

test('one item is replaced by another', () => {
  expect(splice(TEXT, ({ items }) => ({ items: [...items.slice(1), NEW] }))).toContain('items:\n# about');
});

test('an item with other values is written again in its place', () => {
  const change = ({ items: [first, second] }: BacklogFile) => ({
    items: first && second ? [{ ...first, status: 'done', description: { context: 'a\n\nb' } }, second] : [],
  });
  const anew = `- id: WRK-001
  title: First
  dependencies:
  - WRK-002
  - WRK-009
  status: done
  description:
    context: |-
      a

      b
# about`;
  expect(splice(TEXT, change)).toBe(TEXT.replace(/- id: WRK-001[^]*?# about/u, anew));
});

test('items of one ID are told apart by their creation', () => {
  const text =
    'items:\n- {id: WRK-1, title: a, created: x}\n- {id: WRK-1, title: b, created: y}\nnext_item_id: 1\n';
  expect(splice(text, ({ items }) => ({ items: items.slice(1) }))).toBe(
    'items:\n- {id: WRK-1, title: b, created: y}\nnext_item_id: 1\n',
  );
});

describe('files of every shape take a first item', () => {
  test.each([
    'items: []\n',
    'items: []',
    'items: [] # none\nnext_item_id: 0\n',
    'schema_version: 3\n',
    'next_item_id: 2\n',
    'items: []\r\nnext_item_id: 2\r\n',
    '\u{feff}items: []\n',
    '{"items": [], "next_item_id": 2}\n',
    'items: [{id: WRK-1, title: a}]\nnext_item_id: 2\n',
    'items:\n    - id: WRK-1\n      title: a\n',
    'items:\n- id: WRK-1\n  title: a',
  ])('%j', (text) => {
    const spliced = splice(text, ({ items }) => ({ items: [...items, NEW], next_item_id: 3 }));
    expect(spliced.includes('\r\n')).toBe(text.includes('\r\n'));
    expect(/(?<!\r)\n/u.test(spliced) && spliced.includes('\r\n')).toBe(false);
  });
});

test('an item in flow style is written again in flow style', () => {
  const text = 'items:\n- {id: WRK-1, title: a}\nnext_item_id: 1\n';
  const change = ({ items }: BacklogFile) => ({ items: items.map((item) => ({ ...item, title: 'b' })) });
  expect(splice(text, change)).toBe('items:\n- {"id":"WRK-1","title":"b"}\nnext_item_id: 1\n');
});

test('several items join a list in flow style, each behind its comma', () => {
  const text = 'items: [{id: WRK-1, title: a}]\nnext_item_id: 1\n';
  const change = ({ items }: BacklogFile) => ({
    items: [...items, { id: 'WRK-2', title: 'b' }, { id: 'WRK-3', title: 'c' }],
  });
  expect(splice(text, change)).toBe(
    'items: [{id: WRK-1, title: a}, {"id":"WRK-2","title":"b"}, {"id":"WRK-3","title":"c"}]\nnext_item_id: 1\n',
  );
});

test('the first save of an old file writes the mark', () => {
  expect(splice('items: []\n', () => ({}))).toBe('items: []\nnext_item_id: 0\n');
});

test('an item whose anchor others need stays, for the text would be none without it', () => {
  const text =
    'items:\n- id: WRK-1\n  title: a\n  tags: &t [x]\n- id: WRK-2\n  title: b\n  tags: *t\nnext_item_id: 2\n';
  const reading = read(text);
  expect(spliceBacklog(reading, { ...reading.file, items: reading.file.items.slice(1) })).toBe(text);
});
