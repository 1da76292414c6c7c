import { findRemoteBranch } from '../adapters/git/publication.ts';
import { findCommit, isAncestor, mergeBases, resolveCommit } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { TidemarkError } from '../errors.ts';
import type { CiEvent, CommitOrBranch } from '../formats/ci/ci-event.ts';
import { shortName } from '../reading/bases.ts';
import type { Point } from '../reading/bases.ts';
import type { Comparison } from './comparison.ts';
import { compareNewWork } from './push-comparison.ts';
import { compareAsItIs, compareCommit, compareRevision } from './revision-comparison.ts';
import type { LocalSettings } from '../reading/settings.ts';

/** What is checked, and the commit (full hex) by whose policy; the candidate's own where there is none before it. */
export interface CiComparison {
  readonly comparison: Comparison;
  readonly target: string | undefined;
}

type MergeRequest = Extract<CiEvent, { kind: 'merge-request' }>;
type Push = Extract<CiEvent, { kind: 'push' }>;

/** What an event puts up for a check. Throws `history-missing` and `refused`. */
export async function ciComparison(
  repository: Repository,
  event: Exclude<CiEvent, { kind: 'trouble' }>,
  local: LocalSettings,
): Promise<CiComparison> {
  switch (event.kind) {
    case 'merge-request':
      return mergeRequestComparison(repository, event, local);
    case 'push':
      return withFirstBase(await pushComparison(repository, event, local));
    case 'checkout':
      return withFirstBase(await compareRevision(repository, 'HEAD', [], local));
  }
}

/** The same for two revisions that somebody named: what merging `head` into `base` makes. */
export async function namedComparison(
  repository: Repository,
  base: string,
  head: string,
  local: LocalSettings,
): Promise<CiComparison> {
  const [target, tip] = await Promise.all([resolveCommit(repository, base), resolveCommit(repository, head)]);
  return merging(repository, { commit: target.oid, label: base }, { commit: tip.oid, label: head }, local);
}

async function mergeRequestComparison(
  repository: Repository,
  { base, head, result }: MergeRequest,
  local: LocalSettings,
): Promise<CiComparison> {
  const made = await findMerge(repository, head, result);
  if (made) {
    const bases = [toPoint(made.target)];
    return {
      comparison: await compareAsItIs(repository, toPoint(made.merge), bases, local),
      target: made.target,
    };
  }
  const target = toPoint(await findTarget(repository, base));
  const outcome = result !== undefined && result !== head ? await findCommit(repository, result) : undefined;
  // A merge train that fast-forwards rebases what it takes in: there is no merge, and yet this is the outcome.
  if (outcome && (await isAncestor(repository, target.commit, outcome.oid))) {
    return {
      comparison: await compareAsItIs(repository, toPoint(outcome.oid), [target], local),
      target: target.commit,
    };
  }
  return merging(repository, target, toPoint(await present(repository, head)), local);
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
  if (commit === undefined) throw historyMissing(`origin/${base.branch}`);
  return commit;
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

async function pushComparison(repository: Repository, push: Push, local: LocalSettings): Promise<Comparison> {
  const head = toPoint(await present(repository, push.commit));
  const before = push.before === undefined ? undefined : await findCommit(repository, push.before);
  // The branch itself has arrived already, in this clone too.
  const published = { kind: 'remote', remote: 'origin', except: push.branch } as const;
  if (before) return compareAsItIs(repository, head, [toPoint(before.oid)], local, published);
  if (push.before !== undefined && repository.shallow) throw historyMissing(shortName(push.before));
  const comparison = await compareNewWork(repository, head, published, local);
  return comparison ?? compareAsItIs(repository, head, [head], local);
}

function withFirstBase(comparison: Comparison): CiComparison {
  return { comparison, target: comparison.bases[0]?.snapshot.commit };
}

async function present(repository: Repository, commit: string): Promise<string> {
  const found = await findCommit(repository, commit);
  if (!found) throw historyMissing(shortName(commit));
  return found.oid;
}

function toPoint(commit: string): Point {
  return { commit, label: shortName(commit) };
}

function historyMissing(name: string): TidemarkError {
  return new TidemarkError(
    'history-missing',
    `${name} is not in this clone, and Tidemark fetches nothing by itself.`,
    'Check out the whole history: `fetch-depth: 0` for actions/checkout on GitHub, `GIT_DEPTH: 0` on GitLab.',
  );
}

function unrelated({ shallow }: Repository, target: Point, head: Point): TidemarkError {
  if (shallow) return historyMissing(`What ${target.label} and ${head.label} have in common`);
  return new TidemarkError(
    'refused',
    `${target.label} and ${head.label} share no history, so neither can be merged into the other.`,
    'Start the branch anew from its target.',
  );
}
