import { array, constantFrom, nat, record, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { Graph, NOTHING } from './team.ts';
import type { Attempt, Dice, Step, Team } from './team-steps.ts';

const dice = record({ branch: nat(7), other: nat(31), pick: nat(31) });

export type Play = readonly (readonly [name: string, choice: Dice])[];

/** Anything a team may do, up to `maxLength` steps. */
export function historyOf(steps: Readonly<Record<string, Step>>, maxLength = 40): Arbitrary<Play> {
  const step = tuple(constantFrom(...Object.keys(steps)), dice);
  return array(step, { maxLength, size: 'max' });
}

export function newTeam(): Team {
  const graph = new Graph();
  return { graph, branches: [graph.add([], NOTHING)], drawn: 0, tokens: 0 };
}

/** Lets a team try all of it; what `refuses` says no to does not happen, nor what its step would have done next. */
export function play(
  team: Team,
  steps: Readonly<Record<string, Step>>,
  history: Play,
  refuses: (attempt: Attempt, step: string) => boolean,
): void {
  for (const [name, choice] of history) {
    for (const attempt of steps[name]?.(team, choice) ?? []) {
      const parents = attempt.parents ?? [team.branches[attempt.branch] ?? 0];
      if (refuses({ ...attempt, parents }, name)) break;
      team.branches[attempt.branch] = team.graph.add(parents, attempt.files);
    }
  }
}
