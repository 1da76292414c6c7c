import { findRemoteBranch } from '../../adapters/git/publication.ts';
import { fetchHint, findCommit, isAncestor } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { shellWord } from '../../core/messages/wording.ts';
import { TidemarkError } from '../../errors.ts';
import type { CiEvent, CommitOrBranch } from '../../formats/ci/ci-event.ts';
import { shortName } from '../../reading/bases.ts';
import type { Comparison } from '../comparison.ts';

/** What is checked, and the commit (full hex) by whose policy; the candidate's own where there is none before it. */
export interface CiComparison {
  readonly comparison: Comparison;
  readonly target: string | undefined;
}

export type MergeRequest = Extract<CiEvent, { kind: 'merge-request' }>;

export function withFirstBase(comparison: Comparison): CiComparison {
  return { comparison, target: comparison.bases[0]?.snapshot.commit };
}

/** A commit that the CI names, as this clone has it. Throws `history-missing`. */
export async function present(repository: Repository, commit: string): Promise<string> {
  const found = await findCommit(repository, commit);
  if (!found) throw historyMissing(shortName(commit));
  return found.oid;
}

/** The commit that a merge request wants into. Throws `history-missing`. */
export async function findTarget(repository: Repository, { base, remote }: MergeRequest): Promise<string> {
  if ('commit' in base) return present(repository, base.commit);
  const commit = await findTip(repository, base, remote);
  if (commit !== undefined) return commit;
  if (remote !== undefined) throw notOfFork(remote, base.branch);
  const name = `origin/${base.branch}`;
  throw historyMissing(name, `${await fetchHint(repository, name)} ${CHECK_OUT}`);
}

/** The merge that the CI made of `head` and a commit of the target branch. What has another first parent is a merge of somebody else's. */
export async function findMerge(
  repository: Repository,
  request: MergeRequest,
): Promise<{ readonly merge: string; readonly target: string } | undefined> {
  const { head, result } = request;
  const commit = result === undefined ? undefined : await findCommit(repository, result);
  const [target, merged, ...more] = commit?.parents ?? [];
  if (!commit || target === undefined || merged !== head || more.length > 0) return undefined;
  return (await isOfTarget(repository, request, target)) ? { merge: commit.oid, target } : undefined;
}

/** Whether the target branch has been at a commit, and not before it was where the event says. */
async function isOfTarget(
  repository: Repository,
  { base, remote }: MergeRequest,
  commit: string,
): Promise<boolean> {
  const named = 'commit' in base ? base.commit : undefined;
  if (commit === named) return true;
  const tip = await findTip(repository, base, remote);
  if (tip === undefined || !(await findCommit(repository, commit))) return false;
  if (!(await isAncestor(repository, commit, tip))) return false;
  const before = named === undefined ? undefined : await findCommit(repository, named);
  return !before || !(await isAncestor(repository, commit, before.oid));
}

async function findTip(
  repository: Repository,
  { branch }: CommitOrBranch,
  remote = 'origin',
): Promise<string | undefined> {
  return branch === undefined ? undefined : findRemoteBranch(repository, remote, branch);
}

function notOfFork(remote: string, branch: string): TidemarkError {
  const ref = shellWord(`+refs/heads/${branch}:refs/remotes/${remote}/${branch}`);
  return new TidemarkError(
    'history-missing',
    `This pipeline runs in a fork, so origin/${branch} is not the target of the merge request, and ${remote}/${branch} is not in this clone.`,
    `Fetch it first: \`git fetch "$CI_MERGE_REQUEST_PROJECT_URL" ${ref}\`. ${CHECK_OUT}`,
  );
}

export function historyMissing(name: string, hint = CHECK_OUT): TidemarkError {
  return new TidemarkError(
    'history-missing',
    `${name} is not in this clone, and Tidemark does not fetch it.`,
    hint,
  );
}

/** The way out where a job has less than the whole history. */
const CHECK_OUT =
  'Check out the whole history: `fetch-depth: 0` for actions/checkout on GitHub, `GIT_DEPTH: 0` on GitLab.';
