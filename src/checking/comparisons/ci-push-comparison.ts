import type { Branch } from '../../adapters/git/publication.ts';
import { findCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { TidemarkError } from '../../errors.ts';
import type { CiEvent } from '../../formats/ci/ci-event.ts';
import { pointOf, shortName } from '../../reading/bases.ts';
import type { Point } from '../../reading/bases.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { historyMissing, present, withFirstBase } from './ci-commits.ts';
import type { CiComparison } from './ci-commits.ts';
import type { Comparison } from '../comparison.ts';
import { compareNewWork, moveOf, tipOf, withTarget } from './push-comparison.ts';
import { compareAsItIs } from './revision-comparison.ts';

type Push = Extract<CiEvent, { kind: 'push' }>;

/**
 * The default branch, and what a queue is about to push to one, are checked on the whole way; a push of any other branch like one that is still
 * to come. By the policy of the default branch.
 */
export async function compareCiPush(
  repository: Repository,
  push: Push,
  defaultBranch: Branch | undefined,
  local: LocalSettings,
): Promise<CiComparison> {
  const head = pointOf(await present(repository, push.commit));
  const isDefault = defaultBranch === undefined || defaultBranch.ref === `refs/remotes/origin/${push.branch}`;
  const isProtected = push.queued ?? (isDefault && push.branch !== undefined);
  const base = await findBefore(repository, push, isProtected);
  const comparison = isProtected
    ? await compareProtected(repository, head, base, local)
    : {
        ...(await compareOtherPush(repository, head, base, push, local)),
        publishedAt: tipOf(defaultBranch),
      };
  if (!base) return withFirstBase(comparison);
  const [level, published] = isProtected
    ? (['error', undefined] as const)
    : (['warning', defaultBranch] as const);
  const checked = await withTarget(repository, comparison, base, level, published, local);
  return { comparison: checked, target: published?.commit ?? base.commit };
}

/** Where the branch was before. Throws `history-missing` where that has to be known, and this clone does not have it. */
async function findBefore(
  repository: Repository,
  { before }: Push,
  isProtected: boolean,
): Promise<Point | undefined> {
  const commit = before === undefined ? undefined : await findCommit(repository, before);
  if (before !== undefined && !commit && (isProtected || repository.shallow))
    throw goneBefore(before, repository);
  // Where a shallow clone ends is no root.
  if (before === undefined && isProtected && repository.shallow)
    throw historyMissing('The history of the branch');
  return commit && pointOf(commit.oid);
}

async function compareProtected(
  repository: Repository,
  head: Point,
  base: Point | undefined,
  local: LocalSettings,
): Promise<Comparison> {
  const comparison = await compareAsItIs(repository, head, base ? [base] : [], local);
  return { ...comparison, move: base && (await moveOf(repository, comparison, head, base)) };
}

async function compareOtherPush(
  repository: Repository,
  head: Point,
  base: Point | undefined,
  { branch }: Push,
  local: LocalSettings,
): Promise<Comparison> {
  // The branch itself has arrived already, in this clone too.
  const published = { kind: 'remote', remote: 'origin', except: branch } as const;
  if (base) return compareAsItIs(repository, head, [base], local, published);
  const comparison = await compareNewWork(repository, head, published, local);
  return comparison ?? compareAsItIs(repository, head, [head], local);
}

function goneBefore(before: string, { shallow }: Repository): TidemarkError {
  if (shallow) return historyMissing(shortName(before));
  return new TidemarkError(
    'history-missing',
    `The branch was at ${shortName(before)} before this push, and that commit is not in this clone: the branch was rewritten.`,
    `Fetch it, and check again: \`git fetch origin ${before}\`. If it is gone for good, name what to compare with: \`tidemark check --ci --base BASE --head HEAD\`.`,
  );
}
