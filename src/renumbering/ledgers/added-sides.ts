import { listCommits } from '../../adapters/git/file-history.ts';
import type { Operation } from '../../adapters/git/conflict/operation.ts';
import { readCommitInfos } from '../../adapters/git/history/commit-infos.ts';
import { findCommit } from '../../adapters/git/repository.ts';
import type { Commit, Repository } from '../../adapters/git/repository.ts';
import type { BothSides } from '../../core/renumbering/files/side-succession.ts';
import { publishedAt } from '../planning/renumber-target.ts';

/** What is known of a path that both sides added: which of the two texts everybody starts from, and since when each side has it. */
export async function sidesOf(
  repository: Repository,
  path: string,
  { kind, merging, incoming }: Operation,
): Promise<Pick<BothSides, 'published' | 'isMerge' | 'since'>> {
  const head = await findCommit(repository, 'HEAD');
  const theirs = await findCommit(repository, incoming?.theirs ?? 'MERGE_HEAD');
  const here = { commit: head?.oid ?? '', label: 'HEAD' };
  const there = merging.map((commit) => ({ commit, label: 'MERGE_HEAD' }));
  const published = await publishedAt(repository, undefined, [here, ...there]);
  const [known, own, other] = await Promise.all(
    [published.commit, head?.oid, theirs?.oid].map(async (commit) => oidAt(repository, commit, path)),
  );
  const sides = { ours: own, theirs: other } as const;
  const has = (['ours', 'theirs'] as const).find((side) => known !== undefined && sides[side] === known);
  return {
    published: { label: published.label, has },
    isMerge: kind === 'merge',
    since: {
      ours: await sinceWhen(repository, head, path),
      theirs: await sinceWhen(repository, theirs, path),
    },
  };
}

async function oidAt(
  repository: Repository,
  commit: string | undefined,
  path: string,
): Promise<string | undefined> {
  return commit === undefined ? undefined : (await repository.read(`${commit}:${path}`))?.oid;
}

/** When the first commit that has it was made. */
async function sinceWhen(
  repository: Repository,
  commit: Commit | undefined,
  path: string,
): Promise<string | undefined> {
  const first = commit && (await listCommits(repository.directory, commit.oid, [path])).at(-1);
  if (first === undefined) return undefined;
  return (await readCommitInfos(repository.directory, [first])).get(first)?.date;
}
