import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { ownershipOf } from '../../../../src/core/renumbering/claimants.ts';
import { canMove } from '../../../../src/core/renumbering/renumber-plan.ts';
import { checkAll } from '../../../support/cases.ts';
import { situation } from '../../../support/situation.ts';
import type { BaseScene, Merge, Scene } from '../../../support/situation.ts';
import { fork, gamma, one, REUSED } from '../../../support/two-drawn.ts';

/** Beta was archived before anybody knew that Gamma has its number. */
const archived: BaseScene = {
  mark: 5,
  items: [one],
  since: [{ items: [one, 'WRK-005 Beta @t.5'] }],
  headings: ['done WRK-005 Beta'],
};
const BETA = 'WRK-002 Beta @t.5';
const merged = (headings: readonly string[], more: Scene = {}): Merge => ({
  fork,
  ours: archived,
  theirs: gamma,
  candidate: { mark: 9, items: [one, 'WRK-005 Gamma @t.6'], headings, ...more },
});

describe('what has left the backlog goes on in its last entry', () => {
  checkAll([
    ['under a new ID', merged(['done WRK-006 Beta'])],
    [
      'under a new ID, where a copy of it is back under an older one',
      {
        fork: { mark: 4, items: [one, BETA] },
        ours: {
          mark: 5,
          items: [one],
          since: [{ items: [one, 'WRK-005 Beta @t.5'] }],
          headings: ['done WRK-005 Beta'],
        },
        theirs: { mark: 5, items: [one, BETA, 'WRK-005 Gamma @t.6'] },
        candidate: { mark: 6, items: [one, BETA, 'WRK-005 Gamma @t.6'], headings: ['done WRK-006 Beta'] },
      },
      'warning item-restored WRK-002',
    ],
    ['not under the same one', merged(['done WRK-005 Beta']), REUSED],
    ['not under both', merged(['done WRK-005 Beta', 'done WRK-006 Beta']), REUSED],
    ['not under a lower one', merged(['done WRK-003 Beta']), REUSED],
    ['not in an entry that is not its last', merged(['WRK-006 Beta']), REUSED],
    ['not in that of another thing', merged(['done WRK-006 Delta']), REUSED],
    [
      'not in that of an item of the same name',
      {
        ...merged(['done WRK-006 Beta']),
        theirs: {
          mark: 6,
          items: [one, 'WRK-005 Gamma @t.6'],
          since: [{ items: [one, 'WRK-005 Gamma @t.6', 'WRK-006 Beta @t.9'] }],
          headings: ['done WRK-006 Beta'],
        },
      },
      REUSED,
    ],
    [
      'nor does it hand its ID on where nobody drew that apart',
      {
        base: { items: [one, 'WRK-005 Beta @t.5'] },
        candidate: { items: [one, 'WRK-005 Gamma @t.6'], mark: 6, headings: ['done WRK-006 Beta'] },
      },
      REUSED,
    ],
  ]);
});

test('it can be given a new ID as long as nobody else has seen that entry', () => {
  const movable = (given: Merge): readonly string[] =>
    ownershipOf(factsOf(situation(given)), 'WRK-005')
      .claimants.filter(canMove)
      .map(({ name }) => name);
  const given = merged(['done WRK-005 Beta']);
  expect(movable(given)).toEqual(['Gamma', 'Beta']);
  expect(movable({ ...given, fork: { ...fork, headings: ['done WRK-005 Beta'] } })).toEqual(['Gamma']);
  expect(movable(merged(['WRK-005 Beta']))).toEqual(['Gamma']);
  expect(movable(merged([]))).toEqual(['Gamma']);
});
