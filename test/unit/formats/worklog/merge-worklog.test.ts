import { describe, expect, test } from 'vitest';

import { assembleMerge, openPieces } from '../../../../src/formats/text/merge-pieces.ts';
import { planWorklogMerge } from '../../../../src/formats/worklog/merge-worklog.ts';

/** An entry of the minute `at`, as `archive` writes it. */
function entry(at: number, body = 'Status:** Done'): string {
  return `## 2026-02-20T15:0${at}:00.5+00:00 — WRK-00${at} (Thing ${at})\n\n- **${body}\n\n---\n\n`;
}

function merge(base: string, ours: string, theirs: string): string | undefined {
  const plan = planWorklogMerge({ base, ours, theirs });
  return plan && assembleMerge(plan, (piece) => `<${piece.ours}|${piece.theirs}>`);
}

const [ONE, TWO, THREE] = [entry(1), entry(2), entry(3)];

test.each([
  ['both append', ONE, ONE + TWO, ONE + THREE, ONE + TWO + THREE],
  ['both begin the file', '', TWO, THREE, TWO + THREE],
  ['both begin it below one title', '', `# Log\n\n${TWO}`, `# Log\n\n${THREE}`, `# Log\n\n${TWO}${THREE}`],
  ['both put the newest first', ONE, TWO + ONE, THREE + ONE, TWO + THREE + ONE],
  ['both add the same', ONE, ONE + TWO, ONE + TWO, ONE + TWO],
  ['one removes, one adds', ONE + TWO, TWO, ONE + TWO + THREE, TWO + THREE],
  ['one edits, one adds', ONE, entry(1, 'Status:** Blocked'), ONE + TWO, entry(1, 'Status:** Blocked') + TWO],
  ['one heading twice', ONE + ONE, ONE + ONE + TWO, ONE + ONE + THREE, ONE + ONE + TWO + THREE],
  [
    'one renumbers, one adds',
    ONE,
    ONE.replace('WRK-001', 'WRK-009'),
    ONE + TWO,
    `${ONE.replace('WRK-001', 'WRK-009')}${TWO}`,
  ],
  [
    'a title changes above',
    `# Log\n\n${ONE}`,
    `# Work log\n\n${ONE}`,
    `# Log\n\n${ONE}${TWO}`,
    `# Work log\n\n${ONE}${TWO}`,
  ],
  ['all of it goes', ONE, '', ONE, ''],
])('%s', (_, base, ours, theirs, merged) => {
  expect(merge(base, ours, theirs)).toBe(merged);
});

describe('the blank line behind the last entry', () => {
  const open = (text: string): string => text.replace(/\n$/u, '');

  test.each([
    [
      'is added where an entry comes behind it',
      open(ONE),
      open(ONE + TWO),
      open(ONE + THREE),
      open(ONE + TWO + THREE),
    ],
    ['comes with the side that added it', open(ONE), ONE + TWO, open(ONE), ONE + TWO],
    ['goes with the side that removed it', ONE, open(ONE), ONE + TWO, open(ONE + TWO)],
  ])('%s', (__, base, ours, theirs, merged) => {
    expect(merge(base, ours, theirs)).toBe(merged);
  });

  test('is left to a text merge with the entry that both sides changed', () => {
    const [mine, yours] = [entry(1, 'Mine'), entry(1, 'Yours')].map(open);
    expect(merge(open(ONE), mine ?? '', yours ?? '')).toBe(`<${mine}\n|${yours}\n>`);
  });
});

test('an entry that both sides changed is the only piece for a text merge, named by its heading', () => {
  const [mine, yours] = [entry(1, 'Mine'), entry(1, 'Yours')];
  const plan = planWorklogMerge({ base: ONE + TWO, ours: mine + TWO, theirs: yours + TWO + THREE });
  expect(plan && openPieces(plan)).toEqual([{ base: ONE, ours: mine, theirs: yours }]);
  expect(plan?.pieces.map(({ about }) => about?.slice(-15))).toEqual([
    undefined,
    '001 (Thing 1)'.padStart(15, 'K-'),
    '002 (Thing 2)'.padStart(15, 'K-'),
    '003 (Thing 3)'.padStart(15, 'K-'),
  ]);
});

test('lines that end in CRLF stay so, and lines that end in two ways are left to a text merge', () => {
  const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
  expect(merge(crlf(ONE), crlf(ONE + TWO), crlf(ONE + THREE))).toBe(crlf(ONE + TWO + THREE));
  expect(merge(ONE, ONE + TWO, ONE + crlf(THREE))).toBeUndefined();
});
