import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import { onlyFinding, situation } from '../../../support/situation.ts';

const ONE = { mark: 1, items: ['WRK-001 Alpha'] };
const BEHIND = { mark: 1, items: ['WRK-001 Alpha', 'WRK-002 Beta'] };

checkAll([
  ['the mark on the highest item', { candidate: ONE }],
  ['the mark above it', { candidate: { ...ONE, mark: 9 } }],
  ['an item above the mark', { candidate: BEHIND }, 'error mark-behind WRK-002'],
  ['a heading above it', { candidate: { ...ONE, headings: ['WRK-002 Beta'] } }, 'error mark-behind WRK-002'],
  ['a directory above it', { candidate: { ...ONE, dirs: ['WRK-002_beta'] } }, 'error mark-behind WRK-002'],
  [
    'any prefix counts',
    { candidate: { ...BEHIND, items: ['WRK-001 Alpha', 'HAMY-002 Beta'] } },
    'error mark-behind HAMY-002',
  ],
  ['a directory of an unknown prefix claims nothing', { candidate: { ...ONE, dirs: ['RFC-900_notes'] } }],
  [
    'a leaping claim does not count',
    { base: ONE, candidate: { ...ONE, dirs: ['WRK-20260101_x'] } },
    'warning mark-leap WRK-20260101',
  ],
  [
    'what git ignores, too',
    { candidate: { ...ONE, ignored: ['WRK-002_beta', 'WRK-001_alpha'] } },
    'error mark-behind WRK-002',
  ],
  ['worklogs as well', { candidate: { ...ONE, ignored: ['WRK-002 Beta'] } }, 'error mark-behind WRK-002'],
  [
    'ignored without any known prefix',
    { candidate: { mark: 1, ignored: ['ABC-002_x'] } },
    'error mark-behind ABC-002',
  ],
  [
    'ignored worklogs, of whatever prefix',
    { candidate: { ...ONE, ignored: ['XYZ-002 Beta'] } },
    'error mark-behind XYZ-002',
  ],
  [
    'a directory of the project’s beside one of an unknown prefix',
    { candidate: { ...ONE, dirs: ['WRK-002_beta', 'RFC-900_notes'] } },
    'error mark-behind WRK-002',
  ],
  [
    'the highest number, whatever has it',
    { candidate: { ...ONE, items: ['WRK-003 Gamma'], headings: ['WRK-002 Beta'], dirs: ['WRK-002_beta'] } },
    'error mark-behind WRK-003',
  ],
  [
    'of one number under two prefixes the first',
    { candidate: { ...ONE, items: ['WRK-002 Beta', 'HAMY-002 Beta'] } },
    'error mark-behind WRK-002',
  ],
  ['not ignored ones of an unknown prefix', { candidate: { ...ONE, ignored: ['RFC-900_notes'] } }],
  ['not ignored ones that leap', { base: ONE, candidate: { ...ONE, ignored: ['WRK-20260101_x'] } }],
  [
    'nor do ignored ones mean anything else',
    { base: ONE, candidate: { ...ONE, ignored: ['WRK-001_other'] } },
  ],
  [
    'ignored ones above old trouble',
    { base: BEHIND, candidate: { ...BEHIND, ignored: ['WRK-003_gamma'] } },
    'error mark-behind WRK-003',
  ],
  ['old trouble', { base: BEHIND, candidate: BEHIND }, 'warning mark-behind WRK-002 (inherited)'],
  [
    'old trouble with a higher claim',
    { base: BEHIND, candidate: { ...BEHIND, headings: ['WRK-003 Gamma'] } },
    'error mark-behind WRK-003',
  ],
  [
    'old trouble with a lower mark',
    { base: BEHIND, candidate: { ...BEHIND, mark: 0 } },
    'error mark-behind WRK-002',
    'error mark-regressed WRK-001',
  ],
  [
    'old trouble half fixed',
    {
      base: { ...BEHIND, headings: ['WRK-004 Delta'] },
      candidate: { ...BEHIND, mark: 3, headings: ['WRK-004 Delta'] },
    },
    'warning mark-behind WRK-004 (inherited)',
  ],
]);

test('what leaps is not among them', () => {
  const candidate = { ...BEHIND, dirs: ['WRK-20260101_notes'] };
  const [behind] = evaluate(situation({ base: ONE, candidate })).findings;
  expect(behind?.related.map(({ path }) => path)).toEqual(['BACKLOG.yaml']);
});

test('it names the item before what else has its number, in git or ignored', () => {
  const taken = 'but WRK-002 is taken by BACKLOG.yaml:7\n';
  expect(onlyFinding({ candidate: { ...BEHIND, dirs: ['WRK-002_beta'] } })).toContain(taken);
  expect(onlyFinding({ candidate: { ...BEHIND, ignored: ['WRK-002_beta'] } })).toContain(taken);
});

test('it names nothing that is not above the mark', () => {
  const candidate = { ...ONE, headings: ['WRK-001 Alpha'], dirs: ['WRK-002_beta'] };
  expect(onlyFinding({ candidate })).toBe(`\
BACKLOG.yaml:7:15 error mark-behind WRK-002
next_item_id is 1, but WRK-002 is taken by changes/WRK-002_beta/
see changes/WRK-002_beta:1:1 a directory “beta”
run tidemark fix
accept {"mark":2}`);
});

test('it names the highest item, heading and directory', () => {
  const candidate = {
    ...BEHIND,
    headings: ['done WRK-003 Gamma'],
    dirs: ['WRK-004_delta', 'WRK-003_gamma', 'WRK-001_alpha'],
  };
  expect(onlyFinding({ candidate })).toBe(`\
BACKLOG.yaml:11:15 error mark-behind WRK-004
next_item_id is 1, but WRK-004 is taken by changes/WRK-004_delta/
see BACKLOG.yaml:7:7 the item “Beta”
see _worklog/2026-01.md:1:1 a worklog entry “Gamma”
see changes/WRK-004_delta:1:1 a directory “delta”
run tidemark fix
accept {"mark":4}`);
});
