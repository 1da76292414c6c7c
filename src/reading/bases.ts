import { findCommit, mergeBases } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Base, BaseSnapshot } from '../core/ledger/situation.ts';
import { backlogOf, meantMark } from '../core/ledger/view.ts';
import { FETCH_HISTORY, TidemarkError } from '../errors.ts';
import { findLastBacklog } from './history/past-backlogs.ts';
import type { LocalSettings } from './settings.ts';
import { expectCommit } from './listing.ts';
import { readSnapshot, USUAL } from './snapshots.ts';

/** A commit by its full object name, and what people call it. */
export interface Point {
  readonly commit: string;
  readonly label: string;
  /** `HEAD` where its objects were asked for by that name; they are at hand under no other. */
  readonly revision?: 'HEAD';
}

/** A commit to check against, with what it lost on the way. Throws `history-missing`. */
export async function readBase(repository: Repository, point: Point, local: LocalSettings): Promise<Base> {
  return { ...(await readBaseSnapshot(repository, point, local)), fork: undefined };
}

/**
 * The sides of a merge, each with its fork. A side that shares no history with the first was grafted on, as a subtree is: it is left
 * out, and what remains alone is an ordinary base. Throws `history-missing` where a shallow clone hides the fork.
 */
export async function readSides(
  repository: Repository,
  points: readonly Point[],
  local: LocalSettings,
): Promise<readonly Base[]> {
  const related = await relatedTo(repository, points);
  if (related.length < 2)
    return Promise.all(related.map(async (point) => readBase(repository, point, local)));
  return Promise.all(
    related.map(async (point) => {
      const others = related.filter((other) => other !== point).map(({ commit }) => commit);
      const [baseSnapshot, fork] = await Promise.all([
        readBaseSnapshot(repository, point, local),
        mergeBases(repository, point.commit, others).then(async (forks) =>
          readLowest(repository, forks, local),
        ),
      ]);
      return { ...baseSnapshot, fork };
    }),
  );
}

/** What people call a commit: the branch that is there, where all that is known is the start of its name. */
export async function knownAs({ nameOf }: Repository, { commit, label }: Point): Promise<string> {
  return (label === shortName(commit) && (await nameOf(commit))) || label;
}

/** A commit by the start of its name; whoever reads it looks for a better one. */
export function pointOf(commit: string): Point {
  return { commit, label: shortName(commit) };
}

/** `HEAD~2` is for git; people get the start of the name. */
export function shortName(commit: string): string {
  return commit.slice(0, 10);
}

/** A revision as it was given; a full name is shortened. */
export function labelOf(revision: string): string {
  return /^[0-9a-f]{40,}$/u.test(revision) ? shortName(revision) : revision;
}

async function relatedTo(repository: Repository, points: readonly Point[]): Promise<readonly Point[]> {
  const [first, ...others] = points;
  if (!first || others.length === 0) return points;
  // A shallow clone knows the names of commits that it does not have.
  const present = await Promise.all(
    points.map(async ({ commit }) => {
      const [found] = await Promise.all([
        findCommit(repository, commit),
        expectCommit(repository, commit, USUAL),
      ]);
      return found;
    }),
  );
  if (present.includes(undefined)) throw cutHistory();
  const shared = await Promise.all(
    others.map(async ({ commit }) => (await mergeBases(repository, first.commit, [commit])).length > 0),
  );
  if (repository.shallow && shared.includes(false)) throw cutHistory();
  return [first, ...others.filter((_point, index) => shared[index])];
}

async function readBaseSnapshot(
  repository: Repository,
  point: Point,
  local: LocalSettings,
): Promise<BaseSnapshot> {
  const { commit, revision = commit } = point;
  const source = { kind: 'commit', revision } as const;
  const [label] = await Promise.all([knownAs(repository, point), expectCommit(repository, revision, USUAL)]);
  const { snapshot } = await readSnapshot(repository, source, { label, commit, role: 'base' }, local);
  const lost = snapshot.backlog.state !== 'readable';
  return { snapshot, lent: lost ? await findLastBacklog(repository, commit, local) : undefined };
}

/** Of several merge bases the one of lowest mark: what either side drew since must not seem older than the fork. */
async function readLowest(
  repository: Repository,
  commits: readonly string[],
  local: LocalSettings,
): Promise<BaseSnapshot | undefined> {
  const baseSnapshots = await Promise.all(
    commits.map(async (commit) => readBaseSnapshot(repository, { commit, label: shortName(commit) }, local)),
  );
  return baseSnapshots.toSorted((one, other) => markOf(one) - markOf(other))[0];
}

function markOf(baseSnapshot: BaseSnapshot): number {
  const backlog = backlogOf(baseSnapshot);
  return (backlog && meantMark(backlog.mark)) ?? 0;
}

function cutHistory(): TidemarkError {
  return new TidemarkError(
    'history-missing',
    'This clone is shallow, and the commits to check against are cut off.',
    FETCH_HISTORY,
  );
}
