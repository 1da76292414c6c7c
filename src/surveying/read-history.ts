import { listCommitGraph } from '../adapters/git/file-history.ts';
import type { CommitGraph } from '../adapters/git/file-history.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { LedgerHistory } from '../core/history/chronicle.ts';
import type { ByKey, DirectoryClaim } from '../core/ids/claim.ts';
import { groupBy } from '../core/ids/group-by.ts';
import { NO_ENTRIES } from '../core/ledger/ledger-state.ts';
import type { LedgerVersion } from '../core/ledger/situation.ts';
import type { LedgerState } from '../core/ledger/snapshot.ts';
import { findBacklogCommits } from '../reading/history/backlog-commits.ts';
import { noBacklog } from '../reading/missing-backlog.ts';
import { readPast } from '../reading/history/past-backlogs.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { readSnapshot } from '../reading/snapshots.ts';
import type { Reading } from '../reading/snapshots.ts';
import { directoriesIn } from './directory-history.ts';
import { surveyedLedgers } from './ledgers/surveyed-ledgers.ts';

/** A ledger's history, and its newest snapshot with the settings that it was read by. */
export interface HistoryReading {
  readonly history: LedgerHistory;
  readonly reading: Reading;
}

/** The histories of all backlogs, that of the one at the top of the configuration first. Throws as `readHistory` does. */
export async function readHistories(
  repository: Repository,
  head: { readonly commit: string; readonly label: string },
  others: readonly string[],
  local: LocalSettings,
): Promise<readonly [top: HistoryReading, ...named: HistoryReading[]]> {
  const top = await readHistory(repository, head, others, local);
  const named = top.reading.settings.named.map(async (backlog) =>
    readHistory(repository, head, others, { ...local, backlog }),
  );
  return [top, ...(await Promise.all(named))];
}

/**
 * Reads the backlog behind `head` (full hex), and behind `others` (full hex, or `--all`), with the directories of changes that each version
 * had. The worklog is that of the head. Throws `no-backlog` where there never was one, nor is any ledger of files, and `history-missing` in
 * a partial clone; a shallow one just gives less.
 */
async function readHistory(
  repository: Repository,
  head: { readonly commit: string; readonly label: string },
  others: readonly string[],
  local: LocalSettings,
): Promise<HistoryReading> {
  const source = { kind: 'commit', revision: head.commit } as const;
  const reading = await readSnapshot(repository, source, { ...head, role: 'base' }, local);
  const { changes } = reading.settings;
  const found = await findBacklogCommits(repository, [head.commit, ...others], local, [changes]);
  const { backlog } = reading.snapshot;
  const isNone = backlog.state === 'missing' && found.backlogCommits.length === 0;
  const { name = null, named } = reading.settings;
  const isAlone = name === null && named.length === 0;
  if (isNone && isAlone && (await surveyedLedgers(repository, reading.settings)).length === 0)
    throw await noBacklog(repository, backlog);
  const states = await readPast(repository, found.backlogCommits, local);
  const touched = new Set(found.backlogCommits.map(({ commit }) => commit));
  const graph = await withHead(repository, found.graph, head.commit);
  // The worklog is known as it is now.
  const entries = groupBy(reading.snapshot.headings, ({ key }) => key);
  const versions = versionsIn(graph, head.commit, {
    directories: directoriesIn(found.graph, found.besides, changes),
    stateOf: (commit) => (touched.has(commit) ? states.get(commit) : undefined),
  });
  const { headings } = reading.snapshot;
  const isLost = backlog.state !== 'readable';
  const known = versions.map((version) => ({ ...version, headings: entries }));
  return {
    history: { ledger: name, isOfFiles: false, versions: known, head: head.commit, headings, isLost },
    reading,
  };
}

interface Known {
  /** Of the commits that changed any. */
  readonly directories: ReadonlyMap<string, ByKey<DirectoryClaim>>;
  /** The backlog that a commit wrote; undefined where it did not touch it, or left nothing readable. */
  readonly stateOf: (commit: string) => LedgerState | undefined;
}

/**
 * A version for each commit that changed what is kept of the ledger, for each merge that touched it, and for the head; what a commit did not
 * touch is as it was before. Most commits move an item one phase on, which changes nothing here.
 */
function versionsIn(
  graph: CommitGraph,
  head: string,
  { directories, stateOf }: Known,
): readonly LedgerVersion[] {
  const versions = new Map<string, LedgerVersion & Kept>();
  const nearest = new Map<string, readonly string[]>();
  for (const [commit, before] of [...graph].toReversed()) {
    const parents = [
      ...new Set(before.flatMap((one) => (versions.has(one) ? one : (nearest.get(one) ?? [])))),
    ];
    nearest.set(commit, parents);
    const first = versions.get(parents[0] ?? '') ?? NOTHING;
    const [own, beside] = [stateOf(commit), directories.get(commit)];
    const kept = { state: own ?? first.state, directories: beside ?? first.directories };
    const isMerge = parents.length > 1 && own !== undefined;
    if (isMerge || commit === head || !isSame(kept, first))
      versions.set(commit, { commit, parents, ...kept });
  }
  return [...versions.values()].toReversed();
}

function isSame(one: Kept, other: Kept): boolean {
  return one.state === other.state && one.directories === other.directories;
}

type Kept = Required<Pick<LedgerVersion, 'state' | 'directories'>>;

const NOTHING: Kept = { state: NO_ENTRIES, directories: new Map() };

/** A head that touched nothing comes right behind the first commit of its own line that the graph has. */
async function withHead({ directory }: Repository, graph: CommitGraph, head: string): Promise<CommitGraph> {
  if (graph.has(head)) return graph;
  const all = await listCommitGraph(directory, [head], []);
  let [first] = all.get(head) ?? [];
  while (first !== undefined && !graph.has(first)) [first] = all.get(first) ?? [];
  return new Map([[head, first === undefined ? [] : [first]], ...graph]);
}
