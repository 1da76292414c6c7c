import { posix } from 'node:path';

import { readOperation } from '../adapters/git/conflict/operation.ts';
import type { OperationKind } from '../adapters/git/conflict/operation.ts';
import { restoreStages } from '../adapters/git/conflict/stages.ts';
import { openRepository, rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { listStates } from '../adapters/git/tracked-files.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { Renumbering } from '../core/renumbering/renumber-plan.ts';
import { noBacklog } from '../reading/missing-backlog.ts';
import { DEFAULT_BACKLOGS, readLocalSettings } from '../reading/settings.ts';
import { lockWorkTree } from '../writing/work-tree-lock.ts';
import type { ConflictSurvey } from './merging/conflict-survey.ts';
import type { Conflict } from './merging/merge-versions.ts';
import { endedSides, readEnded, writeEnded } from './rebase/ended-rebase.ts';
import { draftBacklogs, redraft } from './backlog-drafts.ts';
import type { BacklogDrafts } from './backlog-drafts.ts';
import { readMemory, rememberMoves } from './rebase/rebase-memory.ts';
import { isChanged, isOpen } from './merging/unsettled-file.ts';
import type { SettledFile } from './merging/unsettled-file.ts';
import { followedPaths, followMoves } from './rebase/follow-moves.ts';
import { outlookOf } from './outlook.ts';
import type { Outlook } from './outlook.ts';
import type { FileChange } from './renumber-files.ts';
import { othersOf, repairBacklogs, repairFiles } from './resolve-repairs.ts';
import { joined, pathsOf, writeRepair } from './repair.ts';
import type { Repair } from './repair.ts';

export interface ResolveOptions {
  /** Absolute; anywhere inside the work tree. */
  readonly cwd: string;
  readonly configPath?: string | undefined;
  readonly dryRun: boolean;
}

/** What was resolved, and what is left. */
export interface ResolveReport extends Outlook {
  /** What git is in the midst of. */
  readonly operation: OperationKind;
  /** Files that were in conflict, or had lost something. */
  readonly files: readonly SettledFile[];
  /** Files in which what a rebase renumbered had its former ID. */
  readonly followed: readonly string[];
  readonly renumberings: readonly Renumbering[];
  readonly changes: readonly FileChange[];
  /** Paths that are staged now, or with `dryRun` would be; relative to the root. */
  readonly staged: readonly string[];
  /** What is left for people to decide. */
  readonly open: readonly OpenConflict[];
  /** Unmerged paths that are not Tidemark's. */
  readonly others: readonly string[];
  /** What stays wrong because nothing is left that could carry a new ID. */
  readonly stuck: readonly Finding[];
  readonly notices: readonly string[];
}

export interface OpenConflict extends Conflict {
  readonly path: string;
}

/**
 * Settles what is in conflict in the guarded files, whatever git is in the midst of: merges them by items and entries, puts back what was
 * lost, renumbers what collides, and stages all that; it never commits. What both sides changed stays for people: then nothing is
 * renumbered yet. Throws as `renumber` does; then tree, index and files are as before.
 */
export async function resolveConflicts(options: ResolveOptions): Promise<ResolveReport> {
  const repository = await openRepository(options.cwd);
  rootOf(repository);
  if (options.dryRun) return work(repository, options);
  const lock = await lockWorkTree(repository);
  try {
    const report = await work(repository, options);
    return { ...report, notices: [...lock.notices, ...report.notices] };
  } finally {
    lock.release();
  }
}

async function work(repository: Repository, { configPath, dryRun }: ResolveOptions): Promise<ResolveReport> {
  const local = await readLocalSettings(repository, configPath);
  const operation = await readOperation(repository);
  const ended = operation.kind === 'none' ? await readEnded(repository) : undefined;
  const sides = ended && (await endedSides(repository, ended));
  const terms = { operation, sides, skipped: ended?.skipped, all: true, dryRun };
  const memory = ended ?? (await readMemory(operation.rebaseDirectory));
  const merged = await draftBacklogs(repository, local, terms);
  await refuseElsewhere(repository, merged);
  const drafts = await redraft(merged, async (draft, own) => followMoves(repository, own, draft, memory));
  const since = ended?.onto;
  const { repair: backlogs, moves } = await repairBacklogs(repository, drafts, { operation, since, dryRun });
  const unmerged = othersOf(drafts);
  const ledgers = await repairFiles(repository, drafts, unmerged, { operation, since });
  const repair = joined(backlogs, ledgers.repair);
  const others = unmerged.filter((path) => !ledgers.settled.has(path));
  const files = drafts.flatMap(({ draft }) => draft.files);
  const staged = await pathsToStage(repository, drafts, repair, others);
  const open = files.filter(isOpen);
  if (!dryRun) {
    await writeRepair(repository, repair, staged);
    await restoreStages(repository.directory, stagesOf(open));
    await rememberMoves(operation.rebaseDirectory, moves);
    await writeEnded(repository, undefined);
  }
  return {
    operation: operation.kind,
    files: files.filter((file) => isChanged(file) || isOpen(file)),
    followed: drafts.flatMap(({ draft }, at) => followedPaths(merged[at]?.draft ?? draft, draft)),
    renumberings: repair.plans,
    changes: repair.rewriting.changes,
    staged,
    open: open.flatMap(({ path, conflicts }) => conflicts.map((conflict) => ({ ...conflict, path }))),
    others,
    stuck: repair.stuck,
    notices: [...notesIn(merged), ...files.flatMap(noticesOn), ...repair.notices],
    ...(await outlookOf(repository, operation, stashIn(drafts), { staged, open, dryRun })),
  };
}

function notesIn(drafts: BacklogDrafts): readonly string[] {
  return [...new Set(drafts.flatMap(({ draft }) => draft.reading.notes))];
}

function stashIn(drafts: BacklogDrafts): Pick<ConflictSurvey, 'stash'> {
  return { stash: drafts.flatMap(({ draft }) => draft.survey.stash ?? [])[0] };
}

/** What is in conflict may be a backlog that nobody told Tidemark of. */
async function refuseElsewhere(repository: Repository, drafts: BacklogDrafts): Promise<void> {
  const { backlog } = drafts[0].draft.reading.snapshot;
  const isInConflict = othersOf(drafts).some((path) => posix.basename(path) === DEFAULT_BACKLOGS[0]);
  if (backlog.state === 'missing' && isInConflict) throw await noBacklog(repository, backlog);
}

/** What is settled and not staged as it is to be. */
async function pathsToStage(
  { directory }: Repository,
  drafts: BacklogDrafts,
  { rewriting }: Repair,
  others: readonly string[],
): Promise<readonly string[]> {
  const files = drafts.flatMap(({ draft }) => draft.files);
  const open = new Set([...files.filter(isOpen).map(({ path }) => path), ...others]);
  const surveyed = drafts.flatMap(({ draft }) => draft.survey.files);
  const known = surveyed.filter(({ path, state }) => state !== 'past' && !open.has(path));
  const paths = known.map(({ path }) => path);
  // Without a path git would tell of all there is.
  const states = paths.length > 0 ? await listStates(directory, paths, 'with filters') : [];
  const unstaged = states.filter(({ state }) => state === 'unmerged' || state === 'unstaged');
  const written = pathsOf(rewriting).filter((path) => !open.has(path));
  return [...new Set([...unstaged.map(({ path }) => path), ...written])];
}

/** A file that was staged with its markers is in conflict again, so that nobody commits it. */
function stagesOf(open: readonly SettledFile[]) {
  const staged = open.flatMap(({ path, conflict }) =>
    conflict?.state === 'staged' ? [[path, conflict.stages] as const] : [],
  );
  return new Map(staged);
}

function noticesOn({ path, conflict, notices }: SettledFile): readonly string[] {
  const { base, ours, theirs } = conflict?.versions ?? {};
  const isHalf = conflict?.state === 'unmerged' && base && !(ours && theirs);
  return isHalf ? [...notices, `One side deleted ${path}, and the other changed it: it stays.`] : notices;
}
