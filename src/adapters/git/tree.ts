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
  /** Of a file on disk: the object (full hex) that the index has in its place. Whether it was edited since is not asked: git might run filters. */
  readonly indexed?: string | undefined;
}

/** Trees can name one another so that a few of them stand for billions of files, or for a path without end. */
const MAX_ENTRIES = 500_000;
export const MAX_LEVELS = 50;

/** Everything below a directory, if that is at hand and need not be read. */
export type KnownDirectory = (directory: FileEntry) => Promise<readonly FileEntry[] | undefined>;

export interface TreeOptions {
  readonly known?: KnownDirectory;
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
  { known = async () => undefined, strict = false }: TreeOptions = {},
): Promise<readonly FileEntry[]> {
  const walk = { read, path, known, strict, left: MAX_ENTRIES };
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
  const { entries, twice } = parseOnce(tree, path);
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

function parseOnce(tree: GitObject, path: string): ParsedTree {
  const byPath = listed.get(tree.content) ?? new Map<string, ParsedTree>();
  listed.set(tree.content, byPath);
  const known = byPath.get(path) ?? parseTree(tree, path);
  byPath.set(path, known);
  return known;
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
function parseTree({ oid, content }: GitObject, path: string): ParsedTree {
  const width = oid.length / 2;
  const names = new Set<string>();
  const entries: FileEntry[] = [];
  let twice: string | undefined;
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    const kind = kindOf(content.toString('latin1', at, space));
    const name = content.toString('latin1', space + 1, end);
    // Going on would never come to an end, or to something that git does not see.
    if (space === -1 || end === -1 || kind === undefined || name === '' || name.includes('/'))
      throw gitFailed('cat-file', 0, `the tree ${oid} is corrupt`);
    if (names.has(name)) twice ??= decode(name);
    names.add(name);
    entries.push({
      path: join(path, decode(name)),
      kind,
      oid: content.toString('hex', end + 1, end + 1 + width),
    });
    at = end + 1 + width;
  }
  return { entries, twice };
}

/** Different bytes that are no UTF-8 come out alike, so names are compared as they are. */
function decode(name: string): string {
  return /[\x80-\xFF]/u.test(name) ? Buffer.from(name, 'latin1').toString('utf8') : name;
}

/**
 * By a file mode in octal; undefined for what is none. As git does: leading zeros and permissions do not matter, and what is nothing else is a
 * submodule.
 */
export function kindOf(mode: string): EntryKind | undefined {
  const usual = USUAL.get(mode);
  if (usual !== undefined) return usual;
  if (!/^[0-7]+$/u.test(mode)) return undefined;
  return KINDS.get(Number.parseInt(mode.slice(-6), 8) & TYPE) ?? 'submodule';
}

const USUAL = new Map<string, EntryKind>([
  ['40000', 'directory'],
  ['100644', 'file'],
]);
const TYPE = 0o170000;
const KINDS = new Map<number, EntryKind>([
  [0o040000, 'directory'],
  [0o100000, 'file'],
  [0o120000, 'link'],
]);

function join(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
