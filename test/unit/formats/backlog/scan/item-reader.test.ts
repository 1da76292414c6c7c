import { expect, test } from 'vitest';
import { ItemReader } from '../../../../../src/formats/backlog/scan/item-reader.ts';
import { LineCount } from '../../../../../src/formats/backlog/scan/lines/line-count.ts';
import { scanBacklog } from '../../../../../src/formats/backlog/scan/scan-backlog.ts';

const placed = (text: string, line: number, column: number) => ({ text, place: { path: 'B', line, column } });

test('an item of any style is read where it begins', () => {
  const text = 'items:\n  # next\n  - id: "A-1" # x\n\n    title: |\n      x\n';
  expect(new ItemReader('B', Buffer.from(text)).read(text.indexOf('  - id'))).toMatchObject({
    id: placed('', 3, 1),
  });
  const other = `${text.replace('|\n      x', "'x'")}    tags:\n    - id\n    created: 2026\n  - id: A-2\n`;
  const reader = new ItemReader('B', Buffer.from(other));
  expect(reader.read(other.indexOf('  - id'))).toEqual({
    id: placed('A-1', 3, 9),
    title: placed('x', 5, 12),
    created: placed('2026', 8, 14),
    status: undefined,
    pipelineType: undefined,
  });
});

test.each(['', 'x', '\t', '- x', 'id: A-1\n'])('nothing is read where no item begins: %j', (text) => {
  expect(new ItemReader('B', Buffer.from(text)).read(0)).toEqual({
    id: placed('', 1, 1),
    title: placed('', 1, 1),
    created: undefined,
    status: undefined,
    pipelineType: undefined,
  });
});

test('lines are counted in any order', () => {
  const text = 'ab\n'.repeat(10_000);
  const lines = new LineCount(Buffer.from(text));
  for (const offset of [29_999, 0, 2, 3, 12_288, 12_289, 4096, 30_000])
    expect([offset, lines.at(offset)]).toEqual([offset, Math.floor(offset / 3) + 1]);
});

test('what another version has as well is read from the new one, also where the mark is', () => {
  const item = (at: number) => `- id: A-${at}\n  title: Item ${at}\n`;
  const text = `next_item_id: 9\nitems:\n${Array.from({ length: 9 }, (_, at) => item(at)).join('')}other: 1\n`;
  const bytes = Buffer.from(text);
  const first = scanBacklog('B', bytes);
  const later = text.replace('Item 4', 'Another one');
  const second = scanBacklog('B', Buffer.from(later), first?.trail);
  // Nobody needs the old text any more.
  bytes.fill(0);
  expect(second?.backlog.items.map(({ title }) => title)).toEqual(
    Array.from({ length: 9 }, (_, at) => (at === 4 ? 'Another one' : `Item ${at}`)),
  );
  expect(first?.backlog.items[8]).toBe(second?.backlog.items[8]);
  expect(second?.backlog.items[8]?.place).toEqual({ path: 'B', line: 19, column: 7 });
  expect(second?.backlog.mark).toEqual({
    state: 'valid',
    value: 9,
    place: { path: 'B', line: 1, column: 15 },
  });
});
