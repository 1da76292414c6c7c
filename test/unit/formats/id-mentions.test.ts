import { expect, test } from 'vitest';

import { backlogMentions } from '../../../src/formats/backlog-mentions.ts';
import { findMentions, isDefiningLine, replaceIds } from '../../../src/formats/id-mentions.ts';

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

test.each([
  ['# WRK-007: Title', true],
  ['   ### Title (WRK-007)', true],
  ['**ID:** WRK-007', true],
  ['- **ID**: WRK-007', true],
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
