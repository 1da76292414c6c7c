import { listChanges, listCommitGraph } from '../../adapters/git/file-history.ts';
import type { CommitGraph, FileVersion } from '../../adapters/git/file-history.ts';
import { findCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import { TidemarkError } from '../../errors.ts';
import { listFiles } from '../../reading/listing.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS, readSettings, TOML_FILES } from '../../reading/settings.ts';
import type { LocalSettings, Settings } from '../../reading/settings.ts';
import { surveyedLedgers } from '../ledgers/surveyed-ledgers.ts';
import { recordsIn, type TipRecord } from './radar-records.ts';
import type { RadarRef } from './radar-refs.ts';
import { askTolerantly } from './tolerant.ts';

/** A ref at a commit (full hex) with what it has. */
export interface ReadRef {
  readonly ref: RadarRef;
  readonly commit: string;
  readonly record: TipRecord;
}

/** Refs as git has them, before any content is read. */
export interface RefReading {
  readonly settings: Settings;
  readonly bases: readonly ReadRef[];
  readonly tips: readonly ReadRef[];
  /** Refs of which nothing can be said. */
  readonly unread: readonly RadarRef[];
  readonly graph: CommitGraph;
  readonly records: ReadonlyMap<string, TipRecord>;
  /** What commits changed in the folders of ledgers of files. */
  readonly ledgerChanges: ReadonlyMap<string, readonly FileVersion[]>;
}

/** Finds what refs have, in three processes of git: their commits, the graph, what each commit changed. Throws `unknown-revision` for a base. */
export async function readRefs(
  repository: Repository,
  local: LocalSettings,
  bases: readonly [RadarRef, ...RadarRef[]],
  tips: readonly RadarRef[],
): Promise<RefReading> {
  const settled = readBaseSettings(repository, bases[0], local).catch((error: unknown) => error);
  const [baseCommits, tipCommits] = await Promise.all(
    [bases, tips].map(async (refs) => Promise.all(refs.map(async (ref) => commitOf(repository, ref)))),
  );
  const located = (refs: readonly RadarRef[], commits: readonly (string | undefined)[] = []) =>
    refs.flatMap((ref, at) => (commits[at] === undefined ? [] : [{ ref, commit: commits[at] }]));
  const own = located(bases, baseCommits);
  const missing = bases.find((_, at) => baseCommits?.[at] === undefined);
  if (missing) throw noCommit(missing);
  const told = await settled;
  if (!isSettings(told)) throw told;
  const others = located(tips, tipCommits);
  const all = [...new Set([...own, ...others].map(({ commit }) => commit))];
  const history = await readRecords(repository, all, own, told.settings);
  const readable = <T extends { readonly commit: string }>(list: readonly T[]) =>
    list.flatMap((one) => {
      const record = history.records.get(one.commit);
      return record && !record.isBroken ? [{ ...one, record }] : [];
    });
  const read = readable(others);
  const known = new Set(read.map(({ ref }) => ref));
  return {
    ...told,
    bases: readable(own),
    tips: read,
    unread: tips.filter((ref) => !known.has(ref)),
    ...history,
  };
}

/** One that git listed is believed to be there until git says otherwise. */
async function commitOf(repository: Repository, ref: RadarRef): Promise<string | undefined> {
  if (ref.commit !== undefined && ref.date !== undefined) return ref.commit;
  return (await findCommit(repository, ref.revision).catch(() => undefined))?.oid;
}

function isSettings(told: unknown): told is { readonly settings: Settings } {
  return typeof told === 'object' && told !== null && 'settings' in told;
}

async function readBaseSettings(repository: Repository, { revision }: RadarRef, local: LocalSettings) {
  const usual = [CONFIG_FILE, ...TOML_FILES, ...DEFAULT_BACKLOGS];
  const listing = await listFiles(repository, { kind: 'commit', revision }, usual);
  const own = await readSettings(repository, listing, 'base', local);
  const settings = { ...own, ledgers: await surveyedLedgers(repository, own) };
  return { settings };
}

async function readRecords(
  { directory }: Repository,
  commits: readonly string[],
  bases: readonly { readonly commit: string }[],
  { backlogs, worklog, changes, ledgers }: Settings,
): Promise<Pick<RefReading, 'graph' | 'records' | 'ledgerChanges'>> {
  const graphs = await askTolerantly(commits, async (some) => listCommitGraph(directory, some, []));
  // What is added has no descendant in what was there before.
  let graph: CommitGraph = new Map();
  for (const more of graphs.results)
    graph = new Map([...[...more].filter(([one]) => !graph.has(one)), ...graph]);
  if (bases.some(({ commit }) => !graph.has(commit))) throw cutBase();
  const own = [...backlogs, worklog, changes];
  const folders = ledgers.flatMap(({ terms }) => terms.paths);
  const paths = [...new Set([...own, ...folders])];
  const found = await askTolerantly([...graph.keys()], async (some) => listChanges(directory, some, paths));
  const all = found.results.flat();
  const records = recordsIn(
    graph,
    folders.length > 0 ? all.filter(isBelow(own)) : all,
    changes,
    new Set(found.failed),
  );
  if (bases.some(({ commit }) => records.get(commit)?.isBroken)) throw cutBase();
  const ledgerChanges = groupBy(
    folders.length > 0 ? all.filter(isBelow(folders)) : [],
    ({ commit }) => commit,
  );
  return { graph, records, ledgerChanges };
}

function isBelow(paths: readonly string[]): (version: FileVersion) => boolean {
  return ({ path }) => paths.some((one) => path === one || path.startsWith(`${one}/`));
}

function noCommit({ label }: RadarRef): TidemarkError {
  return new TidemarkError(
    'unknown-revision',
    `${JSON.stringify(label)} names no commit of this repository.`,
    'See `git log --oneline --all` for what there is; `git fetch` gets what the remote has.',
  );
}

function cutBase(): TidemarkError {
  return new TidemarkError(
    'history-missing',
    'The history of the base cannot be read in this clone.',
    'Fetch it with `git fetch --unshallow` or `git fetch --refetch --no-filter`, or see `git fsck`.',
  );
}
