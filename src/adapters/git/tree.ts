import { FETCH_HISTORY, TidemarkError } from '../../errors.ts';
import { gitFailed } from './git.ts';
import { kindOf, type EntryKind } from '../entry-kind.ts';
import type { GitObject, ReadObject } from './objects.ts';

export interface FileEntry {
  /** Relative to the repository's root, `/` between names. */
  readonly path: string;
  readonly kind: EntryKind;
  /** Full hex; undefined where the content is the disk's. */
  readonly oid: string | undefined;
  /** Git's file mode in octal, where an index told it. */
  readonly mode?: string;
  /** Of a file on disk: the object (full hex) that the index has in its place. Whether it was edited since is not asked: git might run filters. */
  readonly indexed?: string | undefined;
}

/** Trees can name one another so that a few of them stand for billions of files, or for a path without end. */
const MAX_ENTRIES = 500_000;
export const MAX_LEVELS = 50;

/** An entry that can tell whether a tree has it; offsets are bytes. See `IndexEntry`. */
interface LikelyEntry extends FileEntry {
  compareName(tree: Buffer, start: number, end: number, folder: number): number;
  isIn(tree: Buffer, start: number, end: number): boolean;
}

/** Everything below a directory, if that is at hand and need not be read. */
export type KnownDirectory = (directory: FileEntry) => Promise<readonly FileEntry[] | undefined>;

export interface TreeOptions {
  readonly known?: KnownDirectory;
  /** What may be right inside the directory that is listed, in git's order: what is, is taken for its own. */
  readonly like?: readonly LikelyEntry[];
  /** Refuses a tree that has one name twice, for nobody can tell which of the two a reader takes; else all of them are listed. */
  readonly strict?: boolean;
}

/**
 * Lists what the tree `name` has at `path`: nothing, the one entry, or for a directory everything below it.
 * Throws `history-missing` where a tree that must be there is not, `cannot-read` where there is more than anybody would write, or a name twice.
 */
export async function listTree(
  read: ReadObject,
  name: string,
  path: string,
  { known = async () => undefined, like = [], strict = false }: TreeOptions = {},
): Promise<readonly FileEntry[]> {
  const walk = { read, path, known, like, strict, left: MAX_ENTRIES };
  let entry: FileEntry = { path: '', kind: 'directory', oid: name };
  for (const segment of path.split('/')) {
    if (entry.kind !== 'directory') return [];
    const entries = await readTree(walk, entry);
    const next = entries.find((child) => child.path === join(entry.path, segment));
    if (!next) return [];
    entry = next;
  }
  if (entry.kind !== 'directory') return [entry];
  const entries = await listBelow(entry, walk, 1);
  if (walk.left < 0) throw tooMuch(`${path}/ has more than half a million files.`);
  return entries;
}

/** A walk through what is below `path`, and how many entries it may still meet; it ends where there are more. */
interface Walk extends Required<TreeOptions> {
  readonly read: ReadObject;
  readonly path: string;
  left: number;
}

async function listBelow(directory: FileEntry, walk: Walk, level: number): Promise<readonly FileEntry[]> {
  const shared = await walk.known(directory);
  if (shared) return shared;
  if (level > MAX_LEVELS) throw tooMuch(`${walk.path}/ is nested more than fifty directories deep.`);
  const children = await readTree(walk, directory);
  walk.left -= children.length;
  const lists = await Promise.all(
    children.map(async (child) => (child.kind === 'directory' ? listBelow(child, walk, level + 1) : [child])),
  );
  return lists.flat();
}

/** What is right inside a directory. */
async function readTree(walk: Walk, { path, oid = '' }: FileEntry): Promise<readonly FileEntry[]> {
  const tree = await readExisting(walk.read, oid);
  // Very many wait at once.
  if (walk.left < 0) return [];
  const { entries, twice } = parseOnce(tree, path, walk);
  if (walk.strict && twice !== undefined) throw ambiguous(join(path, twice));
  return entries;
}

function ambiguous(path: string): TidemarkError {
  return new TidemarkError(
    'cannot-read',
    `${path} is in its tree twice, so readers may disagree on what it is.`,
    'Git never writes such a tree: check out the commit, and commit what should be there.',
  );
}

function tooMuch(message: string): TidemarkError {
  return new TidemarkError(
    'cannot-read',
    message,
    'Nobody writes that by hand: see which commit introduced it.',
  );
}

interface ParsedTree {
  readonly entries: readonly FileEntry[];
  /** A name that the tree has more than once. */
  readonly twice: string | undefined;
}

function parseOnce(tree: GitObject, path: string, { path: root, like, strict }: Walk): ParsedTree {
  const byPath = listed.get(tree.content) ?? new Map<string, ParsedTree>();
  listed.set(tree.content, byPath);
  // A name that is there twice is noticed where nothing is taken from elsewhere.
  const name = strict ? `${path}/` : path;
  const known = byPath.get(name) ?? parseTree(tree, path, sharer(path === root && !strict ? like : [], path));
  byPath.set(name, known);
  return known;
}

type Share = (tree: Buffer, start: number, end: number) => FileEntry | undefined;

/** Both have their names in git's order. */
function sharer(like: readonly LikelyEntry[], path: string): Share {
  const folder = Buffer.byteLength(path) + 1;
  let next = 0;
  return (tree, start, end) => {
    for (let one = like[next]; one; one = like[next]) {
      const order = one.compareName(tree, tree.indexOf(0x20, start) + 1, end, folder);
      if (order > 0) return undefined;
      next += 1;
      if (order === 0) return one.isIn(tree, start, end) ? one : undefined;
    }
    return undefined;
  };
}

/** Commits share most of their trees, and each is read once: so it is parsed once, too. */
const listed = new WeakMap<Buffer, Map<string, ParsedTree>>();

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

/** `mode SP name NUL` and the raw object name, over and over. Git checks what it is sent, but not always what it has. */
function parseTree({ oid, content }: GitObject, path: string, share: Share): ParsedTree {
  const width = oid.length / 2;
  const names = new Set<string>();
  const entries: FileEntry[] = [];
  let twice: string | undefined;
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    // Going on would never come to an end.
    if (space === -1 || end === -1) throw corrupt(oid);
    const shared = share(content, at, end);
    if (shared) entries.push(shared);
    else {
      const name = content.toString('latin1', space + 1, end);
      const kind = kindOf(content.toString('latin1', at, space));
      // Or to something that git does not see.
      if (kind === undefined || name === '' || name.includes('/')) throw corrupt(oid);
      if (names.has(name)) twice ??= decode(name);
      names.add(name);
      const own = content.toString('hex', end + 1, end + 1 + width);
      entries.push({ path: join(path, decode(name)), kind, oid: own });
    }
    at = end + 1 + width;
  }
  return { entries, twice };
}

function corrupt(oid: string): TidemarkError {
  return gitFailed('cat-file', 0, `the tree ${oid} is corrupt`);
}

/** Different bytes that are no UTF-8 come out alike, so names are compared as they are. */
function decode(name: string): string {
  return /[\x80-\xFF]/u.test(name) ? Buffer.from(name, 'latin1').toString('utf8') : name;
}

function join(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
