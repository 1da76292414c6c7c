import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const items = ['WRK-001 Alpha'];
const at = (mark: number | string | null) => ({ mark, items });

checkAll([
  ['the same mark', { base: at(9), candidate: at(9) }],
  ['a higher one', { base: at(9), candidate: at(10) }],
  ['a first commit', { candidate: at(9) }],
  ['a lower one', { base: at(9), candidate: at(8) }, 'error mark-regressed WRK-009'],
  ['none any more', { base: at(9), candidate: at(null) }, 'error mark-regressed WRK-009'],
  ['a base that had one in quotes', { base: at('"9"'), candidate: at(8) }, 'error mark-regressed WRK-009'],
  ['a base that had no number', { base: at('nine'), candidate: at(8) }],
  ['a base that had none', { base: at(null), candidate: at(1) }],
  [
    'a lost base lends its mark',
    { base: { missing: true, lent: at(9) }, candidate: at(1) },
    'error mark-regressed WRK-009',
  ],
  [
    'without any item the ID is not known',
    { base: { mark: 9 }, candidate: { mark: 8 } },
    'error mark-regressed',
  ],
  [
    'a merge that keeps the lower mark',
    { fork: at(5), ours: at(5), theirs: at(9), candidate: at(5) },
    'error mark-regressed WRK-009',
  ],
  [
    'a merge that keeps what one side had lowered already',
    { fork: at(9), ours: at(9), theirs: at(5), candidate: at(5) },
    'warning mark-regressed WRK-009 (inherited)',
  ],
  [
    'a merge that gives up more than one side had lowered',
    { fork: at(9), ours: at(12), theirs: at(5), candidate: at(5) },
    'error mark-regressed WRK-012',
  ],
  [
    'in CI the target alone may bring old trouble',
    { fork: at(9), ours: at(9), theirs: at(5), candidate: at(5), ci: true },
    'error mark-regressed WRK-009',
  ],
  [
    'alone where the mark that was lowered covered all claims above it',
    { base: { mark: 2, items: ['WRK-002 Beta'] }, candidate: { mark: 1, items: ['WRK-002 Beta'] } },
    'error mark-regressed WRK-002',
  ],
  [
    'together with mark-behind where a claim stands above what the mark was',
    {
      base: { mark: 2, items: ['WRK-002 Beta'] },
      candidate: { mark: 1, items: ['WRK-002 Beta', 'WRK-003 Gamma'] },
    },
    'error mark-behind WRK-003',
    'error mark-regressed WRK-002',
  ],
  [
    'together with mark-behind where it is only a warning',
    {
      base: { mark: 2, items: ['WRK-002 Beta'] },
      candidate: { mark: 1, items: ['WRK-002 Beta'] },
      policy: { rules: { 'mark-regressed': 'warning' } },
    },
    'error mark-behind WRK-002',
    'warning mark-regressed WRK-002',
  ],
]);

test('it names both marks and the base', () => {
  expect(onlyFinding({ base: at(9), candidate: at(8) })).toBe(`\
BACKLOG.yaml:7:15 error mark-regressed WRK-009
next_item_id is 8, but was 9 in HEAD: it never goes down
see BACKLOG.yaml:7:15 next_item_id is 9 in HEAD
run tidemark fix
accept {"mark":9}`);
});

test('of two bases with one mark the first is named', () => {
  expect(onlyFinding({ fork: at(9), ours: at(9), theirs: at(9), candidate: at(8) })).toContain(
    'but was 9 in HEAD: it',
  );
});

test('a mark that is gone is shown at the head of the file', () => {
  expect(onlyFinding({ base: at(9), candidate: at(null) })).toBe(`\
BACKLOG.yaml:1:1 error mark-regressed WRK-009
next_item_id is gone, but was 9 in HEAD: it never goes down
see BACKLOG.yaml:7:15 next_item_id is 9 in HEAD
run tidemark fix
accept {"mark":9}`);
});

test('a mark that a lost base borrows is reported with the commit that had it', () => {
  expect(onlyFinding({ base: { missing: true, lent: at(9) }, candidate: at(8) })).toBe(`\
BACKLOG.yaml:7:15 error mark-regressed WRK-009
next_item_id is 8, but was 9 in eeeeeeeeee: it never goes down
see BACKLOG.yaml:7:15 next_item_id is 9 in eeeeeeeeee
run tidemark fix
accept {"mark":9}`);
});
