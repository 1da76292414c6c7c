import { listRefs } from '../adapters/git/refs/ref-listing.ts';
import type { ListedRef } from '../adapters/git/refs/ref-listing.ts';
import { openRepository } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { contestedIn } from '../core/radar/contested.ts';
import type { Holder, Radar } from '../core/radar/contest.ts';
import type { NamedBacklog } from '../core/ledger/named-backlog.ts';
import { TidemarkError } from '../errors.ts';
import { noBacklog } from '../reading/missing-backlog.ts';
import { DEFAULT_BACKLOGS, readLocalSettings } from '../reading/settings.ts';
import type { Where } from '../writing/workbench.ts';
import { fileGroundOf, surveyFiles } from './radar/file-grounds.ts';
import { groundFrom, type CommitHeader } from './radar/radar-ground.ts';
import { readRefs, type ReadRef, type RefReading } from './radar/radar-reading.ts';
import {
  chooseRefs,
  defaultBase,
  labelOf,
  refNamed,
  refsListed,
  noBase,
  type RadarRef,
} from './radar/radar-refs.ts';
import { readSince } from './since.ts';

/** What a radar looks at. */
export interface RadarOptions {
  /** What branches are to be merged into; the remote's default branch if left out. */
  readonly bases?: readonly string[];
  /** Only refs that one of these globs of git's fits: `origin/feature-*`, `refs/pull/*`. */
  readonly refs?: readonly string[];
  /** Names or commits, a line each, in place of the refs of the clone. */
  readonly refsFrom?: string | undefined;
  /** `2026-03-01`, or RFC 3339: only refs that were committed to since. */
  readonly since?: string | undefined;
  /** Only what concerns this ref; it is looked at even if none of the others names it. */
  readonly about?: string | undefined;
}

/**
 * Finds numbers that branches have for different things, while the branches are still apart. Nothing is merged, fetched or written. Throws
 * `unknown-revision` and `history-missing` for a base that cannot be read, `history-missing` where no ref could be, `usage` where nobody knows the base,
 * `no-backlog` where no ref has one.
 */
export async function radar(
  { cwd, configPath }: Pick<Where, 'cwd' | 'configPath'>,
  options: RadarOptions = {},
): Promise<Radar> {
  const start = options.since === undefined ? undefined : readSince(options.since, 'radar');
  const repository = await openRepository(cwd);
  const { bases, tips, asked } = chosenOf(await listRefs(repository.directory), options);
  const local = await readLocalSettings(repository, configPath);
  const reading = await readRefs(repository, local, bases, tips);
  const readNamed = async (backlog: NamedBacklog) => readRefs(repository, { ...local, backlog }, bases, tips);
  const others = await Promise.all(reading.settings.named.map(readNamed));
  if (tips.length > 0 && reading.tips.length === 0) throw nothingRead(reading.unread);
  if (reading.settings.ledgers.length === 0 && ![reading, ...others].some(hasBacklog))
    throw await noBacklog(repository, missingFrom(reading));
  const header = async (ref: ReadRef): Promise<CommitHeader> => headerOf(repository, ref);
  const recent = await committedSince(reading.tips, start, asked, header);
  const surveys = surveyFiles(reading, recent);
  const wanted = new Set(surveys.flatMap(({ texts }) => [...texts]));
  const told = await groundFrom(repository, { ...reading, tips: recent }, header, wanted);
  const { ground, gaps, texts } = told;
  const named = await Promise.all(
    others.map(async (one) => groundFrom(repository, withTips(one, recent), header, [])),
  );
  const broken = [...new Set([told, ...named].flatMap((one) => one.broken))];
  const files = await Promise.all(surveys.map(async (survey) => fileGroundOf(survey, texts, header)));
  const contested = [ground, ...named.map((one) => one.ground), ...files]
    .flatMap((one) => (one ? contestedIn(one) : []))
    .filter((contest) => !asked || contest.holders.some(isAt(asked)));
  return {
    bases: ground.bases.map(({ ref, commit }) => ({ ref, commit })),
    refs: recent.length,
    contested,
    yields: asked ? contested.some(({ holders }) => holders.slice(1).some(isAt(asked))) : null,
    unchecked: [
      ...reading.unread.map(({ label }) => `${label} could not be read.`),
      ...broken.map((label) => `The backlog of ${label}, or a worklog, could not be read.`),
      ...gapsIn(repository, gaps, wanted.size - texts.size),
    ],
  };
}

