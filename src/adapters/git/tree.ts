import { FETCH_HISTORY, TidemarkError } from '../../errors.ts';
import { gitFailed } from './git.ts';
import type { EntryKind } from '../entry-kind.ts';
import type { GitObject, ReadObject } from './objects.ts';

export interface FileEntry {
  /** Relative to the repository's root, `/` between names. */
  readonly path: string;
  readonly kind: EntryKind;
  /** Full hex; undefined where the content is the disk's. */
  readonly oid: string | undefined;
  /** Git's file mode in octal, where an index told it. */
  readonly mode?: string;
}

/** Trees can name one another so that a few of them stand for billions of files, or for a path without end. */
const MAX_ENTRIES = 500_000;
export const MAX_LEVELS = 50;

/** Everything below a directory, if that is at hand and need not be read. */
export type KnownDirectory = (directory: FileEntry) => Promise<readonly FileEntry[] | undefined>;

/**
 * Lists what the tree `name` has at `path`: nothing, the one entry, or for a directory everything below it.
 * Throws `history-missing` where a tree that must be there is not, `cannot-read` where there is more than anybody would write.
 */
export async function listTree(
  read: ReadObject,
  name: string,
  path: string,
  known: KnownDirectory = async () => undefined,
): Promise<readonly FileEntry[]> {
  let entry: FileEntry = { path: '', kind: 'directory', oid: name };
  for (const segment of path.split('/')) {
    if (entry.kind !== 'directory') return [];
    const entries = parseOnce(await readExisting(read, entry.oid ?? ''), entry.path);
    const next = entries.find((child) => child.path === join(entry.path, segment));
    if (!next) return [];
    entry = next;
  }
  if (entry.kind !== 'directory') return [entry];
  const walk = { path, known, left: MAX_ENTRIES };
  const entries = await listBelow(read, entry, walk, 1);
  if (walk.left < 0) throw tooMuch(`${path}/ stands for more than half a million files.`);
  return entries;
}

/** A walk through what is below `path`, and how many entries it may still meet; it ends where there are more. */
interface Walk {
  readonly path: string;
  readonly known: KnownDirectory;
  left: number;
}

async function listBelow(
  read: ReadObject,
  directory: FileEntry,
  walk: Walk,
  level: number,
): Promise<readonly FileEntry[]> {
  const shared = await walk.known(directory);
  if (shared) return shared;
  if (level > MAX_LEVELS) throw tooMuch(`${walk.path}/ is nested more than fifty directories deep.`);
  const tree = await readExisting(read, directory.oid ?? '');
  // Very many wait at once.
  if (walk.left < 0) return [];
  const children = parseOnce(tree, directory.path);
  walk.left -= children.length;
  const lists = await Promise.all(
    children.map(async (child) =>
      child.kind === 'directory' ? listBelow(read, child, walk, level + 1) : [child],
    ),
  );
  return lists.flat();
}

function tooMuch(message: string): TidemarkError {
  return new TidemarkError(
    'cannot-read',
    message,
    'Nobody writes that by hand: see which commit brought it in.',
  );
}

function parseOnce(tree: GitObject, path: string): readonly FileEntry[] {
  const byPath = listed.get(tree.content) ?? new Map<string, readonly FileEntry[]>();
  listed.set(tree.content, byPath);
  const known = byPath.get(path) ?? parseTree(tree, path);
  byPath.set(path, known);
  return known;
}

/** Commits share most of their trees, and each is read once: so it is parsed once, too. */
const listed = new WeakMap<Buffer, Map<string, readonly FileEntry[]>>();

/** Reads an object that something else names, so that its absence means a cut or broken repository. */
export async function readExisting(read: ReadObject, name: string): Promise<GitObject> {
  const object = await read(name);
  if (object) return object;
  throw new TidemarkError(
    'history-missing',
    `${name} is not in this clone: its history is cut off here.`,
    FETCH_HISTORY,
  );
}

/** `mode SP name NUL` and the raw object name, over and over. */
function parseTree({ oid, content }: GitObject, path: string): readonly FileEntry[] {
  const width = oid.length / 2;
  const entries: FileEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    // Git checks what it is sent, but not always what it has; going on would never come to an end.
    if (space === -1 || end === -1) throw gitFailed('cat-file', 0, `the tree ${oid} is corrupt`);
    entries.push({
      path: join(path, content.toString('utf8', space + 1, end)),
      kind: kindOf(content.toString('latin1', at, space)),
      oid: content.toString('hex', end + 1, end + 1 + width),
    });
    at = end + 1 + width;
  }
  return entries;
}

/** By git's file modes, in octal; trees write that of a directory without its leading zero. */
export function kindOf(mode: string): EntryKind {
  if (mode === '120000') return 'link';
  if (mode === '160000') return 'submodule';
  return mode === '40000' ? 'directory' : 'file';
}

function join(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
