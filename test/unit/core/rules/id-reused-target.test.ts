import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import { publishedRank, ownershipOf } from '../../../../src/core/renumbering/claimants.ts';
import { factsOf } from '../../../../src/core/ledger/facts.ts';
import type { Situation } from '../../../../src/core/ledger/situation.ts';
import { situation, type BaseScene, type Merge, type Scene } from '../../../support/situation.ts';

const [A, B] = ['WRK-003 Alpha rays @t.1', 'WRK-003 Beta blockers @t.2'];
const MOVED = A.replace('003', '005');

/** A topic that has `theirs` is merged into a branch that has `A`, which it renumbered itself. */
const given: Merge = {
  fork: { mark: 2 },
  ours: { items: [MOVED], since: [{ items: [A] }] },
  theirs: { items: [B] },
  candidate: { items: [B, MOVED] },
};

function aimedAt(scene: Scene, level: 'error' | 'warning', published?: Scene): Situation {
  const baseOf = (one: Scene, commit: string) => {
    const [base] = situation({ base: one, candidate: {} }).bases;
    if (!base) throw new Error('no base');
    return { ...base, snapshot: { ...base.snapshot, commit: commit.repeat(40) } };
  };
  return {
    ...situation(given),
    target: {
      base: baseOf(scene, 'c'),
      level,
      published: published && baseOf(published, '9'),
    },
  };
}

const told = (one: Situation): readonly string[] =>
  evaluate(one).findings.map(({ severity, rule, id }) => `${severity} ${rule} ${id}`);

describe('whoever renumbered it, an ID of the target keeps what it means there', () => {
  test('so that the other one is no reuse without a target', () => {
    expect(told(situation(given))).toEqual([]);
  });

  test('an error where the target is protected, a warning elsewhere', () => {
    expect(told(aimedAt({ items: [A] }, 'error'))).toEqual(['error id-reused WRK-003']);
    expect(told(aimedAt({ items: [A] }, 'warning'))).toEqual(['warning id-reused WRK-003']);
  });

  test('a warning where the default branch has the taker already, not where it has something else', () => {
    expect(told(aimedAt({ items: [A] }, 'error', { items: [B] }))).toEqual(['warning id-reused WRK-003']);
    expect(told(aimedAt({ items: [A] }, 'error', { items: [A] }))).toEqual(['error id-reused WRK-003']);
    expect(told(aimedAt({ items: [A] }, 'error', {}))).toEqual(['error id-reused WRK-003']);
  });
});

test('what the target has as an item ranks before what it has by its traces', () => {
  const ranks = (scene: Scene): readonly number[] => {
    const facts = factsOf({
      ...aimedAt(scene, 'error'),
      candidate: situation({ candidate: { items: [A, B] } }).candidate,
    });
    return ownershipOf(facts, 'WRK-003').claimants.map((claimant) => publishedRank(facts, claimant));
  };
  expect(ranks({ items: [A] })).toEqual([2, 0]);
  expect(ranks({ items: [B] })).toEqual([0, 2]);
  expect(ranks({})).toEqual([0, 0]);
});

test('what goes back to the ID that is published leaves the one in between to what is published there', () => {
  const [HOME, AWAY] = ['WRK-001 Home @t.1', 'WRK-002 Home @t.1'];
  const OTHER = 'WRK-002 Other @t.3';
  const merge: Merge = {
    fork: { mark: 1 },
    ours: { items: [AWAY], since: [{ items: [HOME] }] },
    theirs: { items: [HOME, OTHER] },
    candidate: { items: [HOME, OTHER] },
    isPublished: true,
  };
  expect(told(situation(merge))).toEqual(['warning item-restored WRK-001']);
  const topic = situation({ ...merge, isPublished: false });
  expect(told(topic)).toContain('error id-reused WRK-002');
  const [own, published] = topic.bases;
  if (!own || !published) throw new Error('no base');
  // A topic that was pushed with the ID in between, while the default branch is at the other side.
  const target = { base: own, level: 'warning', published } as const;
  expect(told({ ...topic, target })).not.toContain('error id-reused WRK-002');
  expect(told(situation({ ...merge, theirs: { items: [OTHER] } }))).toContain('error id-reused WRK-002');
});

test('what both sides took away, each for itself, is not excused by a third that both have moved since', () => {
  const [SHARED, MOVED_ON] = ['WRK-001 Shared @t.1', 'WRK-003 Shared @t.1'];
  const sideWith = (title: string): BaseScene => ({
    items: [MOVED_ON],
    merged: { items: [`WRK-001 ${title}`] },
    since: [{ items: [SHARED] }],
  });
  const merge: Merge = {
    fork: { items: [SHARED] },
    ours: sideWith('One @t.2'),
    theirs: sideWith('Other @t.3'),
    candidate: { items: [MOVED_ON] },
  };
  expect(told(situation(merge))).toEqual(['error id-reused WRK-001']);
  expect(told(situation({ ...merge, theirs: { items: [MOVED_ON] } }))).toEqual([]);
});
