import { describe } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import type { BaseScene } from '../../../support/situation.ts';
import { beta, fork, gamma, one, REUSED } from '../../../support/two-drawn.ts';

describe('renumbered in the merge', () => {
  checkAll([
    [
      'ours',
      {
        fork,
        ours: beta,
        theirs: gamma,
        candidate: { items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Beta @t.5'] },
      },
    ],
    [
      'theirs',
      {
        fork,
        ours: beta,
        theirs: gamma,
        candidate: { items: [one, 'WRK-005 Beta @t.5', 'WRK-006 Gamma @t.6'] },
      },
    ],
    [
      'both',
      {
        fork,
        ours: beta,
        theirs: gamma,
        candidate: { items: [one, 'WRK-007 Beta @t.5', 'WRK-006 Gamma @t.6'] },
      },
    ],
    [
      'ours, theirs is archived',
      {
        fork,
        ours: beta,
        theirs: { mark: 5, items: [one], since: [gamma] },
        candidate: { items: [one, 'WRK-006 Beta @t.5'] },
      },
    ],
    [
      'after a retitle',
      {
        fork,
        ours: { items: [one, 'WRK-005 Better @t.5'], since: [beta] },
        theirs: gamma,
        candidate: { items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Better @t.5'] },
      },
    ],
    [
      'only what the ID came to mean later',
      {
        fork,
        ours: { items: [one, 'WRK-005 Delta @t.7'], since: [beta] },
        theirs: gamma,
        candidate: { items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Delta @t.7'] },
      },
      REUSED,
    ],
    [
      'to a number that was handed out before',
      {
        fork,
        ours: beta,
        theirs: gamma,
        candidate: { mark: 5, items: [one, 'WRK-004 Beta @t.5', 'WRK-005 Gamma @t.6'] },
      },
      REUSED,
      'warning id-below-mark WRK-004',
    ],
    [
      'to any number, where the fork has no mark',
      {
        fork: { mark: null },
        ours: { mark: 5, items: ['WRK-005 Beta @t.5'] },
        theirs: { mark: 5, items: ['WRK-005 Gamma @t.6'] },
        candidate: { mark: 5, items: ['WRK-001 Beta @t.5', 'WRK-005 Gamma @t.6'] },
      },
      'warning id-below-mark WRK-001',
    ],
    [
      'with its entries and its directory',
      {
        fork,
        ours: { ...beta, headings: ['WRK-005 Beta'], dirs: ['WRK-005_beta'] },
        theirs: { mark: 5, items: [one], headings: ['done WRK-005 Gamma'] },
        candidate: {
          items: [one, 'WRK-006 Beta @t.5'],
          headings: ['WRK-006 Beta @t', 'done WRK-005 Gamma'],
          dirs: ['WRK-006_beta'],
        },
      },
    ],
    [
      'archived already, through its directory',
      {
        fork,
        ours: {
          mark: 5,
          items: [one],
          since: [beta],
          headings: ['done WRK-005 Beta'],
          dirs: ['WRK-005_beta'],
        },
        theirs: gamma,
        candidate: {
          mark: 6,
          items: gamma.items ?? [],
          headings: ['done WRK-006 Beta'],
          dirs: ['WRK-006_beta'],
        },
      },
    ],
    [
      'archived already, without any trace left',
      {
        fork,
        ours: { mark: 5, items: [one], since: [beta] },
        theirs: gamma,
        candidate: gamma,
      },
      REUSED,
    ],
    [
      'without created',
      {
        fork,
        ours: { items: [one, 'WRK-005 Beta @'] },
        theirs: gamma,
        candidate: { items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Beta @'] },
      },
    ],
    [
      'and what stays of its ID is about the other',
      {
        fork,
        ours: { ...beta, headings: ['WRK-005 Gamma'] },
        theirs: gamma,
        candidate: {
          items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Beta @t.5'],
          headings: ['WRK-005 Gamma'],
        },
      },
    ],
    ['but dropped instead', { fork, ours: beta, theirs: gamma, candidate: gamma }, REUSED],
    [
      'but kept under the old ID too',
      {
        fork,
        ours: beta,
        theirs: gamma,
        candidate: { items: [one, 'WRK-005 Beta @t.5', 'WRK-006 Beta @t.5'] },
      },
      REUSED,
    ],
    [
      'but its directory kept under the old ID too',
      {
        fork,
        ours: { mark: 5, items: [one], dirs: ['WRK-005_beta'] },
        theirs: gamma,
        candidate: { mark: 6, items: gamma.items ?? [], dirs: ['WRK-005_beta', 'WRK-006_beta'] },
      },
      REUSED,
    ],
    [
      'but to a number of the time before the fork',
      {
        fork,
        ours: beta,
        theirs: gamma,
        candidate: { mark: 5, items: [one, 'WRK-005 Gamma @t.6', 'WRK-003 Beta @t.5'] },
      },
      REUSED,
      'warning id-below-mark WRK-003',
    ],
    [
      'but with the ID handed on to a third thing',
      {
        fork,
        ours: { items: [one, 'WRK-005 Beta @t.5', 'WRK-006 Delta @t.7'] },
        theirs: gamma,
        candidate: { items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Beta @t.5', 'WRK-007 Delta @t.7'] },
      },
      'error id-reused WRK-006',
    ],
    [
      'from a fork without a mark',
      {
        fork: { mark: null, items: [one] },
        ours: beta,
        theirs: gamma,
        candidate: { items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Beta @t.5'] },
      },
    ],
  ]);
});

describe('renumbered on a branch before the merge', () => {
  const renumbered: BaseScene = {
    items: [one, 'WRK-006 Beta @t.5'],
    since: [{ items: [one, 'WRK-006 Beta @t.5'] }, beta],
  };
  const candidate = { items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Beta @t.5'] };
  const archived = (before: BaseScene, ...dirs: readonly string[]) => ({
    theirs: { mark: 6, items: [one], dirs, since: [before] },
    candidate: { mark: 6, items: gamma.items ?? [], dirs },
  });
  checkAll([
    ['merged into the other', { fork, ours: gamma, theirs: renumbered, candidate }],
    ['the other merged into it', { fork, ours: renumbered, theirs: gamma, candidate }],
    ['in CI', { fork, ours: gamma, theirs: renumbered, candidate, ci: true }],
    ['of which only its directory was left', { fork, ours: gamma, ...archived(beta, 'WRK-006_beta') }],
    [
      'and archived, nothing of it left',
      {
        fork,
        ours: gamma,
        theirs: { mark: 6, items: [one], since: [{ mark: 6, items: [one] }, renumbered, beta] },
        candidate: { mark: 6, items: gamma.items ?? [] },
      },
    ],
    [
      'but not just archived',
      {
        fork,
        ours: gamma,
        theirs: { mark: 6, items: [one], since: [{ mark: 6, items: [one] }, beta] },
        candidate: { mark: 6, items: gamma.items ?? [] },
      },
      REUSED,
    ],
    [
      'of which only its directory was left, that the base never saw',
      {
        fork,
        ours: beta,
        theirs: gamma,
        candidate: { mark: 6, items: gamma.items ?? [], dirs: ['WRK-006_beta'] },
        ci: true,
      },
    ],
    [
      'of which a directory is left under the old number, too',
      { fork, ours: gamma, ...archived(beta, 'WRK-005_beta', 'WRK-006_beta') },
      REUSED,
    ],
    [
      'not for a directory that names nothing',
      { fork, ours: gamma, ...archived({ items: [one, 'WRK-005 ベータ @t.5'] }, 'WRK-006_') },
      REUSED,
    ],
    [
      'a branch that still has the old number comes last',
      {
        fork: beta,
        ours: { ...candidate, merged: gamma },
        theirs: { items: [...(beta.items ?? []), 'WRK-008 Delta'] },
        candidate: { items: [...candidate.items, 'WRK-008 Delta'] },
      },
    ],
  ]);
});

describe('outside of merges nothing counts as repaired', () => {
  const handedOn = { items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Beta @t.5'] };
  checkAll([
    [
      'nor on a branch that CI cannot merge, against its own fork',
      { fork: beta, ours: beta, theirs: handedOn, candidate: handedOn, ci: 'conflict' },
      REUSED,
    ],
    [
      'an ID handed on',
      { base: beta, candidate: { items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Beta @t.5'] } },
      REUSED,
    ],
    ['an ID given up', { base: beta, candidate: { items: [one, 'WRK-006 Beta @t.5'] } }],
  ]);
});

describe('a directory under an ID whose item was renumbered on the other side', () => {
  const [five, six] = ['WRK-005 Alpha @t.5', 'WRK-006 Alpha @t.5'];
  const [alpha, beta] = ['WRK-005_alpha', 'WRK-005 Beta @t.6'];
  const both = 'WRK-005 Alpha Beta @t.6';
  const before = { items: [one, five] };
  const ours: BaseScene = { items: [one, beta, six], merged: { items: [one, beta] } };
  const theirs: BaseScene = { ...before, dirs: [alpha] };
  const archived: BaseScene = { mark: 6, items: [one, six], since: [{ items: [one, beta, six] }] };
  const merged = { mark: 6, items: [one, six], dirs: [alpha] };
  const LEFT = 'error change-dir-conflict WRK-005';
  checkAll([
    [
      'is about something else than the item that has it now',
      { fork: before, ours, theirs, candidate: { items: [one, beta, six], dirs: [alpha] } },
      LEFT,
    ],
    [
      'and than one that is archived by now',
      { fork: before, ours: archived, theirs, candidate: merged },
      LEFT,
    ],
    [
      'may be about both',
      {
        fork: before,
        ours: { items: [one, both, six], merged: { items: [one, both] } },
        theirs,
        candidate: { items: [one, both, six], dirs: [alpha] },
      },
    ],
    [
      'is no trouble where nothing has the ID now',
      { fork: before, ours: { items: [one, six] }, theirs, candidate: merged },
    ],
    [
      'stands where both sides have it',
      {
        fork: { ...before, dirs: [alpha] },
        ours: { ...archived, dirs: [alpha] },
        theirs,
        candidate: merged,
      },
    ],
    [
      'is another one than a side has beside it',
      {
        fork: { ...before, dirs: ['WRK-005_alpha-notes'] },
        ours: { ...archived, dirs: ['WRK-005_alpha-notes'] },
        theirs: { ...before, dirs: ['WRK-005_alpha-notes', alpha] },
        candidate: { ...merged, dirs: ['WRK-005_alpha-notes', alpha] },
        policy: { rules: { 'change-dir-duplicate': 'off' } },
      },
      LEFT,
    ],
  ]);
});
