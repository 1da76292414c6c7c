import { readWorkFile } from '../../adapters/disk/work-files.ts';
import type { Operation } from '../../adapters/git/conflict/operation.ts';
import { rootOf } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { Snapshot } from '../../core/ledger/snapshot.ts';
import type { FileMove } from '../../core/renumbering/renumber-plan.ts';
import { backlogPathOf, meantMark } from '../../core/ledger/view.ts';
import type { RememberedMove } from '../../formats/remembered-moves.ts';
import { decodeUtf8 } from '../../formats/text/utf8.ts';
import { parseBacklogOnce } from '../../reading/parse-once.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { readSnapshot } from '../../reading/snapshots.ts';
import type { Reading } from '../../reading/snapshots.ts';
import type { CommitSides } from './commit-sides.ts';
import { surveyConflicts } from './conflict-survey.ts';
import type { ConflictSurvey } from './conflict-survey.ts';
import { kindOf } from './file-kind.ts';
import { movesAbout, readMemory } from '../rebase/rebase-memory.ts';
import { settleFile } from './settle-file.ts';
import type { SettledFile, SettleTerms, UnsettledFile } from './unsettled-file.ts';
import { headingsOnce } from '../../formats/worklog/read-once.ts';

/** What the guarded files of the work tree are to become before anything is renumbered. */
export interface Draft {
  /** The work tree with those files in the place of what is on disk. */
  readonly reading: Reading;
  /** By path: what is on disk, and what it is to become. A file that is not here stays as it is. */
  readonly texts: ReadonlyMap<string, DraftText>;
  /** Files that get another path, after their texts are written. */
  readonly moves: readonly FileMove[];
  readonly backlog: DraftBacklog;
  readonly files: readonly SettledFile[];
  readonly survey: ConflictSurvey;
  /** Whatever HEAD does not have came in one go, but git does not tell from which commit. */
  readonly brought: boolean;
}

export interface DraftText {
  readonly disk: Uint8Array;
  readonly content: Uint8Array;
}

interface DraftBacklog {
  readonly path: string;
  readonly text: string;
  /** The highest mark that a side of a conflict has; 0 without any. */
  readonly mark: number;
}

export interface DraftTerms {
  readonly operation: Operation;
  /** What became one, where git does not tell any more. */
  readonly sides?: CommitSides | undefined;
  /** `created` and title of items that were left out on purpose. */
  readonly skipped?: readonly string[] | undefined;
  /** Worklogs and the files of changes, too; else the backlog alone. */
  readonly all: boolean;
  readonly dryRun: boolean;
}

/** Reads the work tree and settles what is in conflict, as far as that can be done without people. Writes no file. */
export async function draftWorkTree(
  repository: Repository,
  local: LocalSettings,
  { operation, sides, skipped = [], all, dryRun }: DraftTerms,
): Promise<Draft> {
  const about = { label: 'work tree', role: 'candidate' } as const;
  const reading = await readSnapshot(repository, { kind: 'worktree', ignored: false }, about, local);
  const survey = await surveyConflicts(repository, reading.settings, operation, {
    sides,
    asked: all && !sides,
  });
  const unsettled = await findUnsettled(repository, reading, survey);
  const others = unsettled.filter(({ kind }) => all && kind !== 'backlog');
  const path = backlogPathOf(reading.snapshot);
  const moves = movesAbout(await movesSoFar(operation), path);
  const terms = { entries: [], moves, skipped, lost: lostIn(survey), replace: all, dryRun };
  const settled = await settleAll(repository, others, terms);
  const headings = headingsOf(reading.snapshot, settled);
  const own = unsettled.filter((file) => file.path === path);
  const files = [...(await settleAll(repository, own, { ...terms, entries: headings })), ...settled];
  const texts = new Map(files.map((file) => [file.path, { disk: file.disk, content: file.content }]));
  return {
    reading: { ...reading, snapshot: await snapshotOf(reading.snapshot, headings, texts.get(path)?.content) },
    texts,
    moves: [],
    backlog: {
      path,
      text: textOf(texts.get(path)?.content ?? (await readWorkFile(rootOf(repository), path))),
      mark: await highestMark(own),
    },
    files,
    survey,
    brought: !survey.sides && survey.files.length > 0,
  };
}

async function movesSoFar({ rebaseDirectory }: Operation): Promise<readonly RememberedMove[]> {
  return (await readMemory(rebaseDirectory))?.moves ?? [];
}

/** A merge that is just as its first parent was may have been meant so. */
function lostIn({ sides }: ConflictSurvey): SettleTerms['lost'] {
  return sides?.keepsFirst ? 'disputed' : 'all';
}

async function highestMark(files: readonly UnsettledFile[]): Promise<number> {
  const versions = files.flatMap(({ conflict }) => [conflict?.versions.ours, conflict?.versions.theirs]);
  const marks = versions.map(async (version) => {
    const state = version && (await parseBacklogOnce('', version));
    return (state?.state === 'readable' && meantMark(state.backlog.mark)) || 0;
  });
  return Math.max(0, ...(await Promise.all(marks)));
}

function textOf(bytes: Uint8Array | undefined): string {
  const decoded = bytes && decodeUtf8(bytes);
  return decoded && 'text' in decoded ? decoded.text : '';
}

/** What git says is in conflict, and what has markers though git knows of no conflict any more; only what is on disk. */
async function findUnsettled(
  repository: Repository,
  { snapshot, settings }: Reading,
  { files }: ConflictSurvey,
): Promise<readonly UnsettledFile[]> {
  const { backlog, worklogProblems = [] } = snapshot;
  const marked = [
    ...(backlog.state === 'unreadable' ? [backlog.path] : []),
    ...worklogProblems.map(({ place }) => place.path),
  ];
  const paths = new Set([...files.map(({ path }) => path), ...marked]);
  const found = await Promise.all(
    [...paths].map(async (path): Promise<readonly UnsettledFile[]> => {
      const kind = kindOf(path, settings);
      const disk = await readWorkFile(rootOf(repository), path);
      const conflict = files.find((file) => file.path === path);
      return kind && disk ? [{ path, kind, disk, conflict }] : [];
    }),
  );
  return found.flat();
}

async function settleAll(
  repository: Repository,
  files: readonly UnsettledFile[],
  terms: SettleTerms,
): Promise<readonly SettledFile[]> {
  return Promise.all(files.map(async (file) => settleFile(repository, file, terms)));
}

function headingsOf({ headings }: Snapshot, settled: readonly SettledFile[]): Snapshot['headings'] {
  const worklogs = settled.filter(({ kind }) => kind === 'worklog');
  const rest = headings.filter(({ place }) => !worklogs.some(({ path }) => path === place.path));
  return [...rest, ...worklogs.flatMap(({ path, content }) => headingsOnce(path, content))];
}

async function snapshotOf(
  snapshot: Snapshot,
  headings: Snapshot['headings'],
  backlog: Uint8Array | undefined,
): Promise<Snapshot> {
  const path = backlogPathOf(snapshot);
  return {
    ...snapshot,
    headings,
    backlog: backlog ? await parseBacklogOnce(path, backlog) : snapshot.backlog,
  };
}
