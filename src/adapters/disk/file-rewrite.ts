import { lstat, readdir, rename, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { TidemarkError } from '../../errors.ts';
import { readWorkFile, refuseLinks, removeWorkFile, replaceWorkFile, sweepLeftovers } from './work-files.ts';
import { makeDirectory, reasonOf } from './file-trouble.ts';

/** A step of rewriting a work tree; paths are relative to its root. Directories move with all they hold. */
export type RewriteStep =
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly before: Uint8Array;
      readonly after: Uint8Array;
    }
  | { readonly kind: 'create'; readonly path: string; readonly after: Uint8Array };

/**
 * Takes all steps in order: files are written under their old names, then things move; a new file is made where it stays. Nothing is overwritten: `refused` for a place
 * that is taken or a way through a link, `changed-meanwhile` for a file that is no longer `before`, else `cannot-write`.
 */
export async function takeSteps(root: string, steps: readonly RewriteStep[]): Promise<void> {
  for (const step of steps) await take(root, step);
}

export interface StepsTaken {
  /** In the order in which they were taken. */
  readonly done: readonly RewriteStep[];
  /** Something that is neither as it was before nor as it was to be. */
  readonly strange: string | undefined;
}

/** Which of the steps are to be seen on disk, after whatever cut them short. */
export async function surveySteps(root: string, steps: readonly RewriteStep[]): Promise<StepsTaken> {
  const states = new Map<RewriteStep, StepState>();
  let moved: readonly Move[] = [];
  for (const step of steps.filter((step) => step.kind === 'move')) {
    const state = await stateOfMove(root, step);
    states.set(step, state);
    if (state === 'done') moved = [...moved, step];
  }
  for (const step of steps.filter((step) => step.kind === 'write')) {
    const path = moved.reduce((now, { from, to }) => follow(now, from, to), step.path);
    states.set(step, await stateOfWrite(root, path, step));
  }
  for (const step of steps.filter((step) => step.kind === 'create'))
    states.set(step, await stateOfNew(root, step));
  const done = steps.filter((step) => states.get(step) === 'done');
  const strange = steps.find((step) => states.get(step) === 'strange');
  return { done, strange: strange?.kind === 'move' ? strange.to : strange?.path };
}

/** Undoes what `surveySteps` found to be done. Throws as `takeSteps` does. */
export async function undoSteps(root: string, { done }: StepsTaken): Promise<void> {
  for (const step of done.toReversed())
    await (step.kind === 'create' ? remove(root, step) : take(root, inverseOf(step)));
}

/** Removes what a killed process left beside the files that it was to write or move. */
export async function sweepBeside(root: string, steps: readonly RewriteStep[]): Promise<void> {
  const directories = steps.map((step) => dirname(step.kind === 'move' ? step.from : step.path));
  for (const directory of new Set(directories)) await sweepLeftovers(root, directory);
}

/** Where `path` is after something moved. */
export function follow(path: string, from: string, to: string): string {
  return path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : path;
}

type Move = Extract<RewriteStep, { kind: 'move' }>;
type Write = Extract<RewriteStep, { kind: 'write' }>;
type Creation = Extract<RewriteStep, { kind: 'create' }>;
type StepState = 'done' | 'open' | 'strange';

async function stateOfMove(root: string, { from, to }: Move): Promise<StepState> {
  if (!(await exists(root, to))) return 'open';
  return (await exists(root, from)) ? 'strange' : 'done';
}

async function stateOfWrite(root: string, path: string, { before, after }: Write): Promise<StepState> {
  const now = await readWorkFile(root, path).catch(() => undefined);
  if (now && Buffer.compare(now, after) === 0) return 'done';
  return now && Buffer.compare(now, before) === 0 ? 'open' : 'strange';
}

async function stateOfNew(root: string, { path, after }: Creation): Promise<StepState> {
  const now = await readWorkFile(root, path).catch(() => null);
  if (now === undefined) return 'open';
  return now && Buffer.compare(now, after) === 0 ? 'done' : 'strange';
}

async function exists(root: string, path: string): Promise<boolean> {
  return (await lstat(join(root, path)).catch(() => undefined)) !== undefined;
}

function inverseOf(step: Move | Write): RewriteStep {
  return step.kind === 'move'
    ? { kind: 'move', from: step.to, to: step.from }
    : { ...step, before: step.after, after: step.before };
}

async function take(root: string, step: RewriteStep): Promise<void> {
  if (step.kind === 'create') return create(root, step);
  if (step.kind === 'write') return replaceWorkFile(root, step.path, step.before, step.after);
  const { from, to } = step;
  await refuseLinks(root, from);
  await refuseLinks(root, to);
  if (await exists(root, to)) {
    throw new TidemarkError(
      'refused',
      `${to} is there already.`,
      'Move it away, or choose another number with --to.',
    );
  }
  try {
    await makeDirectory(dirname(join(root, to)));
    await rename(join(root, from), join(root, to));
    await removeEmpty(root, dirname(from));
  } catch (error) {
    throw new TidemarkError(
      'cannot-write',
      `${from} could not be moved: ${reasonOf(error)}.`,
      'Nothing was changed. Remove the cause and run the command again.',
    );
  }
}

async function create(root: string, { path, after }: Creation): Promise<void> {
  await refuseLinks(root, path);
  if (await exists(root, path))
    throw new TidemarkError(
      'refused',
      `${path} is there already.`,
      'Move it away, and run the command again.',
    );
  await replaceWorkFile(root, path, undefined, after);
}

async function remove(root: string, { path }: Creation): Promise<void> {
  await removeWorkFile(root, path);
  await removeEmpty(root, dirname(path));
}

/** Git knows no empty directories, so none is left behind. */
async function removeEmpty(root: string, directory: string): Promise<void> {
  if (directory === '.') return;
  const names = await readdir(join(root, directory)).catch(() => ['?']);
  if (names.length > 0) return;
  await rmdir(join(root, directory));
  await removeEmpty(root, dirname(directory));
}
