import { listUnder } from '../../ids/lookup.ts';

/** Commits by their names, none before what goes on from it, each with its parents. */
export type ParentsOf = ReadonlyMap<string, readonly string[]>;

/** Whether a merge has the ledger that its first parent has, and not that of another one. */
type TakesNothing = (merge: string, parent: string) => boolean;

/**
 * The commits behind `tips` whose versions of the ledger count. A merge with what its first parent shares no history with, and of whose ledger
 * it takes nothing, takes in files, as a subtree does: what that project numbered is none of ours. Parents that `graph` lacks are related.
 */
export function ownHistory(
  graph: ParentsOf,
  tips: readonly string[],
  takesNothing: TakesNothing,
): ReadonlySet<string> {
  const kept = keptParents(graph, takesNothing);
  const own = new Set(tips.filter((tip) => graph.has(tip)));
  for (const commit of own)
    for (const parent of listUnder(kept, commit)) if (graph.has(parent)) own.add(parent);
  return own;
}

/** The parents of each commit without those that it was merged with as a stranger. */
function keptParents(graph: ParentsOf, takesNothing: TakesNothing): ParentsOf {
  const kept = new Map<string, readonly string[]>();
  const roots = new Map<string, ReadonlySet<string>>();
  for (const [commit, parents] of [...graph].toReversed()) {
    const rootsOf = (parent: string): ReadonlySet<string> => roots.get(parent) ?? OUTSIDE;
    const [first, ...others] = parents;
    const isStranger = (parent: string): boolean =>
      first !== undefined && !share(rootsOf(parent), rootsOf(first));
    const isCut = (parent: string): boolean => isStranger(parent) && takesNothing(commit, parent);
    const own = others.some(isCut) ? parents.filter((parent) => !isCut(parent)) : parents;
    kept.set(commit, own);
    roots.set(commit, first === undefined ? new Set([commit]) : union(own.map(rootsOf)));
  }
  return kept;
}

const OUTSIDE: ReadonlySet<string> = new Set(['']);

function share(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one === other || [...one].some((root) => other.has(root));
}

/** Mostly all have the very same. */
function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first = OUTSIDE, ...others] = sets;
  return others.every((other) => other === first) ? first : new Set(sets.flatMap((set) => [...set]));
}
