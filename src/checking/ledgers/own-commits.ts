import { countRoots, listCommitGraph, listFirstParentChanges } from '../../adapters/git/file-history.ts';
import type { CommitGraph } from '../../adapters/git/file-history.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { FileCommit } from '../../core/identity/files/file-history.ts';
import { ownHistory } from '../../core/ledger/graph/own-history.ts';
import type { Move } from '../../reading/history/own-versions.ts';

interface Own {
  readonly commits: readonly FileCommit[];
  /** The commits (full hex) that a moving branch would no longer have. */
  readonly forgotten: ReadonlySet<string>;
}

/** Of the commits behind `tips` (full hex) those whose files count (`ownHistory`): what a subtree brings along and nobody takes does not. */
export async function ownCommits(
  repository: Repository,
  tips: readonly string[],
  commits: readonly FileCommit[],
  paths: readonly string[],
  move: Move | undefined,
): Promise<Own> {
  const { directory } = repository;
  const ends = [...tips, ...(move ? [move.from, move.to, ...move.kept] : [])];
  if (ends.length > 0 && (await countRoots(directory, ends)) > 1) {
    const graph = await listCommitGraph(directory, ends, []);
    return ownIn(graph, tips, commits, await unchangedIn(repository, graph, ends, commits, paths), move);
  }
  if (!move) return { commits, forgotten: new Set() };
  const gone = await listCommitGraph(directory, [move.from], [], [move.to, ...move.kept]);
  return { commits, forgotten: new Set(gone.keys()) };
}

type TakesNothing = Parameters<typeof ownHistory>[2];

function ownIn(
  graph: CommitGraph,
  tips: readonly string[],
  commits: readonly FileCommit[],
  takesNothing: TakesNothing,
  move: Move | undefined,
): Own {
  const ownOf = (ends: readonly string[]): ReadonlySet<string> => ownHistory(graph, ends, takesNothing);
  const own = ownOf(tips);
  const counting = commits.filter(({ commit }) => own.has(commit));
  const [before, after] = move ? [ownOf([move.from]), ownOf([move.to, ...move.kept])] : [];
  return {
    commits: counting,
    forgotten: new Set([...(before ?? [])].filter((commit) => !after?.has(commit))),
  };
}

/** Tells of merges with strangers whether they have the files of their first parent, and not those of the other one. */
async function unchangedIn(
  { directory }: Repository,
  graph: CommitGraph,
  ends: readonly string[],
  commits: readonly FileCommit[],
  paths: readonly string[],
): Promise<TakesNothing> {
  const changed = new Set(commits.flatMap(({ commit, changes }) => (changes.length > 0 ? [commit] : [])));
  const asked = new Map<string, Set<string>>();
  // With every doubtful merge cut off, whatever may be a stranger is asked about.
  ownHistory(graph, ends, (merge, parent) => {
    if (changed.has(merge)) return false;
    asked.set(parent, (asked.get(parent) ?? new Set()).add(merge));
    return true;
  });
  const different = new Map<string, ReadonlySet<string>>();
  for (const [parent, merges] of asked) {
    const pairs = new Map([...merges].map((merge) => [merge, [parent]]));
    different.set(parent, new Set((await listFirstParentChanges(directory, pairs, paths)).keys()));
  }
  return (merge, parent) => different.get(parent)?.has(merge) ?? false;
}
