import { lstatSync, type Stats } from 'node:fs';
import { readlink, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';

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
    const stats = statsOf(at);
    if (!stats) return undefined;
    if (stats.isSymbolicLink()) return 'link';
    if (stats.isDirectory()) kind = 'directory';
    // A pipe or a device could block a reader for ever.
    else kind = stats.isFile() ? 'file' : 'special';
  }
  return kind;
}

/** What is at an absolute path, be it a link. Mostly nothing is where one looks, and an error that says so takes longer than all that is done with it. */
export function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Where the link at `path` points, as written; undefined where no link is. */
export async function readWorkLink(root: string, path: string): Promise<string | undefined> {
  const file = join(root, path);
  return statsOf(file)?.isSymbolicLink() ? readlink(file).catch(() => undefined) : undefined;
}

export interface WorkLink {
  /** Relative to the root: the path itself, or a directory on the way to it. */
  readonly path: string;
  /** What `path` really is, relative to the root; undefined where that is outside of it. */
  readonly real: string | undefined;
}

/** The symbolic link that `path`, relative to `root`, leads through on disk; undefined where none is. */
export async function findWorkLink(root: string, path: string): Promise<WorkLink | undefined> {
  const names = path.split('/');
  for (const depth of names.keys()) {
    const part = names.slice(0, depth + 1).join('/');
    const target = await readWorkLink(root, part);
    if (target === undefined) continue;
    const real = resolve(root, dirname(part), target, ...names.slice(depth + 1));
    return { path: part, real: await insideOf(root, real) };
  }
  return undefined;
}

/** What a path of the repository is called from its root; undefined for one that is elsewhere. */
async function insideOf(root: string, path: string): Promise<string | undefined> {
  const roots = [root, await realpath(root).catch(() => root)];
  const [inside] = roots
    .map((home) => relative(home, path))
    .filter((way) => !/^\.\.(?:[\\/]|$)|^\//u.test(way));
  return inside?.replaceAll(sep, '/');
}
