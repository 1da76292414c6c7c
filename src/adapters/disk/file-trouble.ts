import { TidemarkError } from '../../errors.ts';

/** Why a file could not be read, in one sentence. */
export function cannotRead(path: string, error: unknown): TidemarkError {
  return new TidemarkError(
    'cannot-read',
    `${path} could not be read: ${reasonOf(error)}.`,
    'Put a readable file there and run the command again.',
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

/** The system's name for what went wrong, such as `ENOENT`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something else stands in its way',
  EFBIG: 'the file would grow beyond the size limit',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a directory',
  ENOENT: 'there is no such file',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file stands where a directory belongs',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};

/** The system's reason, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  return REASONS[errorCode(error)] ?? (error instanceof Error ? error.message : String(error));
}
