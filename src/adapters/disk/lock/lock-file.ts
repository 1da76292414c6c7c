import { chmod, link, lstat, readFile, readlink, unlink, utimes, writeFile } from 'node:fs/promises';

import { TidemarkError } from '../../../errors.ts';
import { cannotWrite, errorCode, reasonOf } from '../file-trouble.ts';
import { temporaryBeside } from '../temporary-files.ts';

/** A lock as it is on disk. */
export interface LockFile {
  readonly text: string;
  /** When its holder last touched it, in milliseconds since 1970, by the clock of the file system. */
  readonly touched: number;
}

/** What a process writes before it asks for locks: making one is then a single step, which is exclusive, and no lock is ever half-written. */
export interface LockDraft {
  readonly path: string;
  readonly text: string;
  /** When it was written, by the clock of the file system and by that of this machine. */
  readonly written: number;
  readonly now: number;
}

/** Writes the draft beside the lock `file`; whoever made it removes it. Throws `cannot-write`. */
export async function draftLock(file: string, text: string): Promise<LockDraft> {
  const path = await temporaryBeside(file);
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    // Whoever shares the repository has to see who holds the lock.
    await chmod(path, 0o644);
    const { mtimeMs } = await lstat(path);
    return { path, text, written: mtimeMs, now: Date.now() };
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** Makes the lock `file`; false where there is one already. Throws `cannot-write`. */
export async function makeLock(file: string, draft: LockDraft): Promise<boolean> {
  try {
    await link(draft.path, file).catch(async (error: unknown) => {
      if (!NO_LINKS.has(errorCode(error))) throw error;
      await writeFile(file, draft.text, { flag: 'wx' });
    });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw cannotWrite(file, error);
  }
}

/** What file systems without hard links answer, such as FAT. There a killed process can leave an empty lock, which says nothing of its holder. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV', 'UNKNOWN']);

/** Undefined where there is none. What cannot be read has an empty text. Former versions made symbolic links. */
export async function readLock(file: string): Promise<LockFile | undefined> {
  const stats = await lstat(file).catch(() => undefined);
  if (!stats) return undefined;
  const read = stats.isSymbolicLink() ? readlink(file) : readFile(file, 'utf8');
  const text = await read.catch((error: unknown) => (errorCode(error) === 'ENOENT' ? undefined : ''));
  return text === undefined ? undefined : { text, touched: stats.mtimeMs };
}

/** Says of a lock that its holder is still at work. */
export async function touchLock(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}

/** Throws `cannot-write`. */
export async function removeLock(
  file: string,
  hint = 'Nothing was changed. Remove the cause and run the command again.',
): Promise<void> {
  await unlink(file).catch((error: unknown) => {
    throw new TidemarkError(
      'cannot-write',
      `The lock ${file} could not be removed: ${reasonOf(error)}.`,
      hint,
    );
  });
}
