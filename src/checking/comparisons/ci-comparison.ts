import { findRemoteBranch, readRemoteDefault } from '../../adapters/git/publication.ts';
import type { Branch } from '../../adapters/git/publication.ts';
import { findCommit, isAncestor, mergeBases, resolveCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { TidemarkError } from '../../errors.ts';
import type { CiEvent } from '../../formats/ci/ci-event.ts';
import { pointOf, shortName } from '../../reading/bases.ts';
import type { Point } from '../../reading/bases.ts';
import { findMerge, findTarget, historyMissing, present, withFirstBase } from './ci-commits.ts';
import type { CiComparison, MergeRequest } from './ci-commits.ts';
import { compareCiPush } from './ci-push-comparison.ts';
import { withTarget } from './push-comparison.ts';
import { compareAsItIs, compareCommit, compareRevision } from './revision-comparison.ts';
import type { LocalSettings } from '../../reading/settings.ts';

/** What an event puts up for a check. Throws `history-missing` and `refused`. */
export async function ciComparison(
  repository: Repository,
  event: Exclude<CiEvent, { kind: 'trouble' }>,
  defaultBranch: Branch | undefined,
  local: LocalSettings,
): Promise<CiComparison> {
  const compared = await comparisonOf(repository, event, defaultBranch, local);
  return withNote(compared, await noteOnNewer(repository, event, compared));
}

function withNote({ comparison, target }: CiComparison, note: string | undefined): CiComparison {
  const notes = note === undefined ? comparison.notes : [...comparison.notes, note];
  return { comparison: { ...comparison, notes }, target };
}

const HEAD_ALONE =
  'This run is about no push and no merge request, so HEAD was checked against its parents, and nothing before it.';

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
      return withNote(withFirstBase(await compareRevision(repository, 'HEAD', [], local)), HEAD_ALONE);
  }
}

/** The branch may have moved on since the CI said what a run is about, and this clone may have that already. */
async function noteOnNewer(
  repository: Repository,
  event: Exclude<CiEvent, { kind: 'trouble' }>,
  { target }: CiComparison,
): Promise<string | undefined> {
  if (event.kind === 'checkout') return undefined;
  const { branch, remote = 'origin', commit } = branchOf(event, target);
  if (branch === undefined || commit === undefined) return undefined;
  const tip = await findRemoteBranch(repository, remote, branch);
  if (tip === undefined || tip === commit || !(await isAncestor(repository, commit, tip))) return undefined;
  const [was, is] = [commit, tip].map(shortName);
  return event.kind === 'push'
    ? `${remote}/${branch} is at ${is} here, ahead of ${was}, which this run is about: what came later is not checked by it.`
    : `${remote}/${branch} is at ${is} here, ahead of ${was}, which this run checks against: run it again to check against what is there now.`;
}

interface BranchOfRun {
  readonly branch: string | undefined;
  readonly remote?: string | undefined;
  readonly commit: string | undefined;
}

/** The branch that a run is about or checks against, and where it takes that to be. */
function branchOf(event: Extract<CiEvent, { kind: 'push' | 'merge-request' }>, target?: string): BranchOfRun {
  return event.kind === 'push'
    ? { branch: event.branch, commit: event.commit }
    : { branch: event.base.branch, remote: event.remote, commit: target };
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
  const compared = await wantingIn(
    repository,
    comparison,
    await readRemoteDefault(repository, 'origin'),
    local,
  );
  const isThere = await isAncestor(repository, tip.oid, target.oid);
  return withNote(compared, isThere ? nothingNew(head, base) : undefined);
}

function nothingNew(head: string, base: string): string {
  return `${base} has ${head} already, so there was nothing to check. After a push, name the commit before it with --base.`;
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
  request: MergeRequest,
  local: LocalSettings,
): Promise<CiComparison> {
  const { head, result } = request;
  const made = await findMerge(repository, request);
  if (made) {
    const bases = [pointOf(made.target)];
    return {
      comparison: await compareAsItIs(repository, pointOf(made.merge), bases, local),
      target: made.target,
    };
  }
  const target = pointOf(await findTarget(repository, request));
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
