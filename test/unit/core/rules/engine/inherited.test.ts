import { describe } from 'vitest';
import { checkAll } from '../../../../support/cases.ts';

const twice = { mark: 7, items: ['WRK-007 Alpha', 'WRK-007 Beta'] };
const once = { mark: 7, items: ['WRK-007 Alpha'] };
const conflicting = { items: ['WRK-002 Retry limits'], dirs: ['WRK-002_parser'] };
const agreeing = { items: ['WRK-002 Retry limits'] };

describe('what a base shows by itself', () => {
  checkAll([
    ['is a warning', { base: twice, candidate: twice }, 'warning duplicate-id WRK-007 (inherited)'],
    [
      'keeps its level under --strict',
      { base: twice, candidate: twice, strict: true },
      'error duplicate-id WRK-007 (inherited)',
    ],
    [
      'is a warning even where a rule is configured to be an error',
      {
        base: twice,
        candidate: twice,
        policy: { rules: { 'duplicate-id': 'error' } },
      },
      'warning duplicate-id WRK-007 (inherited)',
    ],
    [
      'does not cover a further item',
      {
        base: twice,
        candidate: { mark: 7, items: [...twice.items, 'WRK-007 Gamma'] },
      },
      'error duplicate-id WRK-007',
    ],
    [
      'does not cover another ID',
      {
        base: twice,
        candidate: { mark: 8, items: [...twice.items, 'WRK-008 Gamma', 'WRK-008 Delta'] },
      },
      'warning duplicate-id WRK-007 (inherited)',
      'error duplicate-id WRK-008',
    ],
    [
      'covers less of the same',
      {
        base: { mark: 7, items: [...twice.items, 'WRK-007 Gamma'] },
        candidate: twice,
      },
      'warning duplicate-id WRK-007 (inherited)',
    ],
  ]);
});

describe('in a merge what a side shows against the fork', () => {
  checkAll([
    [
      'a directory that came with ours',
      { fork: agreeing, ours: conflicting, theirs: agreeing, candidate: conflicting },
    ],
    [
      'an item that came with theirs',
      { fork: once, ours: once, theirs: twice, candidate: twice },
      'warning duplicate-id WRK-007 (inherited)',
    ],
    [
      'in CI the head does not count',
      { fork: once, ours: once, theirs: twice, candidate: twice, ci: true },
      'error duplicate-id WRK-007',
    ],
    [
      'in CI the target does',
      { fork: once, ours: twice, theirs: once, candidate: twice, ci: true },
      'warning duplicate-id WRK-007 (inherited)',
    ],
    [
      'a reuse of the time before the fork is checked by the history behind it',
      {
        fork: { mark: 4, items: ['WRK-004 Delta'] },
        ours: {
          mark: 4,
          items: ['WRK-002 Beta', 'WRK-004 Delta'],
          past: [{ items: ['WRK-002 Zeta'] }],
          since: [{ items: ['WRK-002 Beta', 'WRK-004 Delta'] }],
        },
        theirs: { mark: 4, items: ['WRK-004 Delta'], past: [{ items: ['WRK-002 Zeta'] }] },
        candidate: { mark: 4, items: ['WRK-002 Beta', 'WRK-004 Delta'] },
      },
      'warning id-reused WRK-002 (inherited)',
    ],
    [
      'who took an ID on one side does not excuse another who takes it in the merge',
      {
        fork: { mark: 4, items: ['WRK-004 Delta'] },
        ours: {
          mark: 4,
          items: ['WRK-002 Beta', 'WRK-004 Delta'],
          past: [{ items: ['WRK-002 Zeta'] }],
          since: [{ items: ['WRK-002 Beta', 'WRK-004 Delta'] }],
        },
        theirs: { mark: 4, items: ['WRK-004 Delta'], past: [{ items: ['WRK-002 Zeta'] }] },
        candidate: { mark: 4, items: ['WRK-002 Zeta', 'WRK-004 Delta'] },
      },
      'error id-reused WRK-002',
    ],
  ]);
});

describe('one cause, one finding', () => {
  const past = [{ mark: 9, items: ['WRK-002 Zeta'] }];
  const base = { mark: 9, items: ['WRK-001 Alpha'], past };
  const candidate = { mark: 9, items: ['WRK-001 Alpha', 'WRK-002 Beta', 'WRK-002 Gamma'] };
  checkAll([
    ['a new duplicate silences the reuse', { base, candidate }, 'error duplicate-id WRK-002'],
    [
      'a duplicate that is off does not',
      { base, candidate, policy: { rules: { 'duplicate-id': 'off' } } },
      'error id-reused WRK-002',
    ],
    [
      'an old duplicate does not silence a new reuse',
      {
        fork: { mark: 1 },
        ours: { items: ['WRK-002 Beta', 'WRK-002 Gamma'] },
        theirs: { items: ['WRK-002 Delta'] },
        candidate: { items: ['WRK-002 Beta', 'WRK-002 Gamma'] },
      },
      'warning duplicate-id WRK-002 (inherited)',
      'error id-reused WRK-002',
    ],
    [
      'a reuse against one base silences the return against another',
      {
        fork: { mark: 1, items: ['WRK-001 Alpha @t.1'] },
        ours: { mark: 9, items: ['WRK-001 Alpha @t.1'], since: [{ items: ['WRK-002 Beta @t.2'] }] },
        theirs: { mark: 9, items: ['WRK-001 Alpha @t.1'], since: [{ items: ['WRK-002 Zeta @t.3'] }] },
        candidate: { mark: 9, items: ['WRK-001 Alpha @t.1', 'WRK-002 Beta @t.2'] },
      },
      'error id-reused WRK-002',
    ],
  ]);
});

describe('a directory that is about another thing than its ID', () => {
  const [former, alpha] = ['WRK-003 Alpha @t.2', 'WRK-004 Alpha @t.2'];
  const past = [{ items: [alpha] }, { items: [former] }, { items: ['WRK-003 Zeta @t.1'] }];
  const settled = [{ items: [alpha] }, { items: [former] }];
  const entry = 'WRK-003 Zeta @t.1';
  const fork = { items: [alpha] };
  const theirs = { ...fork, past, dirs: ['WRK-003_alpha'] };
  const merge = (...items: string[]) => ({
    fork,
    ours: { items: [...items, alpha], past, since: [{ items: [...items, alpha] }] },
    theirs,
    candidate: { items: [...items, alpha], dirs: theirs.dirs },
  });
  checkAll([
    ['is old trouble', merge(), 'warning change-dir-conflict WRK-003 (inherited)'],
    [
      'and new where a side brings one more thing of that ID, which is old trouble of that side',
      merge('WRK-003 Beta @t.3'),
      'warning id-reused WRK-003 (inherited)',
      'error change-dir-conflict WRK-003',
    ],
    [
      'and another directory is, too',
      { ...merge(), candidate: { ...fork, dirs: [...theirs.dirs, 'WRK-003_gamma'] } },
      'error change-dir-conflict WRK-003',
      'warning change-dir-conflict WRK-003 (inherited)',
      'error change-dir-duplicate WRK-003',
    ],
    [
      'but not where one logs another entry',
      {
        fork: { ...fork, headings: [entry] },
        ours: { ...fork, past: settled, headings: [entry, `done ${entry}`.replace('t.1', 't.2')] },
        theirs: { ...theirs, past: settled, headings: [entry] },
        candidate: { ...fork, headings: [entry, `done ${entry}`.replace('t.1', 't.2')], dirs: theirs.dirs },
      },
      'warning change-dir-conflict WRK-003 (inherited)',
    ],
  ]);
});
