import { findRemoteBranch, readRemoteDefault } from '../../adapters/git/publication.ts';
import type { Branch } from '../../adapters/git/publication.ts';
import {
  fetchHint,
  findCommit,
  isAncestor,
  mergeBases,
  resolveCommit,
} from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { TidemarkError } from '../../errors.ts';
import type { CiEvent, CommitOrBranch } from '../../formats/ci/ci-event.ts';
import { pointOf, shortName } from '../../reading/bases.ts';
import type { Point } from '../../reading/bases.ts';
import { CHECK_OUT, historyMissing, present, withFirstBase } from './ci-commits.ts';
import type { CiComparison } from './ci-commits.ts';
import { compareCiPush } from './ci-push-comparison.ts';
import { withTarget } from './push-comparison.ts';
import { compareAsItIs, compareCommit, compareRevision } from './revision-comparison.ts';
import type { LocalSettings } from '../../reading/settings.ts';

type MergeRequest = Extract<CiEvent, { kind: 'merge-request' }>;

/** What an event puts up for a check. Throws `history-missing` and `refused`. */
export async function ciComparison(
  repository: Repository,
  event: Exclude<CiEvent, { kind: 'trouble' }>,
  defaultBranch: Branch | undefined,
  local: LocalSettings,
): Promise<CiComparison> {
  const compared = await comparisonOf(repository, event, defaultBranch, local);
  const note = await noteOnNewer(repository, event, compared);
  if (note === undefined) return compared;
  const { comparison, target } = compared;
  return { comparison: { ...comparison, notes: [...comparison.notes, note] }, target };
}

async function comparisonOf(
  repository: Repository,
  event: Exclude<CiEvent, { kind: 'trouble' }>,
  defaultBranch: Branch | undefined,
  local: LocalSettings,
): Promise<CiComparison> {
  switch (event.kind) {
    case 'merge-request':
      return wantingIn(
        repository,
        await mergeRequestComparison(repository, event, local),
        defaultBranch,
        local,
      );
    case 'push':
      return compareCiPush(repository, event, defaultBranch, local);
    case 'checkout':
      return withFirstBase(await compareRevision(repository, 'HEAD', [], local));
  }
}

/** The branch may have moved on since the CI said what a run is about, and this clone may have that already. */
async function noteOnNewer(
  repository: Repository,
  event: Exclude<CiEvent, { kind: 'trouble' }>,
  { target }: CiComparison,
): Promise<string | undefined> {
  if (event.kind === 'checkout') return undefined;
  const { branch } = event.kind === 'push' ? event : { branch: undefined, ...event.base };
  const commit = event.kind === 'push' ? event.commit : target;
  if (branch === undefined || commit === undefined) return undefined;
  const tip = await findRemoteBranch(repository, 'origin', branch);
  if (tip === undefined || tip === commit || !(await isAncestor(repository, commit, tip))) return undefined;
  const [was, is] = [commit, tip].map(shortName);
  return event.kind === 'push'
    ? `origin/${branch} is at ${is} here, ahead of ${was}, which this run is about: what came later is not checked by it.`
    : `origin/${branch} is at ${is} here, ahead of ${was}, which this run checks against: run it again to check against what is there now.`;
}

/** The same for two revisions that somebody named: what merging `head` into `base` makes. */
export async function namedComparison(
  repository: Repository,
  base: string,
  head: string,
  local: LocalSettings,
): Promise<CiComparison> {
  const [target, tip] = await Promise.all([resolveCommit(repository, base), resolveCommit(repository, head)]);
  const into = { commit: target.oid, label: base };
  const comparison = await merging(repository, into, { commit: tip.oid, label: head }, local);
  return wantingIn(repository, comparison, await readRemoteDefault(repository, 'origin'), local);
}

/** Whatever the target has under an ID stays. */
async function wantingIn(
  repository: Repository,
  { comparison, target }: CiComparison,
  defaultBranch: Branch | undefined,
  local: LocalSettings,
): Promise<CiComparison> {
  if (target === undefined) return { comparison, target };
  const before = pointOf(target);
  return {
    comparison: await withTarget(repository, comparison, before, 'error', defaultBranch, local),
    target,
  };
}

async function mergeRequestComparison(
  repository: Repository,
  { base, head, result }: MergeRequest,
  local: LocalSettings,
): Promise<CiComparison> {
  const made = await findMerge(repository, head, result);
  if (made) {
    const bases = [pointOf(made.target)];
    return {
      comparison: await compareAsItIs(repository, pointOf(made.merge), bases, local),
      target: made.target,
    };
  }
  const target = pointOf(await findTarget(repository, base));
  const outcome = result !== undefined && result !== head ? await findCommit(repository, result) : undefined;
  // A merge train that fast-forwards rebases what it takes in: there is no merge, and yet this is the outcome.
  if (outcome && (await isAncestor(repository, target.commit, outcome.oid))) {
    return {
      comparison: await compareAsItIs(repository, pointOf(outcome.oid), [target], local),
      target: target.commit,
    };
  }
  return merging(repository, target, pointOf(await present(repository, head)), local);
}

/** The merge of `head` that the CI made: what is checked out, unless something else is. */
async function findMerge(
  repository: Repository,
  head: string,
  result: string | undefined,
): Promise<{ readonly merge: string; readonly target: string } | undefined> {
  for (const name of ['HEAD', ...(result === undefined ? [] : [result])]) {
    const commit = await findCommit(repository, name);
    const [target, merged, ...more] = commit?.parents ?? [];
    if (commit && target !== undefined && merged === head && more.length === 0) {
      return { merge: commit.oid, target };
    }
  }
  return undefined;
}

async function findTarget(repository: Repository, base: CommitOrBranch): Promise<string> {
  if ('commit' in base) return present(repository, base.commit);
  const commit = await findRemoteBranch(repository, 'origin', base.branch);
  if (commit !== undefined) return commit;
  const name = `origin/${base.branch}`;
  throw historyMissing(name, `${await fetchHint(repository, name)} ${CHECK_OUT}`);
}

async function merging(
  repository: Repository,
  target: Point,
  head: Point,
  local: LocalSettings,
): Promise<CiComparison> {
  const shared = await mergeBases(repository, target.commit, [head.commit]);
  if (shared.length === 0) throw unrelated(repository, target, head);
  return { comparison: await compareCommit(repository, head, [target], local), target: target.commit };
}

function unrelated({ shallow }: Repository, target: Point, head: Point): TidemarkError {
  if (shallow) return historyMissing(`What ${target.label} and ${head.label} have in common`);
  return new TidemarkError(
    'refused',
    `${target.label} and ${head.label} share no history, so neither can be merged into the other.`,
    'Start the branch again from its target.',
  );
}
