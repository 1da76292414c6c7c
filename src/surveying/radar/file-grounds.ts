import type { BranchTip, FileGround, RadarGround } from '../../core/radar/branch-draws.ts';
import { drawnKeys, namesakes, uniteAlike } from '../../core/radar/file-draws.ts';
import type { FileHistory } from '../../core/identity/files/file-history.ts';
import { ancestorsOf } from '../../core/identity/files/graph.ts';
import { doubtfulOids, identify, sampleOids } from '../../core/identity/files/identify.ts';
import { highestOf } from '../../core/identity/files/prefix-lines.ts';
import { project, withOtherNumbers } from '../../core/identity/files/projection.ts';
import type { Projection } from '../../core/identity/files/projection.ts';
import type { Sketch } from '../../core/identity/files/similarity.ts';
import { claimOf, type Known } from '../../core/identity/files/things.ts';
import { oidsOf, type FileEntry } from '../../core/ledger/files/file-ledger.ts';
import { stateWith } from '../../core/ledger/ledger-state.ts';
import { numbersAfter } from '../../core/ledger/files/next-number.ts';
import { renameCommand } from '../../core/rules/files/wording.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { historyOf } from '../../reading/ledgers/history-of-ledger.ts';
import { readerOf } from '../../reading/ledgers/names.ts';
import { ledgerGraph } from './ledger-graph.ts';
import type { CommitHeader } from './radar-ground.ts';
import type { ReadRef, RefReading } from './radar-reading.ts';

/** A ref at the version of a ledger that it has. */
interface At {
  readonly ref: ReadRef;
  /** Undefined where it has nothing of the ledger. */
  readonly position: number | undefined;
}

/** What names alone say of a ledger on all refs. */
export interface FileSurvey {
  readonly ledger: FileLedger;
  readonly history: FileHistory;
  readonly bases: readonly At[];
  /** Those that have something that is not in the past of a base. */
  readonly tips: readonly At[];
  readonly keys: ReadonlySet<string>;
  readonly alike: ReturnType<typeof namesakes>;
  /** The contents (full hex) that somebody has to read before it is known which entries are one. */
  readonly texts: ReadonlySet<string>;
}

/** Looks at the names of all ledgers; asks git nothing. Where several things may share a number, nothing can be contested. */
export function surveyFiles(reading: RefReading, tips: readonly ReadRef[]): readonly FileSurvey[] {
  return reading.settings.ledgers
    .filter(({ terms }) => !terms.sharing)
    .map((ledger) => surveyOf(reading, tips, ledger));
}

function surveyOf(
  { graph, ledgerChanges, bases }: RefReading,
  refs: readonly ReadRef[],
  ledger: FileLedger,
): FileSurvey {
  const { kind, terms } = ledger;
  const read = readerOf({ kind, paths: terms.paths });
  const { commits, versionOf } = ledgerGraph(graph, ledgerChanges, (path) => read(path).name !== undefined);
  const kept = new Set(bases.flatMap(({ commit }) => versionOf.get(commit) ?? []));
  const history = historyOf(read, commits, kept);
  const at = (ref: ReadRef): At => ({
    ref,
    position: history.positions.get(versionOf.get(ref.commit) ?? ''),
  });
  const [onBases, onTips] = [bases.map(at), refs.map(at)];
  const known = ancestorsOf(history, positionsOf(onBases));
  const tips = onTips.filter(({ position }) => position !== undefined && known[position] !== 1);
  const keys = drawnKeys(history, positionsOf(onBases), positionsOf(tips));
  const standing = keys.size > 0 ? entriesOf(history, onBases) : [];
  const alike = namesakes(history, keys, standing);
  const texts = new Set(keys.size > 0 ? doubtfulOids(history) : []);
  if (texts.size + alike.length > 0)
    for (const oid of sampleOids(standing.map(({ entry }) => entry))) texts.add(oid);
  for (const { entry } of alike.flat()) for (const oid of oidsOf(entry.files)) texts.add(oid);
  return { ledger, history, bases: onBases, tips, keys, alike, texts };
}

