import { listUnder } from '../../ids/lookup.ts';
import type { ParentsOf } from './own-history.ts';

/** What several sides have in common, by their commits. */
export interface SideForks {
  /** Whether a side shares history with the first of them. */
  readonly isRelated: (side: string) => boolean;
  /** The newest commits that a side shares with any other one: its merge bases with all of them. */
  readonly forksOf: (side: string) => readonly string[];
}

/** Looks at a graph once, however many sides there are. It has all that is behind them, no commit before what goes on from it. */
export function sideForks(graph: ParentsOf, sides: readonly string[]): SideForks {
  const related = relatedTo(graph, sides[0] ?? '');
  const owners = ownersOf(graph, sides);
  return {
    isRelated: (side) => related.has(side),
    forksOf: (side) => independent(graph, sharedBehind(graph, owners, side)),
  };
}

/** Every commit that has something in common with one. */
function relatedTo(graph: ParentsOf, first: string): ReadonlySet<string> {
  const found = new Set([first]);
  for (const commit of found) for (const parent of listUnder(graph, commit)) found.add(parent);
  for (const [commit, parents] of [...graph].toReversed())
    if (parents.some((parent) => found.has(parent))) found.add(commit);
  return found;
}

/** Stands for several sides. */
const SEVERAL = '';

/** The only side that has a commit behind it, or `SEVERAL`. */
function ownersOf(graph: ParentsOf, sides: readonly string[]): ReadonlyMap<string, string> {
  const owners = new Map(sides.map((side) => [side, side]));
  for (const [commit, parents] of graph) {
    const owner = owners.get(commit);
    if (owner === undefined) continue;
    for (const parent of parents) {
      const other = owners.get(parent) ?? owner;
      owners.set(parent, other === owner ? owner : SEVERAL);
    }
  }
  return owners;
}

/** What is reached first that others have, too. */
function sharedBehind(
  graph: ParentsOf,
  owners: ReadonlyMap<string, string>,
  side: string,
): ReadonlySet<string> {
  const passed = new Set([side]);
  const shared = new Set<string>();
  for (const commit of passed) {
    if (owners.get(commit) === SEVERAL) shared.add(commit);
    else for (const parent of listUnder(graph, commit)) passed.add(parent);
  }
  return shared;
}

/** Those that are behind none of the others. */
function independent(graph: ParentsOf, commits: ReadonlySet<string>): readonly string[] {
  if (commits.size < 2) return [...commits];
  const behind = new Set<string>();
  for (const commit of commits) for (const parent of listUnder(graph, commit)) behind.add(parent);
  for (const commit of behind) for (const parent of listUnder(graph, commit)) behind.add(parent);
  return [...commits].filter((commit) => !behind.has(commit));
}
