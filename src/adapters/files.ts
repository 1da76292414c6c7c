import {
  access,
  constants,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
} from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { TidemarkError } from '../errors.ts';
import { cannotRead, cannotWrite, errorCode } from './file-trouble.ts';

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

/** Reads a file that the user named, wherever it is; `file` is relative to `directory`. Throws `cannot-read`. */
export async function readInput(directory: string, file: string): Promise<Uint8Array> {
  return readFile(resolve(directory, file)).catch((error: unknown) => {
    throw cannotRead(file, error);
  });
}

/**
 * Replaces a file of the work tree as a whole: afterwards it holds `after`, or on any failure still what it held.
 * `before` is what the caller read, `undefined` for a file to be made (with its directories). Mode and owner stay.
 * Throws `changed-meanwhile` when the file is no longer `before`, `refused` for a symbolic link, else `cannot-write`.
 */
export async function replaceWorkFile(
  root: string,
  path: string,
  before: Uint8Array | undefined,
  after: Uint8Array | string,
): Promise<void> {
  const target = join(root, path);
  const temporary = temporaryFor(target);
  await refuseLinks(root, path);
  try {
    await prepareTarget(target, before === undefined);
    await writeTemporary(temporary, target, after);
    await assertUnchanged(root, path, before);
    await rename(temporary, target);
    await syncDirectory(dirname(target));
  } catch (error) {
    // The first failure is the one to tell of, whatever happens to the temporary file.
    await rm(temporary, { force: true }).catch(() => undefined);
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
  const names = path.split('/');
  for (const depth of names.keys()) {
    const part = names.slice(0, depth + 1).join('/');
    const stats = await lstat(join(root, part)).catch(() => undefined);
    if (stats === undefined) return;
    if (stats.isSymbolicLink()) {
      throw new TidemarkError(
        'refused',
        `${part} is a symbolic link, and nothing is read or written through one.`,
        await wayAroundLink(root, part, names.slice(depth + 1)),
      );
    }
  }
}

/**
 * Removes the temporary files that a killed process left in a directory of the work tree. For the holder of the lock alone: nobody
 * else can tell a leftover from a file in use. Through a symbolic link nothing is removed.
 */
export async function sweepLeftovers(root: string, directory: string): Promise<void> {
  const names = await namesIn(root, directory).catch(() => []);
  const leftovers = names.filter((name) => TEMPORARY.test(name));
  await Promise.all(leftovers.map((name) => rm(join(root, directory, name), { force: true })));
}

async function namesIn(root: string, directory: string): Promise<readonly string[]> {
  await refuseLinks(root, directory);
  return readdir(join(root, directory));
}

const TEMPORARY = /^\..+\.tidemark-[0-9a-f]{12}$/u;

/** A name beside the file that `TEMPORARY` knows again, and that no pattern such as `*.md` takes for one of the guarded files. */
function temporaryFor(target: string): string {
  return join(dirname(target), `.${basename(target)}.tidemark-${crypto.randomUUID().slice(-12)}`);
}

async function wayAroundLink(root: string, link: string, rest: readonly string[]): Promise<string> {
  const real = relative(root, resolve(root, dirname(link), await readlink(join(root, link)), ...rest));
  return real.startsWith('..')
    ? 'Put the file itself into the repository.'
    : `Name the real place in .tidemark.yaml, for a backlog: \`backlog: ${real}\`.`;
}

async function prepareTarget(target: string, isNew: boolean): Promise<void> {
  if (isNew) {
    const made = await mkdir(dirname(target), { recursive: true });
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
  target: string,
  content: Uint8Array | string,
): Promise<void> {
  const original = await lstat(target).catch(() => undefined);
  const file = await open(temporary, 'wx', original ? 0o600 : 0o666);
  try {
    await file.writeFile(content);
    if (original) await likeOriginal(file, original);
    await file.sync();
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

/** Makes the rename itself durable. Some file systems cannot; the rename stands all the same. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => undefined);
  await directory?.sync().catch(() => undefined);
  await directory?.close();
}
