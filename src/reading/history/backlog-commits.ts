import { listVersions } from '../../adapters/git/file-history.ts';
import type { FileVersion, CommitGraph, Tip } from '../../adapters/git/file-history.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { readExisting } from '../../adapters/git/tree.ts';
import type { BacklogFile } from '../backlog-reading.ts';
import { parseConfigOnce, parseTomlOnce } from '../parse-once.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS, TOML_FILES } from '../settings.ts';
import type { LocalSettings } from '../settings.ts';

/** A commit that may have changed the backlog. */
export interface BacklogCommit {
  readonly commit: string;
  /** Null where it removed the backlog; undefined where its own settings must say what it has. */
  readonly file?: BacklogFile | null;
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
  const here = await namedLocally(local);
  const places = local.backlog ? [] : DEFAULT_BACKLOGS;
  const usual = [...new Set([...SETTINGS_FILES, ...places, ...here, ...beside])];
  const first = await listVersions(repository.directory, tips, usual);
  const named = await namedIn(repository, first.versions, local.backlog?.name);
  const paths = [...new Set([...usual, ...named])];
  const { versions, graph } =
    paths.length === usual.length ? first : await listVersions(repository.directory, tips, paths);
  const isBeside = ({ path }: FileVersion): boolean =>
    beside.some((directory) => path.startsWith(`${directory}/`));
  const backlogs = versions.filter((version) => !isBeside(version));
  return {
    backlogCommits: backlogCommitsIn(backlogs, [...here, ...named]),
    graph,
    besides: versions.filter(isBeside),
  };
}

function backlogCommitsIn(
  versions: readonly FileVersion[],
  named: readonly string[],
): readonly BacklogCommit[] {
  const backlogs = versions.filter(({ path }) => !SETTINGS_FILES.includes(path));
  // A named place where nothing ever stood is a place, too.
  const places = new Set([...backlogs.map(({ path }) => path), ...named]);
  if (places.size > 1)
    return [...new Set(versions.map(({ commit }) => commit))].map((commit) => ({ commit }));
  // With one place in all of history there is no question where the backlog stood.
  return backlogs.map(({ commit, path, oid }) => {
    return { commit, file: oid === undefined ? null : { path, oid } };
  });
}

const SETTINGS_FILES: readonly string[] = [CONFIG_FILE, ...TOML_FILES];

async function namedLocally({ config, toml, backlog }: LocalSettings): Promise<readonly string[]> {
  if (backlog) return [backlog.path];
  const paths = [config?.backlog, ...(await toml()).map(({ backlogPath }) => backlogPath)];
  return paths.filter((path) => path !== undefined);
}

/** Every path that a configuration in history named for a backlog: the one at its top, unless one has a name. */
async function namedIn(
  repository: Repository,
  versions: readonly FileVersion[],
  name: string | undefined,
): Promise<readonly string[]> {
  const settings = versions.filter(({ path }) => SETTINGS_FILES.includes(path));
  const paths = await Promise.all(
    settings.map(async ({ path, oid }) => {
      if (oid === undefined) return undefined;
      const { content } = await readExisting(repository.read, oid);
      if (path === CONFIG_FILE) return backlogOf(path, content, name);
      return name === undefined ? (await parseTomlOnce(content)).backlogPath : undefined;
    }),
  );
  return paths.filter((path) => path !== undefined);
}

async function backlogOf(
  path: string,
  content: Uint8Array,
  name: string | undefined,
): Promise<string | undefined> {
  const parsed = await parseConfigOnce(path, content);
  if (!('config' in parsed)) return undefined;
  const { backlog, backlogs } = parsed.config;
  return name === undefined ? backlog : backlogs.find((one) => one.name === name)?.path;
}
