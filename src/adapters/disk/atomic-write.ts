import { fsync } from 'node:fs';
import { access, constants, lstat, open, rename, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

import { changing } from './lock/changing.ts';
import { errorCode, makeDirectory } from './file-trouble.ts';
import { sweepTemporaries, temporaryBeside } from './temporary-files.ts';

export interface Writing {
  /** There is no such file yet. */
  readonly isNew: boolean;
  /** Whoever may read it may run it. */
  readonly executable?: boolean | undefined;
  /** Called right before the file is replaced; throws where it must not be. */
  readonly confirm?: () => Promise<void>;
}

/**
 * Replaces the file `target` (absolute) as a whole, or makes it with its directories: afterwards it holds `content`, or on any failure still
 * what it held. Mode and owner stay. Throws what the system throws.
 */
export async function writeAtomically(
  target: string,
  content: Uint8Array | string,
  writing: Writing,
): Promise<void> {
  return changing(async () => writeWhole(target, content, writing));
}

async function writeWhole(
  target: string,
  content: Uint8Array | string,
  { isNew, executable = false, confirm }: Writing,
): Promise<void> {
  const temporary = temporaryBeside(target);
  try {
    await prepareTarget(target, isNew);
    sweepTemporaries(dirname(target));
    await writeTemporary(temporary, { target, content, executable });
    await confirm?.();
    await rename(temporary, target);
    await syncDirectory(dirname(target));
  } catch (error) {
    // The first failure is the one to tell of, whatever happens to the temporary file.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Replaces a file that the user named. What is no plain file, such as a pipe, a terminal or a link to one, is written into, and so is
 * a file that may be written but not replaced: somebody else's directory, or a file that is mounted by itself.
 */
export async function overwrite(target: string, content: string): Promise<void> {
  const there = await lstat(target).catch(() => undefined);
  if (there && !there.isFile()) return writeFile(target, content);
  try {
    await writeAtomically(target, content, { isNew: there === undefined });
  } catch (error) {
    if (!there || !IRREPLACEABLE.has(errorCode(error))) throw error;
    await writeFile(target, content);
  }
}

const IRREPLACEABLE = new Set(['EACCES', 'EBUSY', 'EPERM', 'EROFS']);

async function prepareTarget(target: string, isNew: boolean): Promise<void> {
  if (isNew) {
    const made = await makeDirectory(dirname(target));
    if (made !== undefined) await syncDirectory(dirname(made));
    return;
  }
  const original = await lstat(target).catch(() => undefined);
  if (!original) return;
  await access(target, constants.W_OK);
  // Renaming over a read-only file would succeed, and root may write anything: the mode is what its owner asked for.
  if ((original.mode & 0o222) === 0) throw Object.assign(new Error('it is read-only'), { code: 'READ_ONLY' });
}

async function writeTemporary(
  temporary: string,
  {
    target,
    content,
    executable,
  }: { readonly target: string; readonly content: Uint8Array | string; readonly executable: boolean },
): Promise<void> {
  const original = await lstat(target).catch(() => undefined);
  const file = await open(temporary, 'wx', original ? 0o600 : 0o666);
  try {
    await file.writeFile(content);
    if (original) await likeOriginal(file, original);
    if (executable) await makeExecutable(file);
    await sync(file);
  } finally {
    await file.close();
  }
}

async function likeOriginal(
  file: FileHandle,
  original: { mode: number; uid: number; gid: number },
): Promise<void> {
  const { uid, gid } = await file.stat();
  // Only root may give a file away; for everyone else it stays theirs.
  if (uid !== original.uid || gid !== original.gid) {
    await file.chown(original.uid, original.gid).catch(() => undefined);
  }
  await file.chmod(original.mode & 0o7777);
}

/** As git's own hooks have it. */
async function makeExecutable(file: FileHandle): Promise<void> {
  const { mode } = await file.stat();
  await file.chmod((mode & 0o7777) | ((mode & 0o444) >> 2));
}

/** Makes the rename itself durable. Some file systems cannot; the rename stands all the same. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => undefined);
  if (directory) await sync(directory).catch(() => undefined);
  await directory?.close();
}

/** By its descriptor: what Yarn's Plug'n'Play puts in place of a FileHandle has no `sync`. */
async function sync({ fd }: FileHandle): Promise<void> {
  await promisify(fsync)(fd);
}
