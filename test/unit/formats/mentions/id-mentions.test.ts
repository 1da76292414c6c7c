import { expect, test } from 'vitest';

import { backlogMentions } from '../../../../src/formats/mentions/backlog-mentions.ts';
import { findMentions, isDefiningLine, replaceIds } from '../../../../src/formats/mentions/id-mentions.ts';

test.each([
  ['WRK-007', 1],
  ['wrk-7 and WRK-0007', 2],
  ['(WRK-007), `WRK-007`, WRK-007: WRK-007/review', 4],
  ['changes/WRK-007_some-slug/WRK-007_PRD.md', 2],
  ['WRK-0071 WRK-70 XWRK-007 FOO-WRK-007 WRK-007a wrk_007', 0],
])('%s mentions WRK-007 %d times', (text, count) => {
  expect(findMentions(text, 'WRK-007')).toHaveLength(count);
});

test('a mention knows its place and the slug behind it', () => {
  expect(findMentions('\uFEFFWRK-7\r\n a WRK-7_one-two_PRD.md\r\n', 'WRK-007')).toEqual([
    { line: 1, column: 1, text: 'WRK-7', slug: undefined },
    { line: 2, column: 4, text: ' a WRK-7_one-two_PRD.md', slug: 'one-two' },
  ]);
});

test('only at its start has a text a byte order mark, and only at its end a line a carriage return', () => {
  expect(findMentions('\uFEFFa \uFEFFWRK-7\rb\r\n', 'WRK-007')).toEqual([
    { line: 1, column: 4, text: 'a \uFEFFWRK-7\rb', slug: undefined },
  ]);
  expect(findMentions('a \uFEFFWRK-7\rb', 'WRK-007')).toEqual([
    { line: 1, column: 4, text: 'a \uFEFFWRK-7\rb', slug: undefined },
  ]);
});

test.each([
  ['# WRK-007: Title', true],
  ['   ### Title (WRK-007)', true],
  ['**ID:** WRK-007', true],
  ['- **ID**: WRK-007', true],
  ['-   **ID:** WRK-007', true],
  ['#hashtag WRK-007', false],
  ['See **ID:** WRK-007', false],
])('%s defines: %s', (line, defines) => {
  expect(isDefiningLine(line)).toBe(defines);
});

test('only what was asked for is replaced', () => {
  const at = (line: number, column: number) => ({ line, column, from: 'WRK-007', to: 'WRK-100' });
  expect(replaceIds('\uFEFFWRK-007 wrk-7\nWRK-7 "WRK-007"\n', [at(1, 2), at(2, 7)])).toBe(
    '\uFEFFWRK-007 WRK-100\nWRK-7 "WRK-100"\n',
  );
  expect(replaceIds('WRK-7 WRK-007\n', [at(1, 1)])).toBe('WRK-100 WRK-007\n');
  expect(replaceIds('a\nWRK-007\n', [at(1, 1)])).toBeUndefined();
  expect(replaceIds('WRK-007', [at(9, 1)])).toBeUndefined();
});

const BACKLOG = `# WRK-001 is first
items:
- id: WRK-001
  title: One
- id: WRK-002
  title: About WRK-001
  origin: WRK-001/review
  dependencies: [WRK-1, x]
  created: x
- id: other
  title: Other
next_item_id: 2
`;

test('a backlog’s mentions are told apart by role, and found again in other versions', () => {
  const without = BACKLOG.replace('  dependencies: [WRK-1, x]\n', '').replace('# WRK-001 is first\n', '');
  const elsewhere = BACKLOG.replace('- id: WRK-002', '- id: WRK-003');
  const mentions = backlogMentions(BACKLOG, 'WRK-001', [BACKLOG, without, elsewhere, 'no backlog']);
  expect(mentions.map(({ line, role, seenIn }) => [line, role, ...seenIn])).toEqual([
    [1, 'prose', 0, 2],
    [6, 'prose', 0, 1],
    [7, 'origin', 0, 1],
    [8, 'dependency', 0],
  ]);
  expect(backlogMentions('WRK-001', 'WRK-001', ['# WRK-001'])).toMatchObject([{ seenIn: [] }]);
  expect(backlogMentions(`\uFEFF${BACKLOG}`, 'WRK-001', [])).toHaveLength(4);
  expect(backlogMentions('# WRK-001\nitems: []', 'WRK-001', ['# WRK-001'])).toMatchObject([{ seenIn: [0] }]);
});

/** Roles of what one item says of WRK-001, and in which versions it says the same. */
const told = (item: string, ...versions: readonly string[]) => {
  const [text = '', ...others] = [item, ...versions].map((one) => `items:\n${one}next_item_id: 2\n`);
  return backlogMentions(text, 'WRK-001', others).map(({ role, seenIn }) => [role, ...seenIn]);
};

const DEPENDING = '- id: WRK-002\n  title: x\n  created: y\n  dependencies: [WRK-001]\n';

test.each<[string, readonly string[], readonly (readonly (string | number)[])[]]>([
  ['in another style', [DEPENDING, DEPENDING.replace('[WRK-001]', '\n  - wrk-1')], [['dependency', 0]]],
  ['not on another ID', [DEPENDING, DEPENDING.replace('001', '003')], [['dependency']]],
  ['not from another item', [DEPENDING, DEPENDING.replace('002', '003')], [['dependency']]],
  ['of an item spelled otherwise', [DEPENDING, DEPENDING.replace('002', '2')], [['dependency', 0]]],
  ['of an item that was retitled', [DEPENDING, DEPENDING.replace(': x', ': z')], [['dependency', 0]]],
  ['of an item made at another time', [DEPENDING, DEPENDING.replace(': y', ': z')], [['dependency']]],
  ['with a blank too many', [DEPENDING.replace('[WRK-001]', '["WRK-001 "]')], [['dependency']]],
  ['more than an ID is prose', [DEPENDING.replace('[WRK-001]', '[WRK-001 first]')], [['prose']]],
  [
    'prose behind it is prose',
    [`${DEPENDING}  origin: WRK-001/spec\n  note: after WRK-001\n`],
    [['dependency'], ['origin'], ['prose']],
  ],
  [
    'prose that stands in another item is other prose',
    [
      '- id: WRK-002\n  title: x\n  note: see WRK-001\n',
      '- id: WRK-002\n  title: x\n- id: WRK-003\n  title: y\n  note: see WRK-001\n',
    ],
    [['prose']],
  ],
])('a dependency is known again: %s', (_, [item = '', ...versions], expected) => {
  expect(told(item, ...versions)).toEqual(expected);
});

test('a key right behind the items belongs to none of them, and a byte order mark moves nothing', () => {
  const text = `\uFEFFitems:\n${DEPENDING}WRK-001: noted\n`;
  const mentions = backlogMentions(text, 'WRK-001', ['WRK-001: noted\n']);
  expect(mentions.map(({ role, seenIn }) => [role, ...seenIn])).toEqual([['dependency'], ['prose', 0]]);
});
