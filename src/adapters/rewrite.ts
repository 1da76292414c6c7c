import { lstat, mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { TidemarkError } from '../errors.ts';
import { refuseLinks, replaceWorkFile } from './files.ts';

/** A step of rewriting a work tree; paths are relative to its root. Directories move with all they hold. */
export type RewriteStep =
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly before: Uint8Array;
      readonly after: Uint8Array;
    };

/**
 * Takes all steps in order, and what `finish` does after them, or none of it: when one fails those before it are undone, and its error is
 * thrown. Nothing is overwritten: `refused` for a place that is taken or a way through a link, `changed-meanwhile` for a file that is no
 * longer `before`, else `cannot-write`.
 */
export async function rewriteWorkTree(
  root: string,
  steps: readonly RewriteStep[],
  finish: () => Promise<void>,
): Promise<void> {
  const done: RewriteStep[] = [];
  try {
    for (const step of steps) {
      await take(root, step);
      done.unshift(step);
    }
    await finish();
  } catch (error) {
    await undo(root, done, error);
    throw error;
  }
}

async function undo(root: string, done: readonly RewriteStep[], cause: unknown): Promise<void> {
  try {
    for (const step of done) await take(root, inverseOf(step));
  } catch (error) {
    const reasons = [cause, error].map((one) => (one instanceof Error ? one.message : String(one)));
    throw new TidemarkError(
      'cannot-write',
      `Half of the renumbering is on disk: ${reasons[0]} Then undoing it failed: ${reasons[1]}`,
      'What git tracks is safe in the index: see `git status` and `git diff`.',
    );
  }
}

function inverseOf(step: RewriteStep): RewriteStep {
  return step.kind === 'move'
    ? { kind: 'move', from: step.to, to: step.from }
    : { ...step, before: step.after, after: step.before };
}

async function take(root: string, step: RewriteStep): Promise<void> {
  if (step.kind === 'write') return replaceWorkFile(root, step.path, step.before, step.after);
  const { from, to } = step;
  await refuseLinks(root, from);
  await refuseLinks(root, to);
  if (await lstat(join(root, to)).catch(() => undefined)) {
    throw new TidemarkError(
      'refused',
      `${to} is there already.`,
      'Move it away, or choose another number with --to.',
    );
  }
  try {
    await mkdir(dirname(join(root, to)), { recursive: true });
    await rename(join(root, from), join(root, to));
    await removeEmpty(root, dirname(from));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TidemarkError(
      'cannot-write',
      `${from} could not be moved: ${reason}.`,
      'Nothing was changed. Remove the cause and run the command again.',
    );
  }
}

/** Git knows no empty directories, so none is left behind. */
async function removeEmpty(root: string, directory: string): Promise<void> {
  if (directory === '.') return;
  const names = await readdir(join(root, directory)).catch(() => ['?']);
  if (names.length > 0) return;
  await rmdir(join(root, directory));
  await removeEmpty(root, dirname(directory));
}
