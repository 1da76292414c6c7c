import { ancestorsOf, type Marks } from '../../identity/files/graph.ts';
import { listAt } from '../../ids/lookup.ts';
import type { At, FileComparison } from './file-comparison.ts';
import type { FileSetting } from './setting.ts';

/** Tells whether the ledger was begun again between a commit and the candidate. */
export function restartTest({ history, identified, candidate }: FileComparison): (side: At) => boolean {
  const { restarts, parents } = identified;
  if (restarts.size === 0) return () => false;
  const own = listAt(history.parents, candidate.position);
  let reached: readonly [whole: Marks, kept: Marks] | undefined;
  return ({ position }) => {
    if (own.includes(position)) return restarts.get(candidate.position)?.has(position) ?? false;
    reached ??= [ancestorsOf(history, [candidate.position]), ancestorsOf({ parents }, [candidate.position])];
    const [whole, kept] = reached;
    return whole[position] === 1 && kept[position] !== 1;
  };
}

export function restartsOf(
  { history, bases, identified, candidate }: FileComparison,
  isCut: (side: At) => boolean,
): FileSetting['restarts'] {
  if (!bases.some(isCut)) return [];
  const isMerge = bases.length > 1 || listAt(history.parents, candidate.position).length > 1;
  // What a side had begun again before is no news of the merge.
  if (isMerge && bases.some((side) => !isCut(side))) return [];
  const turnovers = history.turnovers.filter(
    ({ position }) => identified.restarts.has(position) && position <= candidate.position,
  );
  const gone = turnovers.slice(-1).flatMap((last) => last.gone);
  return bases.filter(isCut).map(({ label }) => ({ label, gone: gone.length }));
}
