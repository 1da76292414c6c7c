import {
  chmodSync,
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';

import { TidemarkError } from '../../../errors.ts';
import { cannotWrite, errorCode, orElse, reasonOf } from '../file-trouble.ts';
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
export function draftLock(file: string, text: string): LockDraft {
  const path = temporaryBeside(file);
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    // Whoever shares the repository has to see who holds the lock.
    chmodSync(path, 0o644);
    const { mtimeMs } = lstatSync(path);
    return { path, text, written: mtimeMs, now: Date.now() };
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** What stays is swept by the next one. */
export function removeDraft({ path }: LockDraft): void {
  orElse(() => unlinkSync(path), undefined);
}

/** Makes the lock `file`; false where there is one already. Throws `cannot-write`. */
export function makeLock(file: string, draft: LockDraft): boolean {
  try {
    linkOrWrite(file, draft);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw cannotWrite(file, error);
  }
}

function linkOrWrite(file: string, { path, text }: LockDraft): void {
  try {
    linkSync(path, file);
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error))) throw error;
    writeFileSync(file, text, { flag: 'wx' });
  }
}

/** What file systems without hard links answer, such as FAT. There a killed process can leave an empty lock, which says nothing of its holder. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV', 'UNKNOWN']);

/** Undefined where there is none. What cannot be read has an empty text. Former versions made symbolic links. */
export function readLock(file: string): LockFile | undefined {
  let touched: number | undefined;
  try {
    const stats = lstatSync(file);
    touched = stats.mtimeMs;
    const text = stats.isSymbolicLink() ? readlinkSync(file) : readFileSync(file, 'utf8');
    return { text, touched };
  } catch (error) {
    return touched === undefined || errorCode(error) === 'ENOENT' ? undefined : { text: '', touched };
  }
}

/** Says of a lock that its holder is still at work. */
export function touchLock(file: string): void {
  const now = new Date();
  orElse(() => utimesSync(file, now, now), undefined);
}

/** Throws `cannot-write`. */
export function removeLock(
  file: string,
  hint = 'Nothing was changed. Remove the cause and run the command again.',
): void {
  try {
    unlinkSync(file);
  } catch (error) {
    throw new TidemarkError(
      'cannot-write',
      `The lock ${file} could not be removed: ${reasonOf(error)}.`,
      hint,
    );
  }
}