function withTips(reading: RefReading, chosen: readonly ReadRef[]): RefReading {
  const tips = reading.tips.filter(({ ref }) => chosen.some((kept) => kept.ref === ref));
  return { ...reading, tips };
}

/** What this clone does not have: history, `versions` of backlogs, and texts of as many `files`. */
function gapsIn({ shallow }: Repository, versions: number, files: number): readonly string[] {
  return [
    ...(shallow ? [SHALLOW] : []),
    ...(versions > 0 ? [partial(versions)] : []),
    ...(files > 0 ? [namesAlone(files)] : []),
  ];
}

interface Chosen {
  readonly bases: readonly [RadarRef, ...RadarRef[]];
  readonly tips: readonly RadarRef[];
  /** The one that is asked about. */
  readonly asked: RadarRef | undefined;
}

function chosenOf(
  listed: readonly ListedRef[],
  { bases: named = [], refs = [], refsFrom, about }: RadarOptions,
): Chosen {
  const names = named.length > 0 ? named : [defaultBase(listed)].flatMap((name) => name ?? []);
  const [first, ...others] = names.map((name) => refNamed(name, listed));
  if (!first) throw noBase();
  const bases = [first, ...others] as const;
  const asked = about === undefined ? undefined : refNamed(about, listed);
  const chosen = refsFrom === undefined ? chooseRefs(listed, refs) : refsListed(refsFrom, listed);
  return { bases: [...bases], tips: withoutBases([...chosen, ...(asked ? [asked] : [])], bases), asked };
}

/** Where none of the refs has one there is nothing to look at, and nothing says that all is well. */
function hasBacklog({ bases, tips, settings }: RefReading): boolean {
  const hasAny = ({ record }: ReadRef): boolean => settings.backlogs.some((path) => record.files.has(path));
  return [...bases, ...tips].some(hasAny);
}

function missingFrom({ settings: { backlogs } }: RefReading) {
  const [path = DEFAULT_BACKLOGS[0]] = backlogs;
  return { state: 'missing', path } as const;
}

/** The one that was asked about counts however old it is. */
async function committedSince(
  refs: readonly ReadRef[],
  start: string | undefined,
  asked: RadarRef | undefined,
  header: (ref: ReadRef) => Promise<CommitHeader>,
): Promise<readonly ReadRef[]> {
  if (start === undefined) return refs;
  const dates = await Promise.all(refs.map(async (ref) => (await header(ref)).date));
  return refs.filter(
    ({ ref }, at) => ref.label === asked?.label || Date.parse(dates[at] ?? '') >= Date.parse(start),
  );
}

const SHALLOW =
  'This clone is shallow: an ID that a base gave up before its oldest commits is not seen. `git fetch --unshallow` gets the rest.';

function partial(gaps: number): string {
  return `${gaps} earlier versions of the base are not in this clone: an ID that it gave up there is not seen. \`git fetch --refetch --no-filter\` gets them.`;
}

function namesAlone(missing: number): string {
  return `${missing} texts of ledgers could not be read: whether those entries are one is decided by their names. \`git fetch --refetch --no-filter\` brings them.`;
}

/** By name, each once; a base is no branch to be merged. */
function withoutBases(refs: readonly RadarRef[], bases: readonly RadarRef[]): readonly RadarRef[] {
  const names = new Set(bases.map(({ revision }) => revision));
  const byLabel = new Map(refs.filter(({ revision }) => !names.has(revision)).map((ref) => [ref.label, ref]));
  return [...byLabel.values()].toSorted((one, other) => (one.label < other.label ? -1 : 1));
}

/** As the listing says; else as the commit does. */
async function headerOf({ read }: Repository, { ref, commit }: ReadRef): Promise<CommitHeader> {
  const { author, date } = ref;
  if (author !== undefined && date !== undefined) return { author, date };
  const content = (await read(commit))?.content.toString('utf8') ?? '';
  const [, name = ''] = /^author (.*) <[^\n]*$/mu.exec(content) ?? [];
  const [, seconds = '0'] = /^committer .*> (\d+) [+-]\d+$/mu.exec(content) ?? [];
  return { author: name, date: new Date(Number(seconds) * 1000).toISOString() };
}

function nothingRead(unread: readonly RadarRef[]): TidemarkError {
  const [first] = unread;
  return new TidemarkError(
    'history-missing',
    `None of ${unread.length} refs could be read, ${labelOf(first?.revision ?? '')} among them.`,
    'See `git fsck`, or fetch what is missing.',
  );
}

function isAt({ label }: RadarRef): (holder: Holder) => boolean {
  return ({ ref, also }) => ref === label || also.includes(label);
}
