import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { overwrite } from '../adapters/disk/atomic-write.ts';
import { reasonOf } from '../adapters/disk/file-trouble.ts';
import { refuseLinks } from '../adapters/disk/work-files.ts';
import { exists } from '../adapters/disk/hook-files.ts';
import { TidemarkError } from '../errors.ts';

/**
 * Writes a report to a file, whole or not at all, making its directory; `path` is absolute. With `append` it goes behind what is there.
 * Throws `cannot-write`, and `refused` for a symbolic link inside of a repository: whoever wrote that could aim at any file.
 */
export async function saveReport(path: string, text: string, append = false): Promise<void> {
  const root = await outermostRepository(dirname(path));
  if (root !== undefined) await refuseLinks(root, relative(root, path));
  try {
    await mkdir(dirname(path), { recursive: true });
    await (append ? appendFile(path, text) : overwrite(path, text));
  } catch (error) {
    throw new TidemarkError(
      'cannot-write',
      `The report could not be written to ${path}: ${reasonOf(error)}.`,
      'Give --output a path that can be written.',
    );
  }
}

/** The outermost, for a link to another repository would hide the one that it stands in. */
async function outermostRepository(directory: string): Promise<string | undefined> {
  const parent = dirname(directory);
  const outer = parent === directory ? undefined : await outermostRepository(parent);
  return outer ?? ((await exists(join(directory, '.git'))) ? directory : undefined);
}
