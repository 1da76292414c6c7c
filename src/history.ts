import { listCommits, listVersions } from './adapters/file-history.ts';
import type { FileVersion, Lineage, Tip } from './adapters/file-history.ts';
import type { Repository } from './adapters/repository.ts';
import { readExisting } from './adapters/tree.ts';
import type { BacklogVersion, Loan } from './core/situation.ts';
import { readBacklogOf } from './backlog-at.ts';
import type { Backlog, BacklogState } from './core/snapshot.ts';
import { parseBacklogOnce, parseConfigOnce, parseTomlOnce } from './parse-once.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS, TOML_FILES } from './settings.ts';
import type { LocalSettings } from './settings.ts';

/**
 * Every readable version of the backlog behind `tip`, itself and side branches included, newest first; `fork` is a commit's full hex name.
 * Throws `history-missing` in a partial clone; a shallow one just gives fewer.
 */
export async function readVersions(
  repository: Repository,
  tip: Tip,
  fork: string | undefined,
  local: LocalSettings,
): Promise<readonly BacklogVersion[]> {
  const { paths, traces, lineage } = await findTraces(repository, tip, local);
  const since = new Set(
    fork === undefined ? [] : await listCommits(repository.directory, tip, paths, [fork]),
  );
  const states = await Promise.all(traces.map(async (trace) => readTrace(repository, trace, local)));
  const backlogs = new Map<string, Backlog>();
  for (const [index, { commit }] of traces.entries()) {
    const state = states[index];
    if (state?.state === 'readable') backlogs.set(commit, state.backlog);
  }
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
    const state = await readTrace(repository, trace, local);
    if (state.state === 'readable') return { backlog: state.backlog, commit: trace.commit };
  }
  return undefined;
}

/** A commit that may have changed the backlog. Without a file the commit's own configuration must say where its backlog stood. */
interface Trace {
  readonly commit: string;
  readonly path?: string;
  readonly oid?: string;
}

interface Traces {
  readonly paths: readonly string[];
  readonly traces: readonly Trace[];
  readonly lineage: Lineage;
}

async function findTraces(repository: Repository, tip: Tip, local: LocalSettings): Promise<Traces> {
  const here = await namedLocally(local);
  const usual = [...new Set([...SETTINGS_FILES, ...DEFAULT_BACKLOGS, ...here])];
  const first = await listVersions(repository.directory, tip, usual);
  const named = await namedIn(repository, first.versions);
  const paths = [...new Set([...usual, ...named])];
  const { versions, lineage } =
    paths.length === usual.length ? first : await listVersions(repository.directory, tip, paths);
  return { paths, traces: tracesOf(versions, [...here, ...named]), lineage };
}

function tracesOf(versions: readonly FileVersion[], named: readonly string[]): readonly Trace[] {
  const backlogs = versions.filter(({ path }) => !SETTINGS_FILES.includes(path));
  // A named place where nothing ever stood is a place, too.
  const places = new Set([...backlogs.map(({ path }) => path), ...named]);
  if (places.size > 1)
    return [...new Set(versions.map(({ commit }) => commit))].map((commit) => ({ commit }));
  // With one place in all of history there is no question where the backlog stood.
  return backlogs.flatMap(({ commit, path, oid }) => (oid === undefined ? [] : [{ commit, path, oid }]));
}

async function readTrace(
  repository: Repository,
  { commit, path, oid }: Trace,
  local: LocalSettings,
): Promise<BacklogState> {
  if (path === undefined || oid === undefined) {
    return readBacklogOf(repository, { kind: 'commit', revision: commit }, local);
  }
  return parseBacklogOnce(path, (await readExisting(repository.read, oid)).content);
}

const SETTINGS_FILES: readonly string[] = [CONFIG_FILE, ...TOML_FILES];

async function namedLocally({ config, toml }: LocalSettings): Promise<readonly string[]> {
  const paths = [config?.backlog, ...(await toml()).map(({ backlogPath }) => backlogPath)];
  return paths.filter((path) => path !== undefined);
}

/** Every path of a backlog that a configuration in history named. */
async function namedIn(repository: Repository, versions: readonly FileVersion[]): Promise<readonly string[]> {
  const settings = versions.filter(({ path }) => SETTINGS_FILES.includes(path));
  const paths = await Promise.all(
    settings.map(async ({ path, oid }) => {
      if (oid === undefined) return undefined;
      const { content } = await readExisting(repository.read, oid);
      return path === CONFIG_FILE ? backlogOf(path, content) : (await parseTomlOnce(content)).backlogPath;
    }),
  );
  return paths.filter((path) => path !== undefined);
}

async function backlogOf(path: string, content: Uint8Array): Promise<string | undefined> {
  const parsed = await parseConfigOnce(path, content);
  return 'config' in parsed ? parsed.config.backlog : undefined;
}
