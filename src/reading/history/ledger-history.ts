import { listCommitGraph } from '../../adapters/git/file-history.ts';
import type { CommitGraph, Tip } from '../../adapters/git/file-history.ts';
import { unpublishedCommits } from '../../adapters/git/publication.ts';
import type { Published } from '../../adapters/git/publication.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { remember } from '../../core/ids/remember.ts';
import { NO_ENTRIES } from '../../core/ledger/ledger-state.ts';
import type { Base, LedgerVersion } from '../../core/ledger/situation.ts';
import { lacksHistory } from '../../errors.ts';
import { FEW, readPast } from './past-backlogs.ts';
import type { LocalSettings } from '../settings.ts';
import { ownVersions } from './own-versions.ts';
import type { Move } from './own-versions.ts';
import { findBacklogCommits } from './backlog-commits.ts';
import type { BacklogCommit } from './backlog-commits.ts';

/** The commits between bases and a tip, where nobody has checked each by itself. */
export interface Range {
  readonly bases: readonly string[];
  readonly graph: CommitGraph;
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
  const graph = await listCommitGraph(repository.directory, [tip], [], bases);
  const unpublished =
    published && graph.size > 1 ? await unpublishedCommits(repository, tip, bases, published) : undefined;
  return { bases, graph, unpublished };
}

/**
 * The last commits of a range that do not come of any base, though what does merged them: the other sides of those merges, none of which
 * another one can reach.
 */
export function otherSidesIn({ bases, graph }: Range): readonly string[] {
  const own = new Set<string>(bases);
  for (const [commit, parents] of [...graph].toReversed()) {
    if (parents.some((parent) => own.has(parent))) own.add(commit);
  }
  const merged = parentsIn(graph, (commit) => own.has(commit));
  const passed = parentsIn(graph, (commit) => !own.has(commit));
  return [...merged].filter((commit) => graph.has(commit) && !own.has(commit) && !passed.has(commit));
}

function parentsIn(graph: CommitGraph, isChild: (commit: string) => boolean): ReadonlySet<string> {
  return new Set([...graph].flatMap(([commit, parents]) => (isChild(commit) ? parents : [])));
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
  const { graph, bases } = range;
  const [tip] = graph.keys();
  if (tip === undefined || graph.size < 2) return [];
  const touched = isPlain(range, bases)
    ? [...graph.keys()].map(bare)
    : await commitsTouching(repository, tip, graph, local);
  const outside = new Set([...bases, ...graph.values()].flat().filter((commit) => !graph.has(commit)));
  const states = await readPast(repository, [...touched, ...[...outside].map(bare)], local);
  const versions = versionsOf(states.keys(), states, nearestAmong(states, graph), range);
  return isPlain(range, bases) ? versions : ownVersions(repository, [tip, ...bases], versions);
}

async function commitsTouching(
  repository: Repository,
  tip: string,
  graph: CommitGraph,
  local: LocalSettings,
): Promise<readonly BacklogCommit[]> {
  try {
    const { backlogCommits } = await findBacklogCommits(repository, [tip], local);
    return backlogCommits.filter(({ commit }) => graph.has(commit));
  } catch (error) {
    if (!lacksHistory(error)) throw error;
    // A partial clone has what is in the range, and need not have what was before it.
    return [...graph.keys()].map(bare);
  }
}

/**
 * Every readable version of the backlog behind some commits (full hex, or `--all`), side branches included, newest first, and the commits
 * themselves whether or not they touched it. What a range merged counts as far as it is behind `ends` or its last commit. Throws `history-missing` in a partial clone; a shallow one just gives fewer.
 */
export async function readVersions(
  repository: Repository,
  commits: readonly Tip[],
  range: Range | undefined,
  local: LocalSettings,
  { ends = commits, move }: { readonly ends?: readonly Tip[]; readonly move?: Move | undefined } = {},
): Promise<readonly LedgerVersion[]> {
  if (range && !move && isPlain(range, commits)) return withRange(repository, commits, range, local);
  const versions = await versionsBehind(repository, commits, range, local);
  const [last] = range?.graph.keys() ?? [];
  return ownVersions(repository, last === undefined ? ends : [last, ...ends], versions, move);
}

async function versionsBehind(
  repository: Repository,
  commits: readonly Tip[],
  range: Range | undefined,
  local: LocalSettings,
): Promise<readonly LedgerVersion[]> {
  const [last] = range?.graph.keys() ?? [];
  const tips = [...commits, ...(last === undefined ? [] : [last])];
  if (tips.length === 0) return [];
  const { backlogCommits, graph: touching } = await findBacklogCommits(repository, tips, local);
  const states = await readPast(repository, backlogCommits, local);
  const others = commits.filter((commit) => commit !== '--all' && !states.has(commit));
  const graph = others.every((commit) => touching.has(commit))
    ? touching
    : await listCommitGraph(repository.directory, others, []);
  const known = new Set([...states.keys(), ...commits]);
  const near = nearestAmong(known, touching);
  const far = graph === touching ? near : nearestAmong(known, graph);
  const nearest = (commit: string) => (touching.has(commit) ? near : far)(commit);
  return versionsOf([...others, ...states.keys()], states, nearest, range);
}

/** A few commits one after the other, on top of some: nothing but these has to be asked about them. */
function isPlain({ graph }: Range, onto: readonly string[]): boolean {
  if (graph.size > FEW) return false;
  return [...graph.values()].every(
    ([parent = '', another]) => another === undefined && (graph.has(parent) || onto.includes(parent)),
  );
}

/** What is behind the commits that the range is on top of is the same for every branch that is pushed there. */
async function withRange(
  repository: Repository,
  commits: readonly Tip[],
  range: Range,
  local: LocalSettings,
): Promise<readonly LedgerVersion[]> {
  const known = pasts(repository);
  const name = commits.join(' ');
  const past = known.get(name) ?? readVersions(repository, commits, undefined, local);
  known.set(name, past);
  const states = await readPast(repository, [...range.graph.keys()].map(bare), local);
  const nearest = nearestAmong(new Set([...states.keys(), ...commits]), range.graph);
  const behind = (await past).filter(({ commit }) => !range.graph.has(commit));
  return [...versionsOf(states.keys(), states, nearest, range), ...behind];
}

const pasts = remember((_repository: Repository) => new Map<string, Promise<readonly LedgerVersion[]>>());

function versionsOf(
  commits: Iterable<string>,
  states: Awaited<ReturnType<typeof readPast>>,
  parentsOf: (commit: string) => readonly string[],
  range: Range | undefined,
): readonly LedgerVersion[] {
  const isLong = range !== undefined && range.graph.size > 1;
  return [...commits].map((commit) => {
    const version = { commit, parents: parentsOf(commit), state: states.get(commit) ?? NO_ENTRIES };
    if (!isLong || !range.graph.has(commit)) return version;
    return { ...version, inRange: (range.unpublished?.has(commit) ?? true) ? 'new' : 'published' };
  });
}

/** Tells for a commit of `graph` which ones of `known` come before it with no other in between. */
function nearestAmong(
  known: Pick<ReadonlySet<string>, 'has'>,
  graph: CommitGraph,
): (commit: string) => readonly string[] {
  const before = new Map<string, readonly string[]>();
  for (const [commit, parents] of [...graph].toReversed()) {
    const nearest = parents.flatMap((parent) => (known.has(parent) ? parent : (before.get(parent) ?? [])));
    before.set(commit, [...new Set(nearest)]);
  }
  return (commit) => before.get(commit) ?? [];
}

function bare(commit: string): BacklogCommit {
  return { commit };
}
