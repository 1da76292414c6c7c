import { listCommitGraph } from '../../adapters/git/file-history.ts';
import { resolveCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { textOf } from '../../core/ids/subject.ts';
import { locateBacklog } from '../../reading/backlog-reading.ts';
import { parseBacklogOnce } from '../../reading/parse-once.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { mergedSides } from './commit-sides.ts';
import type { CommitSides } from './commit-sides.ts';

/** The sides of the newest merge since `against` that lost an item which one of them brought. Throws `unknown-revision`. */
export async function losingMerge(
  repository: Repository,
  local: LocalSettings,
  against: string,
): Promise<CommitSides | undefined> {
  const [head, target] = await Promise.all(
    ['HEAD', against].map(async (name) => (await resolveCommit(repository, name)).oid),
  );
  if (head === undefined || target === undefined) return undefined;
  const graph = await listCommitGraph(repository.directory, [head], [], [target]);
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

/** `created` and title of the items that a commit has; none without a commit. */
export async function itemsAt(
  repository: Repository,
  local: LocalSettings,
  commit: string | undefined,
): Promise<ReadonlySet<string>> {
  const file = commit === undefined ? undefined : await locateBacklog(repository, commit, local);
  const object = file && (await repository.read(file.oid));
  const state = object && (await parseBacklogOnce(file.path, object.content));
  return new Set(state?.state === 'readable' ? state.backlog.items.map(textOf) : []);
}
