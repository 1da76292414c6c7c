import type { Repository } from '../../adapters/git/repository.ts';
import { directoryName, type BranchTip, type RadarGround } from '../../core/radar/branch-draws.ts';
import { remember } from '../../core/ids/remember.ts';
import { NO_ENTRIES } from '../../core/ledger/ledger-state.ts';
import type { LedgerVersion } from '../../core/ledger/situation.ts';
import { claimsByKey } from '../directory-history.ts';
import { nameOfFile, readContents, type Contents, type WantedFile } from './radar-contents.ts';
import type { ReadRef, RefReading } from './radar-reading.ts';
import { directoriesOf, type TipRecord } from './radar-records.ts';

/** What is shown of a commit, where the listing of refs does not say. */
export interface CommitHeader {
  readonly author: string;
  readonly date: string;
}

/** What a radar looks at, and what it could not see. */
export interface GroundReading {
  readonly ground: RadarGround;
  /** Refs whose backlog, or a worklog, could not be read. */
  readonly broken: readonly string[];
  /** How many earlier versions of the bases this clone lacks. */
  readonly gaps: number;
  /** Of ledgers of files, as far as they could be read. */
  readonly texts: Contents['texts'];
}

/** The contents of a reading, put together for the core. */
export async function groundFrom(
  repository: Repository,
  reading: RefReading,
  headerOf: (ref: ReadRef) => Promise<CommitHeader>,
  texts: Iterable<string>,
): Promise<GroundReading> {
  const { bases, records, settings } = reading;
  const past = pastOf(reading);
  const old = new Set([...past].flatMap((commit) => records.get(commit) ?? []));
  // Whoever has just what a base has, or had, draws nothing.
  const tips = reading.tips.filter(({ record }) => !old.has(record));
  const filesOf = wantedFiles(settings.backlogs);
  const wanted = filesToRead(reading, past, tips, filesOf);
  const others = [...texts].map((oid): WantedFile => ({ path: '', oid, kind: 'text' }));
  const contents = await readContents(repository, [...wanted, ...others]);
  const tell = async (ref: ReadRef) => tipFrom(ref, filesOf(ref.record), contents, await headerOf(ref));
  const isBroken = ({ record }: ReadRef): boolean => !isReadable(filesOf(record), contents);
  const ground = {
    ledger: settings.name ?? null,
    ordered: false,
    bases: await Promise.all(bases.map(tell)),
    tips: await Promise.all(tips.map(tell)),
    versions: versionsFrom(reading, past, [...bases, ...tips], filesOf, contents),
    knownDirectories: new Set([...old].flatMap((record) => directoriesOf(record).map(directoryName))),
    maxLeap: settings.policy.maxLeap,
  };
  const gaps = [...old].filter((record) =>
    lacks(
      filesOf(record).filter(({ kind }) => kind === 'backlog'),
      contents,
    ),
  ).length;
  return { ground, broken: tips.filter(isBroken).map(({ ref }) => ref.label), gaps, texts: contents.texts };
}

/** Backlogs beside the versions that they were made from, for what is alike is read fast; then worklogs that no base has. */
function filesToRead(
  { bases, graph, records }: RefReading,
  past: ReadonlySet<string>,
  tips: readonly ReadRef[],
  filesOf: FilesOf,
): readonly WantedFile[] {
  const order = new Map([...graph.keys()].map((commit, at) => [commit, at]));
  const placeOf = (commit: string): number => {
    const from = past.has(commit) ? commit : (graph.get(commit)?.[0] ?? commit);
    return order.get(from) ?? 0;
  };
  const commits = [...past, ...tips.map(({ commit }) => commit)].map(
    (commit) => [placeOf(commit), commit] as const,
  );
  const all = commits
    .toSorted(([one], [other]) => one - other)
    .flatMap(([, commit]) => records.get(commit) ?? []);
  const shared = new Set(bases.flatMap(({ record }) => [...record.files.values()]));
  const isOwn = ({ kind, oid }: WantedFile): boolean => kind === 'worklog' && !shared.has(oid);
  return [
    ...[...new Set(all)].flatMap((record) => filesOf(record).filter(({ kind }) => kind === 'backlog')),
    ...bases.flatMap(({ record }) => filesOf(record)),
    ...tips.flatMap(({ record }) => filesOf(record).filter(isOwn)),
  ];
}

type FilesOf = (record: TipRecord) => readonly WantedFile[];

/** The first of the places where a backlog may be, and all worklogs. */
function wantedFiles(backlogs: readonly string[]): FilesOf {
  return remember(({ files }: TipRecord) => {
    const path = backlogs.find((one) => files.has(one));
    const others = [...files].filter(([name]) => name.endsWith('.md'));
    const worklogs = others.map(([name, oid]) => ({ path: name, oid, kind: 'worklog' as const }));
    const oid = files.get(path ?? '');
    return path === undefined || oid === undefined ? worklogs : [{ path, oid, kind: 'backlog' }, ...worklogs];
  });
}

function isReadable(files: readonly WantedFile[], contents: Contents): boolean {
  const isNone = (file: WantedFile): boolean => contents.backlogs.get(nameOfFile(file)) === null;
  return !lacks(files, contents) && !files.some(isNone);
}

/** Git could not read one of these. */
function lacks(files: readonly WantedFile[], { backlogs, worklogs }: Contents): boolean {
  return files.some((file) => !(file.kind === 'backlog' ? backlogs : worklogs).has(nameOfFile(file)));
}

function tipFrom(
  { ref, commit, record }: ReadRef,
  files: readonly WantedFile[],
  { backlogs, worklogs }: Contents,
  { author, date }: CommitHeader,
): BranchTip {
  const backlog = files.find(({ kind }) => kind === 'backlog');
  return {
    ref: ref.label,
    switchTo: ref.switchTo,
    branch: ref.branch,
    commit,
    author,
    date,
    state: (backlog && backlogs.get(nameOfFile(backlog))) ?? NO_ENTRIES,
    headings: files.flatMap((file) => worklogs.get(nameOfFile(file)) ?? []),
    directories: directoriesOf(record),
  };
}

/** The versions behind the bases, and those of the tips, each with the nearest of these before it. */
function versionsFrom(
  { graph, records }: RefReading,
  past: ReadonlySet<string>,
  refs: readonly ReadRef[],
  filesOf: FilesOf,
  { backlogs }: Contents,
): readonly LedgerVersion[] {
  const isChanged = (commit: string): boolean =>
    records.get(commit) !== records.get(graph.get(commit)?.[0] ?? '');
  const wanted = new Set([...[...past].filter(isChanged), ...refs.map(({ commit }) => commit)]);
  const nearest = new Map<string, readonly string[]>();
  const versions: LedgerVersion[] = [];
  for (const [commit, before] of [...graph].toReversed()) {
    const parents = [...new Set(before.flatMap((one) => (wanted.has(one) ? one : (nearest.get(one) ?? []))))];
    nearest.set(commit, parents);
    const record = wanted.has(commit) ? records.get(commit) : undefined;
    if (!record) continue;
    const backlog = filesOf(record).find(({ kind }) => kind === 'backlog');
    const state = (backlog && backlogs.get(nameOfFile(backlog))) ?? NO_ENTRIES;
    versions.push({ commit, parents, state, directories: claimsByKey(record.directories) });
  }
  return versions.toReversed();
}

function pastOf({ bases, graph }: RefReading): ReadonlySet<string> {
  const found = new Set(bases.map(({ commit }) => commit));
  for (const commit of found)
    for (const parent of graph.get(commit) ?? []) if (graph.has(parent)) found.add(parent);
  return found;
}
