import { expect, test } from 'vitest';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding, situation } from '../../../support/situation.ts';

const GARBLED = { unreadable: ['a conflict marker'] };

checkAll([
  ['a readable one', { candidate: { items: ['WRK-001 Alpha'] } }],
  ['an unreadable one', { candidate: GARBLED }, 'error backlog-unreadable'],
  [
    'one that was unreadable before',
    { base: GARBLED, candidate: GARBLED },
    'warning backlog-unreadable (inherited)',
  ],
  [
    'one that readers take for different texts, though not for different claims',
    { candidate: { items: ['WRK-001 Alpha'], remarks: ['a separator'] } },
    'warning backlog-unreadable',
  ],
  [
    'a second reason on top of an old one',
    { base: GARBLED, candidate: { unreadable: ['a conflict marker', 'a tab'] } },
    'warning backlog-unreadable (inherited)',
    'error backlog-unreadable',
  ],
  [
    'no mark rule and no item rule runs without it, but directories and headings are compared',
    {
      base: { mark: 9, items: ['WRK-001 Alpha'] },
      candidate: {
        ...GARBLED,
        dirs: ['WRK-001_beta', 'WRK-020_one', 'WRK-020_two'],
        headings: ['WRK-001 Beta'],
      },
    },
    'error backlog-unreadable',
    'error change-dir-conflict WRK-001',
    'error change-dir-duplicate WRK-020',
    'error worklog-conflict WRK-001',
  ],
  [
    'an ID drawn on both sides of a merge is told by its directories then, not by its items',
    {
      fork: { mark: 4 },
      ours: { items: ['WRK-005 Alpha'], dirs: ['WRK-005_alpha'] },
      theirs: { items: ['WRK-005 Beta'], dirs: ['WRK-005_beta'] },
      candidate: { ...GARBLED, dirs: ['WRK-005_alpha', 'WRK-005_beta'] },
    },
    'error backlog-unreadable',
    'error change-dir-duplicate WRK-005',
  ],
]);

test('it says where and why, and shows what changed', () => {
  expect(onlyFinding({ base: {}, candidate: GARBLED })).toBe(`\
BACKLOG.yaml:1:1 error backlog-unreadable
BACKLOG.yaml cannot be read: a conflict marker
run git diff HEAD -- :/BACKLOG.yaml
accept undefined`);
});

test('what is read in two ways is shown, and other rules run', () => {
  expect(onlyFinding({ candidate: { remarks: ['a separator'] } })).toBe(`\
BACKLOG.yaml:1:1 warning backlog-unreadable
BACKLOG.yaml is read in two ways: a separator
run write the text without that character, and check again
accept undefined`);
});

test('in an unfinished merge it offers to settle what can be settled', () => {
  expect(onlyFinding({ fork: {}, ours: {}, theirs: {}, candidate: GARBLED })).toContain(
    'run tidemark resolve\n',
  );
});

test('in a merge that is made already there is nothing to settle', () => {
  const given = situation({ fork: {}, ours: {}, theirs: {}, candidate: GARBLED });
  const sides = given.sides.map((side) => ({ ...side, snapshot: { ...side.snapshot, label: 'main' } }));
  const [found] = evaluate({ ...given, bases: sides, sides }).findings;
  expect(found?.remedy).toBe('git diff main -- :/BACKLOG.yaml');
});

test('in a conflict outside of merges it names the same command', () => {
  const given = situation({ base: {}, candidate: GARBLED });
  const { backlog } = given.candidate;
  const [found] = evaluate({
    ...given,
    candidate: {
      ...given.candidate,
      backlog: backlog.state === 'unreadable' ? { ...backlog, conflict: true } : backlog,
    },
  }).findings;
  expect(found?.remedy).toBe('tidemark resolve');
});

test('where nothing came before, there is nothing to compare', () => {
  expect(onlyFinding({ candidate: GARBLED })).toContain(
    'run correct BACKLOG.yaml by hand, then run `tidemark check`\n',
  );
});
