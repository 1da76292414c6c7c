import { listCommitGraph } from '../adapters/git/file-history.ts';
import type { CommitGraph } from '../adapters/git/file-history.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { LedgerHistory } from '../core/history/chronicle.ts';
import type { Publication } from '../core/history/taken-over.ts';
import type { ByKey, DirectoryClaim } from '../core/ids/claim.ts';
import { groupBy } from '../core/ids/group-by.ts';
import { NO_ENTRIES } from '../core/ledger/ledger-state.ts';
import type { LedgerVersion } from '../core/ledger/situation.ts';
import type { LedgerState } from '../core/ledger/snapshot.ts';
import { findBacklogCommits } from '../reading/history/backlog-commits.ts';
import { noBacklog } from '../reading/missing-backlog.ts';
import { findPublished } from '../reading/published.ts';
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
  const published = await findPublished(repository);
  const tips = { head, others, published: published?.isRemote ? published.commit : undefined };
  const top = await readHistory(repository, tips, local);
  const named = top.reading.settings.named.map(async (backlog) =>
    readHistory(repository, tips, { ...local, backlog }),
  );
  return [top, ...(await Promise.all(named))];
}

interface Tips {
  readonly head: { readonly commit: string; readonly label: string };
  readonly others: readonly string[];
  /** What everybody starts from (full hex); undefined where nobody knows. */
  readonly published: string | undefined;
}

/**
 * Reads the backlog behind `head` (full hex), and behind `others` (full hex, or `--all`), with the directories of changes that each version
 * had; and what is published, to compare with. The worklog is that of the head. Throws `no-backlog` where there never was one, nor is any ledger of files, and `history-missing` in
 * a partial clone; a shallow one just gives less.
 */
async function readHistory(
  repository: Repository,
  { head, others, published }: Tips,
  local: LocalSettings,
): Promise<HistoryReading> {
  const source = { kind: 'commit', revision: head.commit } as const;
  const reading = await readSnapshot(repository, source, { ...head, role: 'base' }, local);
  const { changes } = reading.settings;
  const tips = [head.commit, ...others, ...(published === undefined ? [] : [published])];
  const found = await findBacklogCommits(repository, tips, local, [changes]);
  const { backlog } = reading.snapshot;
  const isNone = backlog.state === 'missing' && found.backlogCommits.length === 0;
  if (isNone && !(await hasOthers(repository, reading))) throw await noBacklog(repository, backlog);
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
    history: {
      ledger: reading.settings.name ?? null,
      isOfFiles: false,
      versions: others.length > 0 ? known : behindHead(known, head.commit),
      published: await publicationIn(repository, graph, published, known),
      head: head.commit,
      headings,
      isLost,
    },
    reading,
  };
}

/** There is another backlog, or a ledger of files. */
async function hasOthers(repository: Repository, { settings }: Reading): Promise<boolean> {
  if (settings.name !== undefined || settings.named.length > 0) return true;
  return (await surveyedLedgers(repository, settings)).length > 0;
}

async function publicationIn(
  repository: Repository,
  graph: CommitGraph,
  published: string | undefined,
  versions: readonly LedgerVersion[],
): Promise<Publication | undefined> {
  const commit = published === undefined ? undefined : await nearestTo(repository, graph, published);
  return commit === undefined ? undefined : { commit, versions };
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

/** Those that the head has, itself among them. */
function behindHead(newestFirst: readonly LedgerVersion[], head: string): readonly LedgerVersion[] {
  const had = new Set([head]);
  return newestFirst.filter(({ commit, parents }) => {
    if (!had.has(commit)) return false;
    for (const parent of parents) had.add(parent);
    return true;
  });
}

/** A head that touched nothing comes right behind the first commit of its own line that the graph has. */
async function withHead(repository: Repository, graph: CommitGraph, head: string): Promise<CommitGraph> {
  if (graph.has(head)) return graph;
  const first = await nearestTo(repository, graph, head);
  return new Map([[head, first === undefined ? [] : [first]], ...graph]);
}

/** The first commit of a commit's own line that the graph has. */
async function nearestTo(
  { directory }: Repository,
  graph: CommitGraph,
  commit: string,
): Promise<string | undefined> {
  if (graph.has(commit)) return commit;
  const all = await listCommitGraph(directory, [commit], []);
  let [first] = all.get(commit) ?? [];
  while (first !== undefined && !graph.has(first)) [first] = all.get(first) ?? [];
  return first;
}
