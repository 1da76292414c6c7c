import { countRoots, listCommitGraph } from '../../adapters/git/file-history.ts';
import type { Tip } from '../../adapters/git/file-history.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { NO_ENTRIES } from '../../core/ledger/ledger-state.ts';
import { ownHistory } from '../../core/ledger/graph/own-history.ts';
import type { ParentsOf } from '../../core/ledger/graph/own-history.ts';
import type { LedgerVersion } from '../../core/ledger/situation.ts';
import type { LedgerState } from '../../core/ledger/snapshot.ts';

/** A protected branch that moves: where it was and where it goes, and what stays whatever becomes of it. All full hex. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly kept: readonly string[];
}

/**
 * Of what is behind `tips` the versions that count (`ownHistory`); those that a moving branch would no longer have say so.
 */
export async function ownVersions(
  { directory }: Repository,
  tips: readonly Tip[],
  versions: readonly LedgerVersion[],
  move?: Move,
): Promise<readonly LedgerVersion[]> {
  const ends = move ? [...tips, move.from, move.to, ...move.kept] : tips;
  if (ends.length === 0) return versions;
  if ((await countRoots(directory, ends)) > 1) {
    const graph = await listCommitGraph(directory, ends, []);
    return ownIn(graph, tips.includes('--all') ? [...graph.keys()] : tips, versions, move);
  }
  if (!move) return versions;
  const gone = await listCommitGraph(directory, [move.from], [], [move.to, ...move.kept]);
  return withForgotten(versions, ({ commit }) => gone.has(commit));
}

function ownIn(
  graph: ParentsOf,
  tips: readonly string[],
  versions: readonly LedgerVersion[],
  move: Move | undefined,
): readonly LedgerVersion[] {
  const takesNothing = unchangedIn(graph, versions);
  const ownOf = (ends: readonly string[]): ReadonlySet<string> => ownHistory(graph, ends, takesNothing);
  const own = ownOf(tips);
  const counting = versions.filter(({ commit }) => own.has(commit) || !graph.has(commit));
  if (!move) return counting;
  const [before, after] = [ownOf([move.from]), ownOf([move.to, ...move.kept])];
  return withForgotten(counting, ({ commit }) => before.has(commit) && !after.has(commit));
}

function withForgotten(
  versions: readonly LedgerVersion[],
  isForgotten: (version: LedgerVersion) => boolean,
): readonly LedgerVersion[] {
  return versions.map((version) => (isForgotten(version) ? { ...version, isForgotten: true } : version));
}

/** Tells whether a merge has the ledger of its first parent, and not that of another one. */
function unchangedIn(
  graph: ParentsOf,
  versions: readonly LedgerVersion[],
): (merge: string, parent: string) => boolean {
  const told = new Map(versions.map(({ commit, state }) => [commit, state]));
  const states = new Map<string, ReadonlySet<LedgerState>>();
  const statesOf = (commit: string | undefined): ReadonlySet<LedgerState> =>
    states.get(commit ?? '') ?? NOTHING_KNOWN;
  for (const [commit, parents] of [...graph].toReversed()) {
    const own = told.get(commit);
    states.set(commit, own && own !== NO_ENTRIES ? new Set([own]) : joined(parents.map(statesOf)));
  }
  const isAsIn = (merge: string, parent: string | undefined): boolean =>
    [...statesOf(merge)].every((state) => statesOf(parent).has(state));
  return (merge, parent) => isAsIn(merge, graph.get(merge)?.[0]) && !isAsIn(merge, parent);
}

const NOTHING_KNOWN: ReadonlySet<LedgerState> = new Set();

/** Mostly all are the very same. */
function joined(sets: readonly ReadonlySet<LedgerState>[]): ReadonlySet<LedgerState> {
  const [first = NOTHING_KNOWN, ...others] = sets;
  return others.every((other) => other === first) ? first : new Set(sets.flatMap((set) => [...set]));
}
