import { listVersions } from '../../adapters/git/file-history.ts';
import type { FileVersion, CommitGraph, Tip } from '../../adapters/git/file-history.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { Lineage } from '../../core/ledger/lineage.ts';
import type { BacklogFile } from '../backlog-reading.ts';
import type { LocalSettings } from '../settings.ts';
import { lineageIn, ownPlaces, SETTINGS_FILES } from './backlog-lineage.ts';
import type { LineageReading } from './backlog-lineage.ts';

/** A commit that may have changed the backlog. */
export interface BacklogCommit {
  readonly commit: string;
  /** Null where it removed the backlog; undefined where its own settings must say what it has. */
  readonly file?: BacklogFile | null;
  /** What the backlog was called, and where it was, for settings that do not say so. */
  readonly lineage?: Lineage;
}

interface BacklogCommits {
  /** Newest first. */
  readonly backlogCommits: readonly BacklogCommit[];
  readonly graph: CommitGraph;
  /** What they did to the files below `beside`. */
  readonly besides: readonly FileVersion[];
}

/**
 * What `tips` (full hex) and their ancestors did to the backlog, wherever they had it, and to what is below the directories `beside`. Throws
 * `history-missing`.
 */
export async function findBacklogCommits(
  repository: Repository,
  tips: readonly Tip[],
  local: LocalSettings,
  beside: readonly string[] = [],
): Promise<BacklogCommits> {
  const { paths: own } = await ownPlaces(local);
  const usual = [...new Set([...SETTINGS_FILES, ...own, ...beside])];
  const first = await listVersions(repository.directory, tips, usual);
  const reading = await lineageIn(repository, first.versions, local);
  const paths = [...new Set([...usual, ...reading.lineage.paths])];
  const { versions, graph } =
    paths.length === usual.length ? first : await listVersions(repository.directory, tips, paths);
  const isBeside = ({ path }: FileVersion): boolean =>
    beside.some((directory) => path.startsWith(`${directory}/`));
  const backlogs = versions.filter((version) => !isBeside(version));
  return {
    backlogCommits: backlogCommitsIn(backlogs, reading),
    graph,
    besides: versions.filter(isBeside),
  };
}

function backlogCommitsIn(
  versions: readonly FileVersion[],
  { lineage, named, isShared }: LineageReading,
): readonly BacklogCommit[] {
  const backlogs = versions.filter(({ path }) => !SETTINGS_FILES.includes(path));
  // A named place where nothing ever stood is a place, too.
  const places = new Set([...backlogs.map(({ path }) => path), ...named]);
  if (places.size > 1 || isShared)
    return [...new Set(versions.map(({ commit }) => commit))].map((commit) => ({ commit, lineage }));
  // With one place in all of history there is no question where the backlog stood.
  return backlogs.map(({ commit, path, oid }) => {
    return { commit, file: oid === undefined ? null : { path, oid } };
  });
}
