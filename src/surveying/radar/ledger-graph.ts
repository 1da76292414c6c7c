import type { CommitGraph, FileVersion } from '../../adapters/git/file-history.ts';
import type { FileCommit } from '../../core/identity/files/file-history.ts';

/** The commits of a graph that matter to one ledger, parents first, and for each commit of the graph the one that it has the ledger of. */
export interface LedgerGraph {
  readonly commits: readonly FileCommit[];
  readonly versionOf: ReadonlyMap<string, string>;
}

/** Leaves out what changes nothing: a branch that does not touch the ledger is where it was begun. */
export function ledgerGraph(
  graph: CommitGraph,
  changes: ReadonlyMap<string, readonly FileVersion[]>,
  isOwn: (path: string) => boolean,
): LedgerGraph {
  const versionOf = new Map<string, string>();
  const commits: FileCommit[] = [];
  for (const [commit, before] of [...graph].toReversed()) {
    const parents = [...new Set(before.flatMap((parent) => versionOf.get(parent) ?? []))];
    const own = (changes.get(commit) ?? []).filter(({ path }) => isOwn(path));
    const [only] = parents;
    if (own.length === 0 && parents.length < 2) {
      if (only !== undefined) versionOf.set(commit, only);
      continue;
    }
    versionOf.set(commit, commit);
    commits.push({ commit, parents, changes: own });
  }
  return { commits, versionOf };
}
