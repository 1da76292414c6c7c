import { listLineage } from './adapters/file-history.ts';
import type { Lineage, Tip } from './adapters/file-history.ts';
import { unpublishedCommits } from './adapters/publication.ts';
import type { Published } from './adapters/publication.ts';
import type { Repository } from './adapters/repository.ts';
import { NO_ENTRIES } from './core/ledger-state.ts';
import type { Base, LedgerVersion } from './core/situation.ts';
import { TidemarkError } from './errors.ts';
import { readPast } from './past-backlogs.ts';
import type { LocalSettings } from './settings.ts';
import { findTraces } from './traces.ts';
import type { Trace } from './traces.ts';

/** The commits between bases and a tip, where nobody has checked each by itself. */
export interface Range {
  readonly bases: readonly string[];
  readonly lineage: Lineage;
  /** Those that nobody else has; undefined: all. */
  readonly unpublished: ReadonlySet<string> | undefined;
}

/** Finds them. `published` tells which of them others have already. */
export async function findRange(
  repository: Repository,
  tip: string,
  bases: readonly string[],
  published?: Published,
): Promise<Range> {
  const lineage = await listLineage(repository.directory, [tip], [], bases);
  const unpublished =
    published && lineage.size > 1 ? await unpublishedCommits(repository, tip, bases, published) : undefined;
  return { bases, lineage, unpublished };
}

/**
 * The last commits of a range that do not come of any base, though what does merged them: the other sides of those merges, none of which
 * another one can reach.
 */
export function otherSidesIn({ bases, lineage }: Range): readonly string[] {
  const own = new Set<string>(bases);
  for (const [commit, parents] of [...lineage].toReversed()) {
    if (parents.some((parent) => own.has(parent))) own.add(commit);
  }
  const merged = parentsIn(lineage, (commit) => own.has(commit));
  const passed = parentsIn(lineage, (commit) => !own.has(commit));
  return [...merged].filter((commit) => lineage.has(commit) && !own.has(commit) && !passed.has(commit));
}

function parentsIn(lineage: Lineage, isChild: (commit: string) => boolean): ReadonlySet<string> {
  return new Set([...lineage].flatMap(([commit, parents]) => (isChild(commit) ? parents : [])));
}

/** The commits that a comparison is about, by their full hex names: bases, sides and forks. */
export function commitsOf(bases: readonly Base[]): readonly string[] {
  const all = bases.flatMap(({ snapshot, fork }) => [snapshot.commit, fork?.snapshot.commit]);
  return [...new Set(all)].filter((commit) => commit !== undefined);
}

/**
 * The versions of the backlog in a range, with what it goes on from; none for a range of a single commit, which is checked by itself.
 * Throws `history-missing`.
 */
export async function readRange(
  repository: Repository,
  range: Range,
  local: LocalSettings,
): Promise<readonly LedgerVersion[]> {
  const { lineage, bases } = range;
  const [tip] = lineage.keys();
  if (tip === undefined || lineage.size < 2) return [];
  const touched = await commitsTouching(repository, tip, lineage, local);
  const outside = new Set([...bases, ...lineage.values()].flat().filter((commit) => !lineage.has(commit)));
  const states = await readPast(repository, [...touched, ...[...outside].map(bare)], local);
  return versionsOf(states.keys(), states, nearestAmong(states, lineage), range);
}

async function commitsTouching(
  repository: Repository,
  tip: string,
  lineage: Lineage,
  local: LocalSettings,
): Promise<readonly Trace[]> {
  try {
    const { traces } = await findTraces(repository, [tip], local);
    return traces.filter(({ commit }) => lineage.has(commit));
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.code !== 'history-missing') throw error;
    // A partial clone has what is in the range, and need not have what was before it.
    return [...lineage.keys()].map(bare);
  }
}

/**
 * Every readable version of the backlog behind some commits (full hex, or `--all`), side branches included, newest first, and the commits
 * themselves whether or not they touched it. Throws `history-missing` in a partial clone; a shallow one just gives fewer.
 */
export async function readVersions(
  repository: Repository,
  commits: readonly Tip[],
  range: Range | undefined,
  local: LocalSettings,
): Promise<readonly LedgerVersion[]> {
  const [last] = range?.lineage.keys() ?? [];
  const tips = [...commits, ...(last === undefined ? [] : [last])];
  if (tips.length === 0) return [];
  const { traces, lineage: touching } = await findTraces(repository, tips, local);
  const states = await readPast(repository, traces, local);
  const others = commits.filter((commit) => commit !== '--all' && !states.has(commit));
  const lineage = others.every((commit) => touching.has(commit))
    ? touching
    : await listLineage(repository.directory, others, []);
  const known = new Set([...states.keys(), ...commits]);
  const near = nearestAmong(known, touching);
  const far = lineage === touching ? near : nearestAmong(known, lineage);
  const nearest = (commit: string) => (touching.has(commit) ? near : far)(commit);
  return versionsOf([...others, ...states.keys()], states, nearest, range);
}

function versionsOf(
  commits: Iterable<string>,
  states: Awaited<ReturnType<typeof readPast>>,
  parentsOf: (commit: string) => readonly string[],
  range: Range | undefined,
): readonly LedgerVersion[] {
  const isLong = range !== undefined && range.lineage.size > 1;
  return [...commits].map((commit) => {
    const version = { commit, parents: parentsOf(commit), state: states.get(commit) ?? NO_ENTRIES };
    if (!isLong || !range.lineage.has(commit)) return version;
    return { ...version, inRange: (range.unpublished?.has(commit) ?? true) ? 'new' : 'published' };
  });
}

/** Tells for a commit of `lineage` which ones of `known` come before it with no other in between. */
function nearestAmong(
  known: Pick<ReadonlySet<string>, 'has'>,
  lineage: Lineage,
): (commit: string) => readonly string[] {
  const before = new Map<string, readonly string[]>();
  for (const [commit, parents] of [...lineage].toReversed()) {
    const nearest = parents.flatMap((parent) => (known.has(parent) ? parent : (before.get(parent) ?? [])));
    before.set(commit, [...new Set(nearest)]);
  }
  return (commit) => before.get(commit) ?? [];
}

function bare(commit: string): Trace {
  return { commit };
}
