import { listCommitGraph } from '../../adapters/git/file-history.ts';
import { resolveCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { mergedSides } from './commit-sides.ts';
import type { CommitSides } from './commit-sides.ts';
import { itemsAt } from './items-at.ts';

/** The sides of the newest merge since `against` that lost an item which one of them brought. Throws `unknown-revision`. */
export async function losingMerge(
  repository: Repository,
  local: LocalSettings,
  against: string,
): Promise<CommitSides | undefined> {
  const head = await resolveCommit(repository, 'HEAD');
  const target = await resolveCommit(repository, against);
  const graph = await listCommitGraph(repository.directory, [head.oid], [], [target.oid]);
  for (const [commit, parents] of graph) {
    const sides = parents.length > 1 ? await mergedSides(repository, commit) : undefined;
    if (sides && (await hasLost(repository, local, commit, sides))) return sides;
  }
  return undefined;
}

async function hasLost(
  repository: Repository,
  local: LocalSettings,
  commit: string,
  { base, ours, theirs }: CommitSides,
): Promise<boolean> {
  const [kept, before, ...brought] = await Promise.all(
    [commit, base, ours, theirs].map(async (name) => itemsAt(repository, local, name)),
  );
  return brought.some((side) => [...side].some((item) => !before?.has(item) && !kept?.has(item)));
}