function positionsOf(refs: readonly At[]): readonly number[] {
  return refs.flatMap(({ position }) => position ?? []);
}

/** All that bases have. */
function entriesOf(history: FileHistory, bases: readonly At[]): readonly Known[] {
  return positionsOf(bases).flatMap((position) => [...history.stateAt(position).values()].flat());
}

/** Puts a survey together for the core, when all that could be read is read. Undefined where no ref draws anything. */
export async function fileGroundOf(
  survey: FileSurvey,
  texts: ReadonlyMap<string, Sketch>,
  headerOf: (ref: ReadRef) => Promise<CommitHeader>,
): Promise<RadarGround | undefined> {
  const { ledger, history, bases, tips, keys, alike } = survey;
  const { terms } = ledger;
  if (keys.size === 0) return undefined;
  const standing = entriesOf(history, bases);
  const identified = identify(history, texts);
  uniteAlike(alike, texts);
  const last = highestEntries(history, bases, standing);
  const all = withOtherNumbers(history, identified, [
    ...keys,
    ...alike.flat().map(({ entry }) => entry.key),
    ...last.map(({ entry }) => entry.key),
  ]);
  const positions = positionsOf([...bases, ...tips]);
  const projection = project(history, identified, all, positions, () => undefined);
  const tell = async (at: At): Promise<BranchTip> => tipOf(history, projection, at, await headerOf(at.ref));
  const [onBases, onTips] = [await Promise.all(bases.map(tell)), await Promise.all(tips.map(tell))];
  return {
    ledger: terms.name,
    ordered: terms.order !== 'off',
    bases: onBases,
    tips: onTips,
    versions: projection.versions,
    knownDirectories: new Set(),
    maxLeap: terms.maxLeap,
    files: filesOf(survey, projection, last),
  };
}

function tipOf(
  history: FileHistory,
  { entriesAt }: Projection,
  { ref: { ref, commit }, position }: At,
  { author, date }: CommitHeader,
): BranchTip {
  const { label, switchTo, branch } = ref;
  const entries = position === undefined ? [] : entriesAt(position);
  const line = position === undefined ? 0 : highestOf(history.lines[position]);
  const version = history.commits[position ?? -1];
  return {
    ref: label,
    switchTo,
    branch,
    commit,
    ...(version !== undefined && { version }),
    author,
    date,
    state: stateWith({ path: '', entries, mark: line }),
    headings: [],
    directories: [],
  };
}

/** Of each prefix what the bases are at. */
function highestEntries(
  history: FileHistory,
  bases: readonly At[],
  standing: readonly Known[],
): readonly Known[] {
  const lines = positionsOf(bases).map((position) => history.lines[position]);
  return standing.filter(({ entry: { id, isCounted } }) =>
    lines.some((own) => isCounted && own?.get(id.prefix) === id.number),
  );
}

function filesOf(
  { ledger: { terms }, history, bases, tips }: FileSurvey,
  { knownAt }: Projection,
  last: readonly Known[],
): FileGround {
  const here = new Map([...bases, ...tips].map(({ ref, position }) => [ref.commit, position]));
  const lines = positionsOf(bases).map((position) => history.lines[position]);
  const lineOf = (prefix: string): number => Math.max(0, ...lines.map((line) => line?.get(prefix) ?? 0));
  // Thousands of branches have mostly the same.
  const drawn = new Set<FileEntry>();
  for (const position of positionsOf(tips)) for (const { entry } of knownAt(position)) drawn.add(entry);
  const entries = [
    ...last.map(({ entry }) => entry),
    ...[...drawn].filter(({ id }) => id.number <= lineOf(id.prefix) + terms.maxLeap),
  ];
  return {
    newNumbers: () => numbersAfter(entries),
    move: ({ commit }, claim, number) => {
      const position = here.get(commit);
      const known = position === undefined ? [] : knownAt(position);
      const entry = known.find((one) => claimOf(one) === claim)?.entry;
      const paths = entry?.files.map(({ path }) => path) ?? [];
      return renameCommand({ written: entry?.written, place: claim.place }, paths, number);
    },
    isReusable: terms.reuse !== 'error',
  };
}
