import { listCommits } from '../adapters/git/file-history.ts';
import { openObjects } from '../adapters/git/objects.ts';
import { openRepository, resolveCommit } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Report } from '../core/findings/report.ts';
import { TidemarkError } from '../errors.ts';
import { checkByOwnPolicy } from './check.ts';
import { checkTop } from './ledgers/check-all.ts';
import { compareRevision } from './comparisons/revision-comparison.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';

export interface ReplayOptions {
  /** Absolute; anywhere inside the repository. */
  readonly cwd: string;
  /** The last commit to check: any name that git knows. */
  readonly to: string;
  /** Leaves out this commit and its ancestors. */
  readonly from?: string;
}

/** A commit by its full hex name, and what `check --rev` says of it: a report, or why there is none. */
export type Replayed = { readonly commit: string } & (
  | { readonly report: Report }
  | { readonly error: TidemarkError }
);

/**
 * Checks each commit of a range against its parents, oldest first, and changes nothing. Throws `unknown-revision` and `not-a-repository`;
 * whatever keeps a single commit from being checked comes as its `error`.
 */
export async function* replay({ cwd, to, from }: ReplayOptions): AsyncGenerator<Replayed, void> {
  const repository = await openRepository(cwd);
  const local = await readLocalSettings(repository, undefined);
  const [tip, start] = await Promise.all([
    resolveCommit(repository, to),
    from === undefined ? undefined : resolveCommit(repository, from),
  ]);
  const commits = await listCommits(cwd, tip.oid, [], start ? [start.oid] : []);
  yield* inTurn(repository, commits.toReversed(), async (fresh, commit) => checkOne(fresh, commit, local));
}

/** The same for some commits, without the ledgers of files. */
export async function* replayBacklog(
  repository: Repository,
  commits: readonly string[],
  local: LocalSettings,
): AsyncGenerator<Replayed, void> {
  yield* inTurn(repository, commits, async (fresh, commit) => checkBacklog(fresh, commit, local));
}

async function* inTurn(
  repository: Repository,
  commits: readonly string[],
  checkOf: (repository: Repository, commit: string) => Promise<Replayed>,
): AsyncGenerator<Replayed, void> {
  const rest = [...commits];
  // Even a few may be too large together: the first tells how much more there can be.
  let atOnce = 1;
  while (rest.length > 0) {
    // Checked side by side, they ask git together. What was read goes with them, so that memory has a bound.
    const fresh = { ...repository, ...openObjects(repository.directory) };
    const some = rest.splice(0, atOnce);
    yield* await Promise.all(some.map(async (commit) => checkOf(fresh, commit)));
    const affordable = Math.floor((some.length * MAX_BYTES) / (fresh.bytesRead() + 1));
    atOnce = Math.max(1, Math.min(affordable, some.length * 4, MOST));
  }
}

const MOST = 500;
/** As many commits are checked at once as have about so much to be read. */
const MAX_BYTES = 0x4000000;

async function checkOne(repository: Repository, commit: string, local: LocalSettings): Promise<Replayed> {
  return attempt(commit, async () => {
    const comparison = await compareRevision(repository, commit, [], local);
    return checkByOwnPolicy(repository, comparison, false, local);
  });
}

async function checkBacklog(repository: Repository, commit: string, local: LocalSettings): Promise<Replayed> {
  return attempt(commit, async () => {
    const comparison = await compareRevision(repository, commit, [], local);
    const { policy } = comparison.candidate.settings;
    return checkTop(repository, comparison, { policy, strict: false, trustNoMark: false }, local);
  });
}

async function attempt(commit: string, check: () => Promise<Report>): Promise<Replayed> {
  try {
    return { commit, report: await check() };
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    return { commit, error };
  }
}
