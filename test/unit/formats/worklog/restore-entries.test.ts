import { expect, test } from 'vitest';

import { restoreEntries } from '../../../../src/formats/worklog/restore-entries.ts';

/** An entry of the minute `at`. */
function entry(at: number, id = `WRK-00${at}`): string {
  return `## 2026-02-20T15:0${at}:00.5+00:00 — ${id} (Thing ${at})\n\n- **Status:** Done\n\n---\n\n`;
}

const [ONE, TWO, THREE] = [entry(1), entry(2), entry(3)];
const SIDES = { base: ONE, ours: ONE + TWO, theirs: ONE + THREE };

test.each([
  ['ours was taken', ONE + TWO, ONE + TWO + THREE, [3]],
  ['theirs was taken', ONE + THREE, ONE + THREE + TWO, [2]],
  ['both are gone', ONE, ONE + TWO + THREE, [2, 3]],
  ['nothing is gone', ONE + THREE + TWO, ONE + THREE + TWO, []],
  ['one has another ID by now', ONE + entry(2, 'WRK-009') + THREE, ONE + entry(2, 'WRK-009') + THREE, []],
  ['an old one is gone', TWO, TWO + THREE, [3]],
  ['all of it is gone', '', TWO + THREE, [2, 3]],
  ['the text below a title', `# Log\n\n${ONE}${TWO}`, `# Log\n\n${ONE}${TWO}${THREE}`, [3]],
])('%s', (_, text, expected, back) => {
  const { text: now, restored } = restoreEntries(text, SIDES) ?? { text: '', restored: [] };
  expect(now).toBe(expected);
  expect(restored.map((heading) => Number(/Thing (\d)/u.exec(heading)?.[1]))).toEqual(back);
});

test('an entry comes back beside its neighbour', () => {
  const sides = { base: ONE, ours: ONE, theirs: THREE + TWO + ONE };
  expect(restoreEntries(TWO + ONE, sides)?.text).toBe(THREE + TWO + ONE);
});

test('a heading that two entries have stays with both', () => {
  expect(restoreEntries(ONE + TWO + TWO, SIDES)?.text).toBe(ONE + TWO + TWO + THREE);
  const twice = { ...SIDES, theirs: ONE + THREE + entry(3, 'WRK-004') };
  expect(restoreEntries(ONE + TWO, twice)?.text).toBe(ONE + TWO + THREE + entry(3, 'WRK-004'));
});

test('lines that end in CRLF stay so, and lines that end in two ways are left alone', () => {
  const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
  expect(restoreEntries(crlf(ONE + TWO), SIDES)?.text).toBe(crlf(ONE + TWO + THREE));
  expect(restoreEntries(crlf(ONE) + TWO, SIDES)).toBeUndefined();
});
