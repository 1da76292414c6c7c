import { listCommitGraph } from '../../adapters/git/file-history.ts';
import type { CommitGraph } from '../../adapters/git/file-history.ts';
import { unpublishedCommits } from '../../adapters/git/publication.ts';
import type { Published } from '../../adapters/git/publication.ts';
import type { Repository } from '../../adapters/git/repository.ts';

/** The commits between bases and a tip, where nobody has checked each by itself. */
export interface Range {
  readonly bases: readonly string[];
  readonly graph: CommitGraph;
  /** Those that nobody else has; undefined: all. */
  readonly unpublished: ReadonlySet<string> | undefined;
}

/** Finds them. `published` tells which of them others have already. */
export async function findRange(
  repository: Repository,
  tip: string,
  bases: readonly string[],
  published?: Published,
): Promise<Range> {
  const graph = await listCommitGraph(repository.directory, [tip], [], bases);
  const unpublished =
    published && graph.size > 1 ? await unpublishedCommits(repository, tip, bases, published) : undefined;
  return { bases, graph, unpublished };
}

/**
 * The last commits of a range that do not come of any base, though what does merged them: the other sides of those merges, none of which
 * another one can reach.
 */
export function otherSidesIn({ bases, graph }: Range): readonly string[] {
  const own = new Set<string>(bases);
  for (const [commit, parents] of [...graph].toReversed()) {
    if (parents.some((parent) => own.has(parent))) own.add(commit);
  }
  const merged = parentsIn(graph, (commit) => own.has(commit));
  const passed = parentsIn(graph, (commit) => !own.has(commit));
  return [...merged].filter((commit) => graph.has(commit) && !own.has(commit) && !passed.has(commit));
}

function parentsIn(graph: CommitGraph, isChild: (commit: string) => boolean): ReadonlySet<string> {
  return new Set([...graph].flatMap(([commit, parents]) => (isChild(commit) ? parents : [])));
}
