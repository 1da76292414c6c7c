import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const ITEMS = { items: ['WRK-001 Alpha', 'WRK-002 Beta'] };
const GONE = { missing: true } as const;

checkAll([
  ['a backlog that stays', { base: ITEMS, candidate: ITEMS }],
  ['a first commit without one', { candidate: GONE }],
  ['a repository that never had one', { base: GONE, candidate: GONE }],
  ['a first backlog', { base: GONE, candidate: ITEMS }],
  ['a deleted one', { base: ITEMS, candidate: GONE }, 'error backlog-missing'],
  [
    'an unreadable one that is deleted',
    { base: { unreadable: ['x'] }, candidate: GONE },
    'error backlog-missing',
  ],
  [
    'one that a base lost before, so it speaks once',
    { base: { missing: true, lent: ITEMS }, candidate: GONE },
  ],
  [
    'one that this side of a merge lost before',
    { fork: ITEMS, ours: { missing: true, lent: ITEMS }, theirs: ITEMS, candidate: GONE },
    'warning backlog-missing (inherited)',
  ],
  [
    'one that both sides have and the merge loses',
    { fork: ITEMS, ours: ITEMS, theirs: ITEMS, candidate: GONE },
    'error backlog-missing',
  ],
]);

test('it names the file, the base, and the command that brings it back', () => {
  expect(onlyFinding({ base: ITEMS, candidate: { missing: 'a symbolic link stands there' } })).toBe(`\
BACKLOG.yaml:1:1 error backlog-missing
BACKLOG.yaml is gone, though HEAD has it: a symbolic link stands there
run git restore --source=HEAD --staged --worktree -- :/BACKLOG.yaml
accept undefined`);
  expect(onlyFinding({ base: ITEMS, candidate: GONE })).toContain('is gone, though HEAD has it\nrun');
});
