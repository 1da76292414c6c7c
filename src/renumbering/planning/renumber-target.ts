import { resolveCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { Target } from '../../core/ledger/situation.ts';
import { labelOf, readBase } from '../../reading/bases.ts';
import type { Point } from '../../reading/bases.ts';
import { findPublished } from '../../reading/published.ts';
import type { LocalSettings } from '../../reading/settings.ts';

/** What keeps its IDs: what was named, and what everybody starts from besides. */
export async function targetAt(
  repository: Repository,
  local: LocalSettings,
  { others, ...point }: Published,
): Promise<Target> {
  return {
    base: await readBase(repository, point, local),
    level: point.level,
    published: others && (await readBase(repository, others, local)),
  };
}

/** A commit whose IDs stay. */
export interface Published extends Point, Pick<Target, 'level'> {
  /** What everybody starts from, if something else was named. */
  readonly others?: Point | undefined;
}

/** What was named, else what everybody starts from; without a remote the local default branch, what is merged, or HEAD comes first, no more. */
export async function publishedAt(
  repository: Repository,
  against: string | undefined,
  sides: readonly [Point, ...Point[]],
): Promise<Published> {
  const published = await findPublished(repository);
  if (against !== undefined) {
    const { oid } = await resolveCommit(repository, against);
    const others = published?.commit === oid ? undefined : published;
    return { commit: oid, label: labelOf(against), level: 'error', others };
  }
  return { ...(published ?? sides[1] ?? sides[0]), level: published?.isRemote ? 'error' : 'off' };
}

/** The same before what was committed last: without a remote, what a branch had before it was merged into is what others start from. */
export function beforeThat(published: Published, head: string, last: readonly string[]): Published {
  const [commit] = last;
  const isHead = published.level === 'off' && published.commit === head;
  return isHead && commit !== undefined ? { ...published, commit } : published;
}
