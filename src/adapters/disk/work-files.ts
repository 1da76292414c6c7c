import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { TidemarkError } from '../../errors.ts';
import { writeAtomically } from './atomic-write.ts';
import { cannotRead, cannotWrite, errorCode } from './file-trouble.ts';
import { sweepTemporaries } from './temporary-files.ts';
import { findWorkLink, statsOf } from './work-file-kind.ts';

/**
 * Reads a file of the work tree. `path` is relative to `root`, the work tree's absolute path; the result is bytes, `undefined` where no file is.
 * Throws `refused` for a symbolic link anywhere below `root`, `cannot-read` for whatever else keeps the content away.
 */
export async function readWorkFile(root: string, path: string): Promise<Uint8Array | undefined> {
  await refuseLinks(root, path);
  try {
    return await readFile(join(root, path));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw cannotRead(path, error);
  }
}

/** A small file of the work tree as it is right now; undefined for whatever else is there. */
export function glanceAt(root: string, path: string): Uint8Array | undefined {
  const file = join(root, path);
  const stats = statsOf(file);
  if (!stats?.isFile() || stats.size > SMALL) return undefined;
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

const SMALL = 1 << 16;

/** Reads a file that the user named, wherever it is; `file` is relative to `directory`. Throws `cannot-read`. */
export async function readInput(directory: string, file: string): Promise<Uint8Array> {
  return readFile(resolve(directory, file)).catch((error: unknown) => {
    throw cannotRead(file, error);
  });
}

/**
 * Replaces a file of the work tree as a whole: afterwards it holds `after`, or on any failure still what it held.
 * `before` is what the caller read, `undefined` for a file to be made (with its directories). Mode and owner stay, but for what
 * is to be `executable`.
 * Throws `changed-meanwhile` when the file is no longer `before`, `refused` for a symbolic link, else `cannot-write`.
 */
export async function replaceWorkFile(
  root: string,
  path: string,
  before: Uint8Array | undefined,
  after: Uint8Array | string,
  executable?: boolean,
): Promise<void> {
  await refuseLinks(root, path);
  try {
    await writeAtomically(join(root, path), after, {
      isNew: before === undefined,
      executable,
      confirm: async () => assertUnchanged(root, path, before),
    });
  } catch (error) {
    if (error instanceof TidemarkError) throw error;
    throw cannotWrite(path, error);
  }
}

/** Removes a file of the work tree. Throws `refused` for a symbolic link, else `cannot-write`. */
export async function removeWorkFile(root: string, path: string): Promise<void> {
  await refuseLinks(root, path);
  try {
    await rm(join(root, path));
  } catch (error) {
    throw cannotWrite(path, error, 'removed');
  }
}

/** Refuses a path that leads through a symbolic link below `root`: writing through one could reach anything. */
export async function refuseLinks(root: string, path: string): Promise<void> {
  const link = await findWorkLink(root, path);
  if (!link) return;
  throw new TidemarkError(
    'refused',
    `${link.path} is a symbolic link, and nothing is read or written through one.`,
    link.real === undefined
      ? 'Put the file itself into the repository.'
      : `Name the real place in .tidemark.yaml, for a backlog: \`backlog: ${link.real}\`.`,
  );
}

/** Removes the temporary files that killed processes left in a directory of the work tree. Through a symbolic link nothing is removed. */
export async function sweepLeftovers(root: string, directory: string): Promise<void> {
  const isLink = await refuseLinks(root, directory).then(
    () => false,
    () => true,
  );
  if (!isLink) sweepTemporaries(join(root, directory));
}

async function assertUnchanged(root: string, path: string, before: Uint8Array | undefined): Promise<void> {
  const now = await readWorkFile(root, path);
  const same = now && before ? Buffer.compare(now, before) === 0 : now === before;
  if (same) return;
  throw new TidemarkError(
    'changed-meanwhile',
    `${path} was changed by another program while it was being edited; that change was kept.`,
    'Run the command again.',
  );
}
