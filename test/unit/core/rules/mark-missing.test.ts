import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const OLD = { mark: null, items: ['WRK-001 Alpha'] };

checkAll([
  ['no mark and no IDs', { candidate: { mark: null } }],
  ['a mark', { candidate: { mark: 1, items: ['WRK-001 Alpha'] } }],
  ['no mark, but items', { candidate: OLD }, 'warning mark-missing'],
  [
    'a heading above every item: its number would be drawn again',
    { candidate: { ...OLD, headings: ['WRK-002 Beta'] } },
    'error mark-missing',
  ],
  [
    'a directory above every item',
    { candidate: { ...OLD, headings: ['WRK-001 Alpha'], dirs: ['WRK-002_beta'] } },
    'error mark-missing',
  ],
  [
    'a heading of the highest item',
    { candidate: { ...OLD, headings: ['WRK-001 Alpha'] } },
    'warning mark-missing',
  ],
  [
    'a heading below it',
    { candidate: { mark: null, items: ['WRK-002 Beta'], headings: ['WRK-001 Alpha'] } },
    'warning mark-missing',
  ],
  ['only headings', { candidate: { mark: null, headings: ['WRK-002 Beta'] } }, 'error mark-missing'],
  [
    'a mark that a base had is mark-regressed',
    { base: { mark: 1, items: OLD.items }, candidate: OLD },
    'error mark-regressed WRK-001',
  ],
  ['an invalid mark is no mark', { base: { ...OLD, mark: 'x' }, candidate: OLD }, 'warning mark-missing'],
  ['old trouble', { base: OLD, candidate: OLD }, 'warning mark-missing (inherited)'],
  [
    'old trouble with a new item',
    { base: OLD, candidate: { mark: null, items: ['WRK-001 Alpha', 'WRK-002 Beta'] } },
    'warning mark-missing',
  ],
  [
    'a leaping directory does not count',
    { base: OLD, candidate: { ...OLD, dirs: ['WRK-20260101_notes'] } },
    'warning mark-missing (inherited)',
    'warning mark-leap WRK-20260101',
  ],
]);

test('it names the highest ID and what hides above the items', () => {
  expect(onlyFinding({ candidate: { ...OLD, dirs: ['WRK-002_beta'] } })).toBe(`\
BACKLOG.yaml:1:1 error mark-missing
BACKLOG.yaml has no next_item_id, though IDs up to WRK-002 are taken, and a directory “beta” (changes/WRK-002_beta/) is above every item: its number would be assigned again
see changes/WRK-002_beta:1:1 a directory “beta”
run tidemark fix
accept {"mark":2}`);
  expect(onlyFinding({ candidate: OLD })).toBe(`\
BACKLOG.yaml:1:1 warning mark-missing
BACKLOG.yaml has no next_item_id, though IDs up to WRK-001 are taken
run tidemark fix
accept {"mark":1}`);
});
