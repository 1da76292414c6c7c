import { array, constantFrom, nat, oneof, record, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { Graph, NOTHING } from './team.ts';
import type { Dates } from './team-snapshot.ts';
import type { Attempt, Dice, Steps, Team } from './team-moves.ts';

const dice = record({ branch: nat(7), other: nat(31), pick: nat(31) });

export type Play = readonly (readonly [name: string, choice: Dice])[];

/** Anything a team may do, up to `maxLength` steps; half of what it does is adding and merging. */
export function historyOf(steps: Steps, maxLength = 40): Arbitrary<Play> {
  const usual = Object.keys(steps).filter((name) => ['add', 'merge', 'push'].includes(name));
  const step = tuple(oneof(constantFrom(...Object.keys(steps)), constantFrom(...usual)), dice);
  return array(step, { maxLength, size: 'max' });
}

/** The same, with pushes now and then. */
export function pushingHistoryOf(steps: Steps, maxLength?: number): Arbitrary<Play> {
  return historyOf(
    withPushes(steps, () => undefined),
    maxLength,
  );
}

/** The same with pushes of many kinds, which are a third of it. */
export function servedHistoryOf(steps: Steps, pushes: object, maxLength = 40): Arbitrary<Play> {
  const [work, sent] = [Object.keys(steps), Object.keys(pushes)];
  const name = oneof(constantFrom(...work), constantFrom('add', 'merge', 'add'), constantFrom(...sent));
  return array(tuple(name, dice), { maxLength, size: 'max' });
}

/** Two worktrees of one clone, and another clone. */
export function newTeam(dates?: Dates): Team {
  const graph = new Graph(dates);
  const tip = graph.add([], NOTHING);
  return { graph, branches: [0, 0, 1].map((clone) => ({ clone, tip })), drawn: [0, 0], tokens: 0 };
}

/** The steps of a team that pushes now and then: `pushing` does so, and is told on which branch. */
export function withPushes(steps: Steps, pushing: (team: Team, branch: number) => void): Steps {
  const push: Steps[string] = (team, { branch }) => {
    pushing(team, branch % team.branches.length);
    return [];
  };
  return { ...steps, push };
}

/** Lets a team try all of it; what `refuses` says no to does not happen, nor what its step would have done next. */
export function play(
  team: Team,
  steps: Steps,
  history: Play,
  refuses: (attempt: Attempt, step: string) => boolean,
): void {
  for (const [name, choice] of history) {
    for (const attempt of steps[name]?.(team, choice) ?? []) {
      const branch = team.branches[attempt.branch];
      if (!branch || refuses(attempt, name)) break;
      branch.tip = team.graph.add(attempt.parents, attempt.files, attempt.moves);
    }
  }
}
