import { listChanges, listCommitGraph } from '../../adapters/git/file-history.ts';
import type { CommitGraph, FileVersion } from '../../adapters/git/file-history.ts';
import { openObjects } from '../../adapters/git/objects.ts';
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
  const settled = readBaseSettings(repository, bases[0], local)
    // Perhaps something else was damaged that was asked for at once.
    .catch(async () => readBaseSettings(anew(repository), bases[0], local))
    .catch((error: unknown) => error);
  const commitOf = await commitsOf(repository, [...bases, ...tips]);
  const located = (refs: readonly RadarRef[]) =>
    refs.flatMap((ref) => {
      const commit = commitOf(ref);
      return commit === undefined ? [] : [{ ref, commit }];
    });
  const own = located(bases);
  const missing = bases.find((ref) => commitOf(ref) === undefined);
  if (missing) throw noCommit(missing);
  const told = await settled;
  if (!isSettings(told)) throw told;
  const others = located(tips);
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

/** Of each ref; one that git listed with its date is believed to be there until git says otherwise. */
async function commitsOf(
  repository: Repository,
  refs: readonly RadarRef[],
): Promise<(ref: RadarRef) => string | undefined> {
  const open = refs.filter(({ commit, date }) => commit === undefined || date === undefined);
  // Git gives up at the first object that is damaged; whoever asks again has to do so elsewhere.
  let asking = repository;
  const { results } = await askTolerantly(open, async (some) => {
    const answers = some.map(async (ref) => [ref, (await findCommit(asking, ref.revision))?.oid] as const);
    asking = anew(repository);
    return Promise.all(answers);
  });
  const found = new Map(results.flat());
  return (ref) => found.get(ref) ?? (ref.date === undefined ? undefined : ref.commit);
}

/** Without what was asked before. */
function anew(repository: Repository): Repository {
  return { ...repository, ...openObjects(repository.directory) };
}

function isSettings(told: unknown): told is { readonly settings: Settings } {
  return typeof told === 'object' && told !== null && 'settings' in told;
}

async function readBaseSettings(repository: Repository, { revision }: RadarRef, local: LocalSettings) {
  const usual = [CONFIG_FILE, ...TOML_FILES, ...DEFAULT_BACKLOGS];
  const listing = await listFiles(repository, { kind: 'commit', revision }, usual);
  const own = await readSettings(repository, listing, 'base', local);
  const ledgers = own.name === undefined ? await surveyedLedgers(repository, own) : [];
  return { settings: { ...own, ledgers } };
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
  // No path at all would mean every path.
  const own = backlogs.length === 0 ? [CONFIG_FILE] : [...backlogs, worklog, changes];
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
