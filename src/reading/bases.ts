import { findCommit, mergeBases } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Base, BaseSnapshot } from '../core/ledger/situation.ts';
import { backlogOf, meantMark } from '../core/ledger/view.ts';
import { FETCH_HISTORY, TidemarkError } from '../errors.ts';
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

/** Whether what a base lost on the way matters. */
export type AsksForLoans = () => Promise<boolean>;

const ALWAYS: AsksForLoans = async () => true;

/** A commit to check against, with what it lost on the way. Throws `history-missing`. */
export async function readBase(
  repository: Repository,
  point: Point,
  local: LocalSettings,
  asksForLoans = ALWAYS,
): Promise<Base> {
  return { ...(await readBaseSnapshot(repository, point, local, asksForLoans)), fork: undefined };
}

/**
 * The sides of a merge, each with its fork. A side that shares no history with the first was grafted on, as a subtree is: it is left
 * out, and what remains alone is an ordinary base, which `asksForLoans` is about. Throws `history-missing` where a shallow clone hides the fork.
 */
export async function readSides(
  repository: Repository,
  points: readonly Point[],
  local: LocalSettings,
  asksForLoans = ALWAYS,
): Promise<readonly Base[]> {
  await expectPoints(repository, points);
  const { related, forksOf } = await relationsOf(repository, points);
  if (related.length < 2)
    return Promise.all(related.map(async (point) => readBase(repository, point, local, asksForLoans)));
  // Very many may have parted at one commit.
  const known = new Map<string, Promise<BaseSnapshot>>();
  const readOnce: ReadFork = async (commit) => {
    const own =
      known.get(commit) ?? readBaseSnapshot(repository, { commit, label: shortName(commit) }, local);
    known.set(commit, own);
    return own;
  };
  return Promise.all(
    related.map(async (point) => {
      const [baseSnapshot, fork] = await Promise.all([
        readBaseSnapshot(repository, point, local),
        forksOf(point).then(async (forks) => lowestOf(forks, readOnce)),
      ]);
      return { ...baseSnapshot, fork };
    }),
  );
}

type ReadFork = (commit: string) => Promise<BaseSnapshot>;

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

/** Those that share history with the first, and where each of them parted from the others. */
interface Relations {
  readonly related: readonly Point[];
  readonly forksOf: (point: Point) => Promise<readonly string[]>;
}

async function relationsOf(repository: Repository, points: readonly Point[]): Promise<Relations> {
  const [first, ...others] = points;
  if (points.length > FEW) return relationsOfMany(repository, points);
  const shared = await Promise.all(
    others.map(
      async ({ commit }) => (await mergeBases(repository, first?.commit ?? '', [commit])).length > 0,
    ),
  );
  if (repository.shallow && shared.includes(false)) throw cutHistory();
  const related = first ? [first, ...others.filter((_point, index) => shared[index])] : [];
  return {
    related,
    forksOf: async (point) => {
      const rest = related.filter((other) => other !== point).map(({ commit }) => commit);
      return mergeBases(repository, point.commit, rest);
    },
  };
}

/** Git is asked about each, where they are few. */
const FEW = 8;

async function relationsOfMany(repository: Repository, points: readonly Point[]): Promise<Relations> {
  const { listCommitGraph } = await import('../adapters/git/file-history.ts');
  const { sideForks } = await import('../core/ledger/graph/side-forks.ts');
  const commits = points.map(({ commit }) => commit);
  const { isRelated, forksOf } = sideForks(await listCommitGraph(repository.directory, commits, []), commits);
  const related = points.filter(({ commit }) => isRelated(commit));
  if (repository.shallow && related.length < points.length) throw cutHistory();
  return { related, forksOf: async ({ commit }) => forksOf(commit) };
}

async function expectPoints(repository: Repository, points: readonly Point[]): Promise<void> {
  if (points.length < 2) return;
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
}

async function readBaseSnapshot(
  repository: Repository,
  point: Point,
  local: LocalSettings,
  asksForLoans = ALWAYS,
): Promise<BaseSnapshot> {
  const { commit, revision = commit } = point;
  const source = { kind: 'commit', revision } as const;
  const [label] = await Promise.all([knownAs(repository, point), expectCommit(repository, revision, USUAL)]);
  const { snapshot } = await readSnapshot(repository, source, { label, commit, role: 'base' }, local);
  const lost = snapshot.backlog.state !== 'readable' && (await asksForLoans());
  if (!lost) return { snapshot, lent: undefined };
  const { findLastBacklog } = await import('./history/past-backlogs.ts');
  return { snapshot, lent: await findLastBacklog(repository, commit, local) };
}

/** Of several merge bases the one of lowest mark: what either side drew since must not seem older than the fork. */
async function lowestOf(commits: readonly string[], read: ReadFork): Promise<BaseSnapshot | undefined> {
  const baseSnapshots = await Promise.all(commits.map(read));
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
