import { join } from 'node:path';

import { changing } from '../adapters/disk/lock/changing.ts';
import { readWorkFile, removeWorkFile, replaceWorkFile } from '../adapters/disk/work-files.ts';
import { rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { surveySteps, sweepBeside, takeSteps, undoSteps } from '../adapters/disk/file-rewrite.ts';
import type { RewriteStep } from '../adapters/disk/file-rewrite.ts';
import { TidemarkError } from '../errors.ts';
import { formatJournal, parseJournal } from '../formats/rewrite-journal.ts';

/** In the worktree's own git directory: what a renumbering is about to do, from before its first change until after its last. */
const JOURNAL = 'tidemark/renumbering';

/**
 * Takes all steps, and what `finish` does after them, or none: what fails is undone, and its error thrown. What is cut short by more than
 * that stays in the journal, for whoever takes the lock next. For the holder of the lock alone.
 */
export async function rewriteRecorded(
  repository: Repository,
  steps: readonly RewriteStep[],
  finish: () => Promise<void>,
): Promise<void> {
  return changing(async () => rewrite(repository, steps, finish));
}

async function rewrite(
  repository: Repository,
  steps: readonly RewriteStep[],
  finish: () => Promise<void>,
): Promise<void> {
  const root = rootOf(repository);
  await replaceWorkFile(repository.gitDir, JOURNAL, undefined, formatJournal(steps));
  try {
    await takeSteps(root, steps);
    await finish();
  } catch (error) {
    await undo(root, steps, error);
    await forget(repository, 'Nothing was changed');
    throw error;
  }
  await forget(repository, 'The renumbering is done');
}

/** Undoes an interrupted renumbering. Returns notices for the user, one sentence each. Only for the holder of the lock. */
export async function settleInterrupted(repository: Repository): Promise<readonly string[]> {
  return changing(async () => settle(repository));
}

async function settle(repository: Repository): Promise<readonly string[]> {
  const steps = await readInterrupted(repository);
  if (!steps) return [];
  const root = rootOf(repository);
  const taken = await surveySteps(root, steps);
  const whole = taken.done.length === steps.length;
  if (!whole && taken.strange === undefined) {
    await undoSteps(root, taken);
    await sweepBeside(root, steps);
  }
  await forget(repository, 'Nothing is left to be undone');
  if (whole) return ['A renumbering was interrupted when all of it was on disk: `git status` shows it.'];
  if (taken.strange !== undefined)
    return [
      `A renumbering was interrupted. It was not undone, because ${taken.strange} was changed since: see \`git status\`.`,
    ];
  return taken.done.length > 0 ? ['A renumbering that was interrupted has been undone: run it again.'] : [];
}

/** The steps of a renumbering that was cut short, or is under way; undefined where there is none. Throws `cannot-read` for what is no journal. */
export async function readInterrupted({ gitDir }: Repository): Promise<readonly RewriteStep[] | undefined> {
  const bytes = await readWorkFile(gitDir, JOURNAL);
  if (!bytes) return undefined;
  const steps = parseJournal(bytes);
  if (steps) return steps;
  throw new TidemarkError(
    'cannot-read',
    `${join(gitDir, JOURNAL)} records a renumbering that was interrupted, but cannot be read.`,
    'See `git status` for what it left half done, then remove that file.',
  );
}

async function undo(root: string, steps: readonly RewriteStep[], cause: unknown): Promise<void> {
  try {
    await undoSteps(root, await surveySteps(root, steps));
  } catch (error) {
    const reasons = [cause, error].map((one) => (one instanceof Error ? one.message : String(one)));
    throw new TidemarkError(
      'cannot-write',
      `Half of the renumbering is on disk: ${reasons[0]} Then undoing it failed: ${reasons[1]}`,
      'Remove the cause: the next command that writes, such as `tidemark fix`, undoes the rest.',
    );
  }
}

async function forget({ gitDir }: Repository, state: string): Promise<void> {
  await removeWorkFile(gitDir, JOURNAL).catch((error: unknown) => {
    throw new TidemarkError(
      'cannot-write',
      error instanceof Error ? error.message : String(error),
      `${state}. Remove the cause; the next command that writes removes that file.`,
    );
  });
}
