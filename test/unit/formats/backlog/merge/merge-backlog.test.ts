import { describe, expect, test } from 'vitest';

import { isReadable, planMerge } from '../../../../../src/formats/backlog/merge/merge-backlog.ts';
import { assembleMerge, openPieces } from '../../../../../src/formats/text/merge-pieces.ts';

const ITEM = '- id: WRK-001\n  title: One\n  created: x\n';
const NEXT = '- id: WRK-002\n  title: Two\n  created: y\n';
const THIRD = '- id: WRK-003\n  title: Three\n  created: z\n';

function text(items: string, mark: number | string = 2): string {
  return `items:${items === '' ? ' []' : ''}\n${items}next_item_id: ${mark}\n`;
}

function merge(base: string, ours: string, theirs: string): string | undefined {
  const plan = planMerge({ base, ours, theirs });
  return plan && assembleMerge(plan, (piece) => `<${piece.ours}|${piece.theirs}>`);
}

test.each([
  ['both made the file', '', text(ITEM, 1), text(NEXT, 2), text(ITEM + NEXT)],
  ['the last item goes', text(ITEM), text(''), text(ITEM, 3), text('', 3)],
  ['a first item comes', text(''), text(ITEM), text(NEXT), text(ITEM + NEXT)],
  ['a mark comes', `items:\n${ITEM}`, `items:\n${ITEM}`, text(ITEM, 7), text(ITEM, 7)],
  [
    'nobody has a mark',
    `items:\n${ITEM}`,
    `items:\n${ITEM}${NEXT}`,
    `a: b\nitems:\n${ITEM}`,
    `a: b\nitems:\n${ITEM}${NEXT}`,
  ],
  [
    'the mark stands first',
    `next_item_id: 1\nitems: []\n`,
    `next_item_id: 2\nitems: []\n`,
    `next_item_id: 5\nitems:\n${ITEM}`,
    `next_item_id: 5\nitems:\n${ITEM}`,
  ],
  [
    'another key comes',
    text(ITEM),
    `owner: me\n${text(ITEM)}`,
    text(ITEM + NEXT),
    `owner: me\n${text(ITEM + NEXT)}`,
  ],
  [
    'an ID no counter knows',
    text(ITEM),
    text(`${ITEM}- id: x\n  title: X\n`),
    text(ITEM + NEXT),
    text(`${ITEM}- id: x\n  title: X\n${NEXT}`),
  ],
  [
    'blanks before the brackets',
    text('').replace(' []', '   [ ] '),
    text(ITEM),
    text('', 3).replace(' []', '   [ ] '),
    text(ITEM, 3),
  ],
  [
    'an ID that one side had doubled, which is for the guard to say',
    text(ITEM),
    text(ITEM + ITEM.replace('x', 'z')),
    text(ITEM, 3),
    text(ITEM + ITEM.replace('x', 'z'), 3),
  ],
  [
    'we gave an item a created, they corrected the day of another',
    text(`- id: WRK-001\n  title: One\n${NEXT.replace('y', '2026-01-01')}`),
    text(`- id: WRK-001\n  title: One\n  created: t.1\n${NEXT.replace('y', '2026-01-01')}`),
    text(`- id: WRK-001\n  title: One\n${NEXT.replace('y', '2026-01-02')}`),
    text(`- id: WRK-001\n  title: One\n  created: t.1\n${NEXT.replace('y', '2026-01-02')}`),
  ],
  [
    'another item is not the one of its ID in the base',
    text(ITEM.replace('x', 't.1')),
    text(ITEM.replace('x', 't.2')),
    text(ITEM.replace('x', 't.1')),
    text(ITEM.replace('x', 't.2')),
  ],
  [
    'they put an item between two, we append one',
    text(ITEM + THIRD),
    text(ITEM + THIRD + THIRD.replace('3', '4'), 4),
    text(ITEM + NEXT + THIRD),
    text(ITEM + NEXT + THIRD + THIRD.replace('3', '4'), 4),
  ],
  [
    'they put two items first, we one',
    text(THIRD),
    text(THIRD.replace('3', '4') + THIRD, 4),
    text(ITEM + NEXT + THIRD),
    text(THIRD.replace('3', '4') + ITEM + NEXT + THIRD, 4),
  ],
  [
    'we alone moved items',
    text(ITEM + NEXT),
    text(NEXT + ITEM),
    text(ITEM + NEXT + THIRD, 4),
    text(NEXT + ITEM + THIRD, 4),
  ],
  [
    'the last item goes from below a comment',
    `# ours\n${text(ITEM)}`,
    `# ours\n${text('')}`,
    `# ours\n${text(ITEM, 3)}`,
    `# ours\n${text('', 3)}`,
  ],
  [
    'they alone moved items',
    text(ITEM + NEXT),
    text(ITEM + NEXT, 4),
    text(NEXT + ITEM),
    text(NEXT + ITEM, 4),
  ],
])('%s', (_, base, ours, theirs, merged) => {
  expect(merge(base, ours, theirs)).toBe(merged);
  expect(isReadable(merged)).toBe(true);
});

