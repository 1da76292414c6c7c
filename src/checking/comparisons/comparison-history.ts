import type { Repository } from '../../adapters/git/repository.ts';
import type { Base, LedgerVersion, Situation, Target } from '../../core/ledger/situation.ts';
import { lacksHistory } from '../../errors.ts';
import { commitsOf, readRange, readVersions } from '../../reading/history/ledger-history.ts';
import type { Range } from '../../reading/history/range.ts';
import type { Move } from '../../reading/history/own-versions.ts';
import type { LocalSettings } from '../../reading/settings.ts';

/** What is compared, as far as it says which history matters. */
export interface Compared extends Pick<Situation, 'bases' | 'sides'> {
  readonly range?: Range | undefined;
  readonly target?: Target | undefined;
  /** What else everybody starts from. */
  readonly beside?: Base | undefined;
  readonly move?: Move | undefined;
}

/** Versions of the ledger, and why some of them could not be read. */
interface Loaded {
  readonly versions: readonly LedgerVersion[];
  readonly unchecked: readonly string[];
}

/** Those of the range of a comparison. */
export async function loadRange(
  repository: Repository,
  { range }: Compared,
  local: LocalSettings,
): Promise<Loaded> {
  return load(async () => (range ? readRange(repository, range, local) : []), []);
}

/** All that is behind a comparison, its range included. */
export async function loadHistory(
  repository: Repository,
  { bases, sides, range, target, beside, move }: Compared,
  known: readonly LedgerVersion[],
  local: LocalSettings,
): Promise<Loaded> {
  const others = [target?.base, target?.published, beside].filter((base) => base !== undefined);
  const commits = commitsOf([...others, ...bases, ...sides]);
  const ends = range && [...others, ...bases].flatMap(({ snapshot: { commit } }) => commit ?? []);
  const within = { ...(ends && { ends }), move };
  const loaded = await load(async () => readVersions(repository, commits, range, local, within), known);
  if (!repository.shallow || loaded.unchecked.length > 0) return loaded;
  return { ...loaded, unchecked: [`Earlier versions of the backlog: this clone is shallow. ${FETCH}`] };
}

/** A situation with these versions, and of its sides without those whose history does not count. */
export function withVersions(situation: Situation, { versions, unchecked }: Loaded): Situation {
  const { bases, sides } = situation;
  const known = new Set(versions.map(({ commit }) => commit));
  const isOwn = (side: Base): boolean => bases.includes(side) || known.has(side.snapshot.commit ?? '');
  // What could not be read says nothing of them.
  return { ...situation, versions, sides: unchecked.length > 0 ? sides : sides.filter(isOwn) };
}

/** In a shallow clone a lost backlog may be just beyond the cut. */
export function cutLoans({ shallow }: Repository, { bases, sides }: Situation): readonly string[] {
  const lost = [...bases, ...sides].find((base) => base.snapshot.backlog.state !== 'readable' && !base.lent);
  if (!shallow || !lost) return [];
  return [
    `Whether an earlier commit had a backlog: ${lost.snapshot.label} has none, and this clone is shallow. ${FETCH}`,
  ];
}

/** Where history is cut off, what is `known` has to do. */
async function load(
  read: () => Promise<readonly LedgerVersion[]>,
  known: readonly LedgerVersion[],
): Promise<Loaded> {
  try {
    return { versions: await read(), unchecked: [] };
  } catch (error) {
    return { versions: known, unchecked: [historyMissing(error)] };
  }
}

/** Why earlier versions could not be read; throws whatever has another cause. */
function historyMissing(error: unknown): string {
  if (!lacksHistory(error)) throw error;
  return `Earlier versions of the backlog: ${error.message} ${error.hint}`;
}

const FETCH =
  'Fetch the rest with `git fetch --unshallow`, in CI with `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab).';
