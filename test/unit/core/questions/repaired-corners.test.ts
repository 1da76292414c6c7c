import { describe, expect, test } from 'vitest';

import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { findCollisions } from '../../../../src/core/questions/reuse.ts';
import { checkAll } from '../../../support/cases.ts';
import { situation, type BaseScene, type Scene } from '../../../support/situation.ts';
import { beta, fork, gamma, one, REUSED } from '../../../support/two-drawn.ts';

describe('renumbered in the merge', () => {
  const merged = { fork, ours: beta, theirs: gamma };
  const archived = (...since: Scene[]): BaseScene => ({ mark: 5, items: [one], since });
  checkAll([
    [
      'but kept under the old ID too, by another title',
      { ...merged, candidate: { items: [one, 'WRK-005 Better @t.5', 'WRK-006 Beta @t.5'] } },
      REUSED,
    ],
    [
      'or is another one of its title',
      { ...merged, candidate: { items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Beta @t.9'] } },
      REUSED,
    ],
    [
      'a directory that no item was seen of',
      {
        fork,
        ours: { mark: 5, items: [one], dirs: ['WRK-005_beta'] },
        theirs: gamma,
        candidate: { mark: 6, items: gamma.items ?? [], dirs: ['WRK-006_beta'] },
      },
    ],
    [
      'not by a directory of that number under another prefix',
      {
        fork,
        ours: archived(beta),
        theirs: gamma,
        candidate: { mark: 5, items: gamma.items ?? [], dirs: ['ABC-005_beta'], prefixes: ['WRK', 'ABC'] },
      },
      REUSED,
    ],
    [
      'not by a directory of a lower number',
      {
        fork: {},
        ours: { ...beta, dirs: ['WRK-001_gamma'] },
        theirs: { ...gamma, dirs: ['WRK-005_gamma'] },
        candidate: { ...beta, dirs: ['WRK-001_gamma'] },
      },
      REUSED,
    ],
    [
      'retitled before, and archived after it',
      {
        fork,
        ours: gamma,
        theirs: archived(
          { mark: 6, items: [one] },
          { items: [one, 'WRK-006 Better @t.5'] },
          { items: [one, 'WRK-005 Better @t.5'] },
          beta,
        ),
        candidate: { mark: 6, items: gamma.items ?? [] },
      },
    ],
  ]);

  test('but kept beside the other as well', () => {
    const items = [one, 'WRK-005 Gamma @t.6', 'WRK-005 Better @t.5', 'WRK-006 Beta @t.5'];
    const facts = factsOf(situation({ ...merged, candidate: { items } }));
    expect(findCollisions(facts).map(({ key }) => key)).toEqual(['WRK-005']);
  });
});

describe('an ID that the fork had for a directory is new where that', () => {
  const dirs = ['WRK-005_delta'];
  const drawnTwice = (candidate: Scene, mark: number | null = 5) => {
    const sides = { ours: { ...beta, dirs }, theirs: { ...gamma, dirs } };
    const given = { fork: { mark, items: [one], dirs }, ...sides };
    const facts = factsOf(
      situation({ ...given, candidate: { ...beta, prefixes: ['WRK', 'ABC'], ...candidate } }),
    );
    return findCollisions(facts).map(({ key }) => key);
  };
  test.each<[string, readonly string[], Scene, (number | null)?]>([
    ['has a higher one now', ['WRK-005'], { dirs: ['WRK-006_delta'] }],
    ['has a higher one now, and a lower one', ['WRK-005'], { dirs: ['WRK-004_delta', 'WRK-006_delta'] }],
    ['has a higher one now, and there was no mark', ['WRK-005'], { dirs: ['WRK-006_delta'] }, null],
    ['but not if it has a lower one', [], { dirs: ['WRK-001_delta'] }, null],
    ['but not if it stays', [], { dirs }],
    ['nor if it stays as well', [], { dirs: [...dirs, 'WRK-006_delta'] }],
    ['nor if it has a lower one', [], { dirs: ['WRK-004_delta'] }],
    ['nor if that is no higher than the mark', [], { dirs: ['ABC-005_delta'] }],
    ['nor if it has gone', [], {}],
  ])('%s', (_, keys, candidate, mark) => {
    expect(drawnTwice(candidate, mark)).toEqual(keys);
  });
});

describe('an ID that the fork had for an item, which one side renumbered and both drew again', () => {
  const delta = 'WRK-005 Delta @t.3';
  const now = { mark: 6, items: [one, 'WRK-006 Delta @t.3'] };
  const drawnTwice = (...had: readonly string[]) => {
    const base = { mark: 5, items: [one, ...had] };
    const taking = { mark: 6, items: [...now.items, 'WRK-005 Beta @t.5'] };
    const ours = { ...now, since: [now, taking, now], past: [base] };
    const theirs = { mark: 5, items: [one], since: [gamma] };
    return findCollisions(factsOf(situation({ fork: base, ours, theirs, candidate: now })));
  };
  test('is new', () => expect(drawnTwice(delta).map(({ key }) => key)).toEqual(['WRK-005']));
  test('is not, if it had another one of it', () =>
    expect(drawnTwice(delta, 'WRK-005 Eta @t.4')).toEqual([]));
});

describe('a number below the fork’s mark that both sides took by hand', () => {
  checkAll([
    [
      'is with whom it was left to, even out of its turn',
      {
        fork: { mark: 9, items: [one] },
        ours: { items: [one, 'WRK-010 Beta @t.5'], since: [{ mark: 9, items: beta.items ?? [] }] },
        theirs: { mark: 9, items: gamma.items ?? [] },
        candidate: { items: [...(gamma.items ?? []), 'WRK-010 Beta @t.5'] },
      },
    ],
  ]);
});

describe('a directory under an ID whose item was renumbered on the other side', () => {
  const [five, six, seven] = ['WRK-005 Alpha @t.5', 'WRK-006 Alpha @t.5', 'WRK-007 Beta @t.6'];
  const [alpha, taker] = ['WRK-005_alpha', 'WRK-005 Beta @t.6'];
  const before = { items: [one, five] };
  const theirs: BaseScene = { ...before, dirs: [alpha] };
  const given = { fork: before, theirs };
  const LEFT = 'error change-dir-conflict WRK-005';
  /** Beta took the ID over and was renumbered, too. */
  const both: BaseScene = {
    items: [one, six, seven],
    since: [{ items: [one, six, seven] }, { items: [one, taker, six] }],
  };
  checkAll([
    [
      'may be about one of two items that have it now',
      {
        ...given,
        ours: { items: [one, taker, 'WRK-005 Alpha Beta @t.7', six] },
        candidate: { items: [one, taker, 'WRK-005 Alpha Beta @t.7', six], dirs: [alpha] },
      },
      'warning duplicate-id WRK-005 (inherited)',
    ],
    [
      'is in nobody’s way where its taker was renumbered, too',
      { ...given, ours: both, candidate: { items: [one, six, seven], dirs: [alpha] } },
    ],
    [
      'nor where only a directory tells that',
      {
        ...given,
        ours: { mark: 7, items: [one, six], dirs: ['WRK-007_beta'], since: [{ items: [one, taker, six] }] },
        candidate: { mark: 7, items: [one, six], dirs: [alpha, 'WRK-007_beta'] },
      },
    ],
    [
      'nor where an entry of that one is left',
      {
        ...given,
        ours: { ...both, headings: ['WRK-005 Beta'] },
        candidate: { items: [one, six, seven], dirs: [alpha], headings: ['WRK-005 Beta'] },
      },
    ],
    [
      'is in the way of what only an entry tells of',
      {
        ...given,
        ours: { mark: 6, items: [one, six], headings: ['done WRK-005 Beta'] },
        candidate: { mark: 6, items: [one, six], dirs: [alpha], headings: ['done WRK-005 Beta'] },
      },
      LEFT,
    ],
    [
      'is in nobody’s way whatever its own side had the ID for',
      {
        ...given,
        ours: { mark: 6, items: [one, six] },
        theirs: { ...theirs, since: [before, { items: [one, 'WRK-005 Zeta @t.9'] }] },
        candidate: { mark: 6, items: [one, six], dirs: [alpha] },
      },
    ],
    [
      'nor is it new to CI there',
      { ...given, ours: both, candidate: { items: [one, six, seven], dirs: [alpha] }, ci: true },
    ],
  ]);

  const OLD = ['warning id-reused WRK-005 (inherited)', 'warning id-below-mark WRK-006 (inherited)'] as const;
  const low = { mark: 9, items: [one, five] };
  const taken = { mark: 9, items: [one, taker, six] };
  const unseen = (dir: string) => ({
    fork: low,
    ours: { mark: 9, items: [one, taker, six] },
    theirs: { ...low, dirs: [dir] },
    candidate: { mark: 9, items: [one, taker, six], dirs: [dir] },
  });
  checkAll([
    ['by whatever way it came there', unseen(alpha), ...OLD, LEFT],
    ['and by none, about a third thing', unseen('WRK-005_gamma'), 'error id-reused WRK-005', OLD[1]],
    [
      'or what took the ID came to another one in such a way',
      {
        fork: low,
        ours: { mark: 9, items: [one, six, seven], since: [{ ...taken, merged: { items: [one, taker] } }] },
        theirs: { ...low, dirs: [alpha] },
        candidate: { mark: 9, items: [one, six, seven], dirs: [alpha] },
      },
      OLD[1],
      'warning id-below-mark WRK-007 (inherited)',
    ],
  ]);
});
