import { expect, test } from 'vitest';

import { UsualItems } from '../../../../../src/formats/backlog/scan/scan-usual.ts';

const ITEM = `- id: WRK-009
  title: Call validate() on the default path
  status: blocked
  phase: spec
  size: small
  complexity: low
  risk: low
  impact: low
  requires_human_review: false
  origin: WRK-001/review
  blocked_from_status: in_progress
  blocked_reason: 'free text: may hold colons, IDs # 3'
  blocked_type: decision
  unblock_context: a:b c
  tags:
  - a
  - b-2
  dependencies:
  - WRK-001
  created: 2026-02-12T16:23:33.711239234+00:00
  updated: 2026-02-20T02:22:50.020069609+00:00
  pipeline_type: feature
  description:
    context: free text
    problem: -5
    solution: ~
    impact: much
    sizing_rationale: x
  phase_pool: main
  last_phase_commit: 1c56
`;
const SHORT = '- id: A-1\n  title: x\n';
const END = 'next_item_id: 142\n';

const usual = (text: string) => new UsualItems('B.yaml', Buffer.from(text));
const read = (item: string) => readWith(usual(item + END));

/** What is seen of an item, and what is read of it, are the same item. */
function readWith(reader: UsualItems, indent = 0, at = 0) {
  const seen = reader.see(at, indent);
  const texts = reader.read({ at, line: 1 }, indent);
  expect(seen?.id).toBe(texts?.id.text);
  expect(seen?.pipelineType).toBe(texts?.pipelineType);
  return seen && texts && { texts, end: seen.end };
}

test('an item with all that the orchestrator writes is read whole', () => {
  const place = (line: number, column: number) => ({ path: 'B.yaml', line, column });
  expect(read(ITEM)).toEqual({
    texts: {
      id: { text: 'WRK-009', place: place(1, 7) },
      title: { text: 'Call validate() on the default path', place: place(2, 10) },
      created: { text: '2026-02-12T16:23:33.711239234+00:00', place: place(20, 12) },
      status: 'blocked',
      pipelineType: 'feature',
    },
    end: ITEM.length,
  });
});

test.each([2, 4])('one that is indented by %i is read likewise', (indent) => {
  const pad = ' '.repeat(indent);
  const text = ITEM.replaceAll(/^(?=.)/gmu, pad);
  const item = readWith(usual(`${text}${pad}- id: A-1\n`), indent);
  expect(item?.texts).toMatchObject({ id: { place: { line: 1, column: 7 + indent } }, status: 'blocked' });
  expect(item?.end).toBe(text.length);
  expect(readWith(usual(text + END), indent)?.end).toBe(text.length);
  expect(readWith(usual(`${text}- id: A-1\n`), indent)).toBeUndefined();
});

test('what is indented otherwise is left to the scan', () => {
  expect(readWith(usual(ITEM.replaceAll(/^(?=.)/gmu, '   ') + END), 3)).toBeUndefined();
});

test('an item of nothing but ID and title is read, and ends where the next one begins', () => {
  expect(read(SHORT)).toMatchObject({ texts: { created: undefined, status: undefined } });
  expect(read(SHORT + SHORT)?.end).toBe(SHORT.length);
});

test.each([
  ['xnull', 'xnull'],
  ['nullx', 'nullx'],
  ["'null'", 'null'],
  ['~', ''],
  ["'a: b # c'", 'a: b # c'],
])('a title of %s says %j', (title, text) => {
  expect(read(SHORT.replace('x', title))?.texts.title.text).toBe(text);
});

test.each([
  ['an unknown field', `${SHORT}  mine: x\n`],
  ['another order', `${SHORT}  created: x\n  status: new\n`],
  ['a text on two lines', `${SHORT}    y\n`],
  ['a text in double quotes', SHORT.replace('x', '"x"')],
  ['letters beyond ASCII', SHORT.replace('x', 'é')],
  ['a comment', SHORT.replace('x', 'x # y')],
  ['a colon that makes a key', SHORT.replace('x', 'x: y')],
  ['a blank at the end', SHORT.replace('x', 'x ')],
  ['a quote within quotes', SHORT.replace('x', "'it''s'")],
  ['a carriage return', SHORT.replaceAll('\n', '\r\n')],
  ['a comment behind it', `${SHORT}# y\n`],
])('%s is for the scan to judge', (_, item) => {
  expect(read(item)).toBeUndefined();
});

test('items are read in any order, wherever in a long text they stand', () => {
  const items = [10, 40_000, 3, 60_000, 20_000, 45_000, 9].map(
    (size, index) => `- id: A-${index}\n  title: ${'x'.repeat(size)}\n`,
  );
  const starts = items.map((_, index) => items.slice(0, index).join('').length);
  const reader = usual(items.join('') + END);
  const ids = (order: readonly number[]) =>
    order.map((index) => readWith(reader, 0, starts[index])?.texts.id.text);
  expect(ids([0, 1, 2, 3, 4, 5, 6])).toEqual(['A-0', 'A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6']);
  expect(ids([6, 2, 0, 5, 1])).toEqual(['A-6', 'A-2', 'A-0', 'A-5', 'A-1']);
});

test.each(['null', '~', 'spike'])('the type of its pipeline may be %s', (type) => {
  expect(read(`${SHORT}  pipeline_type: ${type}\n`)?.texts.pipelineType).toBe(
    type === 'spike' ? type : undefined,
  );
});
