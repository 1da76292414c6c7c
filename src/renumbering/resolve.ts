import { posix } from 'node:path';

import { readOperation } from '../adapters/git/conflict/operation.ts';
import type { Operation, OperationKind } from '../adapters/git/conflict/operation.ts';
import { restoreStages } from '../adapters/git/conflict/stages.ts';
import { openRepository, rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { listStates } from '../adapters/git/tracked-files.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { Renumbering } from '../core/renumbering/renumber-plan.ts';
import { noBacklog } from '../reading/missing-backlog.ts';
import { DEFAULT_BACKLOGS, readLocalSettings } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { lockWorkTree } from '../writing/work-tree-lock.ts';
import { draftWorkTree } from './merging/draft.ts';
import type { Draft } from './merging/draft.ts';
import type { Conflict } from './merging/merge-versions.ts';
import { endedSides, readEnded, writeEnded } from './rebase/ended-rebase.ts';
import { readMemory, rememberMoves } from './rebase/rebase-memory.ts';
import { isChanged, isOpen } from './merging/unsettled-file.ts';
import type { SettledFile } from './merging/unsettled-file.ts';
import { followedPaths, followMoves } from './rebase/follow-moves.ts';
import { outlookOf } from './outlook.ts';
import type { Outlook } from './outlook.ts';
import { casesOf } from './planning/renumber-cases.ts';
import { rewritingOf } from './renumber-files.ts';
import type { FileChange } from './renumber-files.ts';
import { groundOf } from './planning/renumber-situations.ts';
import type { ResolvedLedgers } from './ledgers/resolve-ledgers.ts';
import { joined, NO_REPAIR, pathsOf, planRepair, writeRepair } from './repair.ts';
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
    await lock.release();
  }
}

async function work(repository: Repository, { configPath, dryRun }: ResolveOptions): Promise<ResolveReport> {
  const local = await readLocalSettings(repository, configPath);
  const operation = await readOperation(repository);
  const ended = operation.kind === 'none' ? await readEnded(repository) : undefined;
  const sides = ended && (await endedSides(repository, ended));
  const terms = { operation, sides, skipped: ended?.skipped, all: true, dryRun };
  const memory = ended ?? (await readMemory(operation.rebaseDirectory));
  const merged = await draftWorkTree(repository, local, terms);
  await refuseElsewhere(repository, merged);
  const draft = await followMoves(repository, local, merged, memory);
  const since = ended?.onto;
  const backlog = await repairOf(repository, local, draft, { operation, since, dryRun });
  const ledgers = await ledgersOf(repository, local, draft, { operation, since });
  const repair = joined(backlog, ledgers.repair);
  const others = draft.survey.others.filter((path) => !ledgers.settled.has(path));
  const staged = await pathsToStage(repository, draft, repair, others);
  const open = draft.files.filter(isOpen);
  if (!dryRun) {
    await writeRepair(repository, repair, staged);
    await restoreStages(repository.directory, stagesOf(open));
    await rememberMoves(operation.rebaseDirectory, backlog.plans);
    await writeEnded(repository, undefined);
  }
  return {
    operation: operation.kind,
    files: draft.files.filter((file) => isChanged(file) || isOpen(file)),
    followed: followedPaths(merged, draft),
    renumberings: repair.plans,
    changes: repair.rewriting.changes,
    staged,
    open: open.flatMap(({ path, conflicts }) => conflicts.map((conflict) => ({ ...conflict, path }))),
    others,
    stuck: repair.stuck,
    notices: [...merged.reading.notes, ...draft.files.flatMap(noticesOn), ...repair.notices],
    ...(await outlookOf(repository, operation, draft.survey, { staged, open })),
  };
}

/** What is in conflict may be a backlog that nobody told Tidemark of. */
async function refuseElsewhere(repository: Repository, { reading, survey }: Draft): Promise<void> {
  const { backlog } = reading.snapshot;
  const isInConflict = survey.others.some((path) => posix.basename(path) === DEFAULT_BACKLOGS[0]);
  if (backlog.state === 'missing' && isInConflict) throw await noBacklog(repository, backlog);
}

interface RepairTerms {
  readonly operation: Operation;
  /** What a rebase put HEAD on that left something to do. */
  readonly since: string | undefined;
  readonly dryRun: boolean;
}

/** As long as people have something to decide, nobody can tell what collides. */
async function repairOf(
  repository: Repository,
  local: LocalSettings,
  draft: Draft,
  { operation, since, dryRun }: RepairTerms,
): Promise<Repair> {
  const { survey, files } = draft;
  const isIdle =
    operation.kind === 'none' && since === undefined && survey.files.length === 0 && files.length === 0;
  if (isIdle) return { ...NOTHING, rewriting: { steps: [], changes: [] } };
  const isReadable = draft.reading.snapshot.backlog.state === 'readable';
  if (files.some(isOpen) || !isReadable)
    return { ...NOTHING, rewriting: await rewritingOf(rootOf(repository), [], draft, 0) };
  const { situations, scenes, home } = await groundOf(repository, local, draft, {
    operation,
    since,
  });
  const cases = { ...casesOf(situations, [], scenes), situations };
  return planRepair(repository, local, draft, cases, { home, dryRun });
}

const NOTHING = { plans: [], stuck: [], notices: [] };

/** Most repositories have none. */
async function ledgersOf(
  repository: Repository,
  local: LocalSettings,
  draft: Draft,
  terms: Pick<RepairTerms, 'operation' | 'since'>,
): Promise<ResolvedLedgers> {
  if (draft.reading.settings.ledgers.length === 0) return { repair: NO_REPAIR, settled: new Set() };
  const { resolveLedgers } = await import('./ledgers/resolve-ledgers.ts');
  return resolveLedgers(repository, local, draft, terms);
}

/** What is settled and not staged as it is to be. */
async function pathsToStage(
  { directory }: Repository,
  { files, survey }: Draft,
  { rewriting }: Repair,
  others: readonly string[],
): Promise<readonly string[]> {
  const open = new Set([...files.filter(isOpen).map(({ path }) => path), ...others]);
  const known = survey.files.filter(({ path, state }) => state !== 'past' && !open.has(path));
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
