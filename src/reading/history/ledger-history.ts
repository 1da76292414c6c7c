import { listCommitGraph } from '../../adapters/git/file-history.ts';
import type { CommitGraph, Tip } from '../../adapters/git/file-history.ts';
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
import type { Range } from './range.ts';

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
  if (!range && !move && ends === commits) return pastOf(repository, commits, local);
  const versions = await versionsBehind(repository, commits, range, local);
  return ownVersions(repository, [...lastOf(range), ...ends], versions, move);
}

function lastOf(range: Range | undefined): readonly string[] {
  const [last] = range?.graph.keys() ?? [];
  return last === undefined ? [] : [last];
}

async function versionsBehind(
  repository: Repository,
  commits: readonly Tip[],
  range: Range | undefined,
  local: LocalSettings,
): Promise<readonly LedgerVersion[]> {
  const tips = [...commits, ...lastOf(range)];
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
  const past = pastOf(repository, commits, local);
  const states = await readPast(repository, [...range.graph.keys()].map(bare), local);
  const nearest = nearestAmong(new Set([...states.keys(), ...commits]), range.graph);
  const behind = (await past).filter(({ commit }) => !range.graph.has(commit));
  return [...versionsOf(states.keys(), states, nearest, range), ...behind];
}

/** What is behind some commits stays what it is for as long as a command runs, and is asked for more than once. */
async function pastOf(
  repository: Repository,
  commits: readonly Tip[],
  local: LocalSettings,
): Promise<readonly LedgerVersion[]> {
  const known = pasts(repository)(local);
  const name = commits.join(' ');
  const past =
    known.get(name) ??
    versionsBehind(repository, commits, undefined, local).then(async (versions) =>
      ownVersions(repository, commits, versions),
    );
  known.set(name, past);
  return past;
}

const pasts = remember((_repository: Repository) =>
  remember((_local: LocalSettings) => new Map<string, Promise<readonly LedgerVersion[]>>()),
);

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
