import { ownershipOf } from '../../src/core/renumbering/claimants.ts';
import type { Ownership } from '../../src/core/renumbering/claimants.ts';
import { factsOf } from '../../src/core/ledger/facts.ts';
import { situation } from './situation.ts';
import type { Linear, Merge } from './situation.ts';

/** Two items that took one ID since the fork. */
export const [A, B] = [
  'WRK-003 Alpha rays @2026-01-01T00:00:00.1Z',
  'WRK-003 Beta blockers @2026-01-02T00:00:00.1Z',
];
export const FORK = { items: ['WRK-001 One'], mark: 2 };

export function ownership(given: Linear | Merge): Ownership {
  return ownershipOf(factsOf(situation(given)), 'WRK-003');
}

export function merge(
  ours: Merge['ours'],
  theirs: Merge['theirs'],
  candidate: Merge['candidate'],
  fork: Merge['fork'] = FORK,
): Merge {
  return { fork, ours, theirs, candidate };
}
