import { listCommits } from './adapters/file-history.ts';
import type { Lineage, Tip } from './adapters/file-history.ts';
import type { Repository } from './adapters/repository.ts';
import { readExisting } from './adapters/tree.ts';
import type { BacklogVersion, Base, Loan } from './core/situation.ts';
import { parseBacklogOnce } from './parse-once.ts';
import { fileOf, readPast } from './past-backlogs.ts';
import type { LocalSettings } from './settings.ts';
import { findTraces } from './traces.ts';

/** A commit (full hex) whose past is asked for, or `--all`, and its fork with others. */
export interface Past {
  readonly tip: Tip;
  readonly fork: string | undefined;
}

/** What is asked of the history for some bases and sides: each commit once, as the last of them has it. */
export function pastsOf(bases: readonly Base[]): readonly Past[] {
  const byCommit = new Map(bases.map(({ snapshot, fork }) => [snapshot.commit ?? '', fork?.snapshot.commit]));
  return [...byCommit].map(([tip, fork]) => ({ tip, fork }));
}

/** What there was behind each tip. Throws `history-missing`. */
export async function readHistory(
  repository: Repository,
  pasts: readonly Past[],
  local: LocalSettings,
): Promise<ReadonlyMap<Tip, readonly BacklogVersion[]>> {
  const lists = pasts.map(async (past): Promise<[Tip, readonly BacklogVersion[]]> => {
    return [past.tip, await readVersions(repository, past, local)];
  });
  return new Map(await Promise.all(lists));
}

/**
 * Every readable version of the backlog behind a tip, itself and side branches included, newest first.
 * Throws `history-missing` in a partial clone; a shallow one just gives fewer.
 */
export async function readVersions(
  repository: Repository,
  { tip, fork }: Past,
  local: LocalSettings,
): Promise<readonly BacklogVersion[]> {
  const { paths, traces, lineage } = await findTraces(repository, tip, local);
  const since = new Set(
    fork === undefined ? [] : await listCommits(repository.directory, tip, paths, [fork]),
  );
  const backlogs = await readPast(repository, traces, local);
  const nearest = nearestAmong(backlogs, lineage);
  return [...backlogs].map(([commit, backlog]) => {
    return { commit, parents: nearest(commit), sinceFork: since.has(commit), backlog };
  });
}

/** Tells for a commit of `lineage` which ones of `known` come before it with no other in between. */
export function nearestAmong(
  known: ReadonlyMap<string, unknown>,
  lineage: Lineage,
): (commit: string) => readonly string[] {
  const before = new Map<string, readonly string[]>();
  for (const [commit, parents] of [...lineage].toReversed()) {
    const nearest = parents.flatMap((parent) => (known.has(parent) ? parent : (before.get(parent) ?? [])));
    before.set(commit, [...new Set(nearest)]);
  }
  return (commit) => before.get(commit) ?? [];
}

/** The last readable backlog behind `commit` (full hex) and who had it, wherever it then stood; undefined where nobody ever had one. */
export async function findLastBacklog(
  repository: Repository,
  commit: string,
  local: LocalSettings,
): Promise<Loan | undefined> {
  const { traces } = await findTraces(repository, commit, local);
  for (const trace of traces) {
    const file = await fileOf(repository, trace, local);
    if (!file) continue;
    const { content } = await readExisting(repository.read, file.oid);
    const state = await parseBacklogOnce(file.path, content);
    if (state.state === 'readable') return { backlog: state.backlog, commit: trace.commit };
  }
  return undefined;
}
