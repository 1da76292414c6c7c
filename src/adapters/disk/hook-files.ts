import { lstat, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { TidemarkError } from '../../errors.ts';
import { removeWorkFile, replaceWorkFile } from './work-files.ts';

/** A hook as it lies there. Its text is bytes as Latin-1, so that whatever it holds survives. */
export type HookFile =
  | { readonly kind: 'file'; readonly text: string; readonly executable: boolean }
  /** A symbolic link or a directory: nothing to write into. */
  | { readonly kind: 'other' };

/** Undefined where nothing is. */
export async function readHook(directory: string, name: string): Promise<HookFile | undefined> {
  const path = join(directory, name);
  const stats = await lstat(path).catch(() => undefined);
  if (!stats) return undefined;
  if (!stats.isFile()) return { kind: 'other' };
  return { kind: 'file', text: await readFile(path, 'latin1'), executable: (stats.mode & 0o111) !== 0 };
}

/** Whether anything is at `path`; a link that leads nowhere is nothing. */
export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** Replaces a hook as a whole and makes it executable; null removes it. `before` is what was read. */
export async function writeHook(
  directory: string,
  name: string,
  before: string | undefined,
  after: string | null,
): Promise<void> {
  if (after === null) return removeWorkFile(directory, name);
  const bytes = (text: string) => Buffer.from(text, 'latin1');
  // Not even for a moment is it there and cannot be run: git would pass it over.
  await replaceWorkFile(
    directory,
    name,
    before === undefined ? undefined : bytes(before),
    bytes(after),
    true,
  );
}

/** A script of the package's `hooks/`. Throws `cannot-read` for a package without it. */
export async function readScript(path: string): Promise<string> {
  return readFile(path, 'latin1').catch(() => {
    throw new TidemarkError('cannot-read', `${path} is not there.`, 'Install Tidemark again.');
  });
}
