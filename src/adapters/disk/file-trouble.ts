import { lstat, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import { TidemarkError } from '../../errors.ts';

/** Why a file could not be read, in one sentence. */
export function cannotRead(path: string, error: unknown): TidemarkError {
  return new TidemarkError(
    'cannot-read',
    `${path} could not be read: ${reasonOf(error)}.`,
    'Make it readable, and run the command again.',
  );
}

/** Why a file could not be written, or what else was to be `done` to it, in one sentence; it is as it was. */
export function cannotWrite(path: string, error: unknown, done = 'written'): TidemarkError {
  return new TidemarkError(
    'cannot-write',
    `${path} could not be ${done}: ${reasonOf(error)}.`,
    'Nothing was changed. Remove the cause and run the command again.',
  );
}

/** Makes a directory and those above it. Answers with the first that was not there; throws what the system throws. */
export async function makeDirectory(path: string): Promise<string | undefined> {
  try {
    return await mkdir(path, { recursive: true });
  } catch (error) {
    // On a file system that is read-only, Node says that there is no such file.
    if (errorCode(error) === 'ENOENT') await mkdir(await firstMissing(path));
    throw error;
  }
}

async function firstMissing(path: string): Promise<string> {
  const parent = dirname(path);
  const isThere = parent === path || (await lstat(parent).catch(() => undefined));
  return isThere ? path : firstMissing(parent);
}

/** What `act` answers; `otherwise` where it fails: nothing depends on it. At once: for small files Node's threads take longer than the disk. */
export function orElse<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

/** The system's name for what went wrong, such as `ENOENT`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY:
    'it is a mount point of its own, as containers do with single files, or another program is using it; mount its directory instead',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something else is in the way',
  EFBIG: 'the file would grow beyond the size limit',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a directory',
  ENOENT: 'there is no such file',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'there is a file where a directory belongs',
  ENOTSUP: 'its file system does not support that',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
  ETXTBSY: 'it is being run',
  EXDEV: 'its directory is on another file system; mount or link the directory as a whole',
};

/** The system's reason, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  return REASONS[errorCode(error)] ?? sentenceOf(error);
}

/** Without the full stop that the sentence around it ends with. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/(?<!\.)\.+$/u, '');
}
