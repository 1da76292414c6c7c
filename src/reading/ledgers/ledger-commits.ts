import { listCommitGraph, listFirstParentChanges } from '../../adapters/git/file-history.ts';
import type { CommitGraph } from '../../adapters/git/file-history.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { FileCommit } from '../../core/identity/files/file-history.ts';

/** Every commit that changed files below some paths, behind `tips` (full hex, or `--all`) and with them, parents first. Throws `history-missing`, `git-failed`. */
export async function readLedgerCommits(
  { directory }: Repository,
  tips: readonly string[],
  paths: readonly string[],
): Promise<readonly FileCommit[]> {
  const graph = await listCommitGraph(directory, tips, paths);
  const changes = await listFirstParentChanges(directory, graph, paths);
  const commits = [...graph].toReversed().map(([commit, parents]) => ({
    commit,
    parents,
    changes: changes.get(commit) ?? [],
  }));
  const others = tips.filter((tip) => tip !== EVERYTHING && !graph.has(tip));
  const [first] = others;
  if (first === undefined) return commits;
  // Of one tip alone all that was found is behind it.
  const heads = async (tip: string): Promise<readonly string[]> =>
    headsOf(tips.length === 1 ? graph : await listCommitGraph(directory, [tip], paths));
  const behind = await Promise.all(others.map(heads));
  return [...commits, ...others.map((commit, at) => ({ commit, parents: behind[at] ?? [], changes: [] }))];
}

/** What git calls the tips of all refs. */
export const EVERYTHING = '--all';

/** Those that nothing else of a graph goes on from. */
function headsOf(graph: CommitGraph): readonly string[] {
  const passed = new Set([...graph.values()].flat());
  return [...graph.keys()].filter((commit) => !passed.has(commit));
}
