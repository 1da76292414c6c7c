import { lstat, readlink } from 'node:fs/promises';
import { join } from 'node:path';

import type { EntryKind } from '../entry-kind.ts';

/** What stands on disk at `path`, relative to `root`. A link anywhere on the way makes it a link: nothing is looked at through one. */
export async function inspectWorkFile(
  root: string,
  path: string,
): Promise<EntryKind | 'special' | undefined> {
  let kind: EntryKind | 'special' | undefined;
  let at = root;
  for (const name of path.split('/')) {
    at = join(at, name);
    const stats = await lstat(at).catch(() => undefined);
    if (!stats) return undefined;
    if (stats.isSymbolicLink()) return 'link';
    if (stats.isDirectory()) kind = 'directory';
    // A pipe or a device could block a reader for ever.
    else kind = stats.isFile() ? 'file' : 'special';
  }
  return kind;
}

/** Where the link at `path` points, as written; undefined where no link is. */
export async function readWorkLink(root: string, path: string): Promise<string | undefined> {
  return readlink(join(root, path)).catch(() => undefined);
}