describe('left to a text merge', () => {
  test.each([
    ['a text that is no backlog', 'a: [\n'],
    ['no items', 'next_item_id: 2\n'],
    ['flow style', 'items: [{ id: WRK-001, title: One }]\nnext_item_id: 2\n'],
    ['flow style over several lines', 'items: [\n{ id: WRK-001, title: One }]\nnext_item_id: 2\n'],
    ['brackets that have a name', 'items: &none []\nnext_item_id: 2\n'],
    ['one long flow mapping', '{ items: [], next_item_id: 2 }\n'],
    ['brackets with a comment', 'items: [] # none\nnext_item_id: 2\n'],
    ['items that begin beside their key', '? items\n: - id: WRK-001\n    title: One\nnext_item_id: 2\n'],
    ['a mark that is no number', text(ITEM, '"2"')],
    ['a mark that was dropped', `items:\n${ITEM}`],
    ['two items with one identity', text(ITEM + ITEM)],
    ['lines that end in two ways', text(ITEM).replace('\n', '\r\n')],
  ])('%s', (_, theirs) => {
    expect(planMerge({ base: text(ITEM), ours: text(ITEM + NEXT), theirs })).toBeUndefined();
  });
});

test.each([
  ['the past', 'base'],
  ['our side', 'ours'],
  ['their side', 'theirs'],
])('%s that is no backlog, or dropped the mark, leaves it to a text merge', (_, side) => {
  const texts = { base: text(ITEM), ours: text(ITEM), theirs: text(ITEM + NEXT) };
  expect(planMerge({ ...texts, [side]: 'a: [\n' })).toBeUndefined();
  expect(planMerge({ ...texts, [side]: 'a\r\nb\n' })).toBeUndefined();
  const dropped = planMerge({ ...texts, [side]: `items:\n${ITEM}` });
  expect(dropped === undefined).toBe(side !== 'base');
});

test('a first mark that is no number is left to a text merge', () => {
  const base = `items:\n${ITEM}`;
  expect(planMerge({ base, ours: base + NEXT, theirs: text(ITEM, '"2"') })).toBeUndefined();
});

test('where both made the file, the rest of it has no common past', () => {
  const [ours, theirs] = ['a', 'b'].map((owner) => `# ${owner}\n${text(ITEM)}owner: ${owner}\n`);
  const plan = planMerge({ base: '', ours: ours ?? '', theirs: theirs ?? '' });
  expect(plan && openPieces(plan)).toEqual([
    { base: '', ours: '# a\nitems:\n', theirs: '# b\nitems:\n' },
    { base: '', ours: 'next_item_id: 2\nowner: a\n', theirs: 'next_item_id: 2\nowner: b\n' },
  ]);
});

test('what both sides changed is joined as text, in its place', () => {
  const [mine, yours] = [ITEM.replace('One', 'Mine'), ITEM.replace('One', 'Yours')];
  expect(merge(text(ITEM), text(mine), text(yours))).toBe(text(`<${mine}|${yours}>`));
  expect(merge(text(ITEM), text(''), text(yours))).toBe(text(`<|${yours}>`));
  const plan = planMerge({ base: text(ITEM), ours: `# a\n${text(ITEM)}`, theirs: `# b\n${text(ITEM)}` });
  expect(plan && openPieces(plan)).toEqual([
    { base: 'items:\n', ours: '# a\nitems:\n', theirs: '# b\nitems:\n' },
  ]);
});

test('an item to which one side gave a created, and the other another title, is one', () => {
  const plain = '- id: WRK-001\n  title: One\n';
  const [dated, retitled] = [`${plain}  created: t.1\n`, plain.replace('One', 'First')];
  expect(merge(text(plain), text(dated), text(retitled))).toBe(text(`<${dated}|${retitled}>`));
  expect(merge(text(plain), text(retitled), text(dated))).toBe(text(`<${retitled}|${dated}>`));
});

test('an ID is doubled when each side brings an item of it, even with one date written by hand', () => {
  const [mine, yours] = ['Mine', 'Yours'].map(
    (title) => `- id: WRK-3\n  title: ${title}\n  created: 2026-01-01\n`,
  );
  const plan = planMerge({ base: text(''), ours: text(mine ?? ''), theirs: text(yours ?? '') });
  expect(plan?.doubled).toEqual([{ id: 'WRK-003', ours: 'Mine', theirs: 'Yours' }]);
  expect(merge(text(''), text(mine ?? ''), text(yours ?? ''))).toBe(text(`${mine}${yours}`));
  expect(merge(text(''), text(ITEM), text(ITEM))).toBe(text(ITEM));
});

test('an ID that only one side doubled, or made, is not doubled by the merge', () => {
  const again = ITEM.replace('created: x', 'created: z');
  const doubled = (ours: string, theirs: string) =>
    planMerge({ base: text(ITEM), ours: text(ours), theirs: text(theirs) })?.doubled;
  expect(doubled(ITEM, ITEM + again)).toEqual([]);
  expect(doubled(ITEM + again, ITEM)).toEqual([]);
  expect(doubled(ITEM + NEXT, ITEM + THIRD)).toEqual([]);
});

test('two IDs under one date written by hand are two pairs', () => {
  const [mine, yours] = ['Mine', 'Yours'].map((title) =>
    ['WRK-3', 'WRK-4'].map((id) => `- id: ${id}\n  title: ${title}\n  created: 2026-01-01\n`).join(''),
  );
  expect(merge(text(''), text(mine ?? ''), text(yours ?? ''))).toBe(text(`${mine}${yours}`));
});

test('byte order mark, CRLF and an open end follow the side that changed them', () => {
  const plain = text(ITEM);
  const crlf = plain.replaceAll('\n', '\r\n');
  expect(merge(plain, crlf, text(ITEM + NEXT))).toBe(text(ITEM + NEXT).replaceAll('\n', '\r\n'));
  expect(merge(plain, text(ITEM + NEXT), `\uFEFF${plain.trimEnd()}`)).toBe(
    `\uFEFF${text(ITEM + NEXT).trimEnd()}`,
  );
});
