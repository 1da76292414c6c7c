import { readWorkFile } from './adapters/files.ts';
import { listIndex, listWorkTree } from './adapters/index-listing.ts';
import { rootOf } from './adapters/repository.ts';
import type { Repository } from './adapters/repository.ts';
import { listTree, readExisting } from './adapters/tree.ts';
import type { EntryKind, FileEntry } from './adapters/tree.ts';
import { inspectWorkFile, readWorkLink } from './adapters/worktree.ts';

/** Where a snapshot is taken from. */
export type Source =
  /** `revision` is `HEAD` or the full object name of a commit or a tree. */
  | { readonly kind: 'commit'; readonly revision: string }
  | { readonly kind: 'index' }
  /** Tracked files as they are on disk and untracked ones; `ignored`: those that git ignores too. */
  | { readonly kind: 'worktree'; readonly ignored: boolean };

/** What a source has at and below some paths, by path. */
export type Listing = ReadonlyMap<string, FileEntry>;

export async function listFiles(
  repository: Repository,
  source: Source,
  paths: readonly string[],
): Promise<Listing> {
  const entries = await list(repository, source, paths);
  return new Map(entries.map((entry) => [entry.path, entry]));
}

async function list(
  repository: Repository,
  source: Source,
  paths: readonly string[],
): Promise<readonly FileEntry[]> {
  if (source.kind === 'commit') return listCommit(repository, source.revision, paths);
  rootOf(repository);
  return source.kind === 'index'
    ? listIndex(repository, paths)
    : listWorkTree(repository.directory, paths, source.ignored);
}

async function listCommit(
  repository: Repository,
  revision: string,
  paths: readonly string[],
): Promise<readonly FileEntry[]> {
  await expectCommit(repository, revision, paths);
  const { oid } = await readExisting(repository.read, `${revision}^{tree}`);
  const lists = paths.map(
    async (path) => (await sharedList(repository, revision, path)) ?? listTree(repository.read, oid, path),
  );
  return (await Promise.all(lists)).flat();
}

/** What the index has at a path, if the commit has just that: most directories of changes are older than the commit being made. */
async function sharedList(
  { read, lists, remember }: Repository,
  revision: string,
  path: string,
): Promise<readonly FileEntry[] | undefined> {
  const list = lists.get(path);
  const tree = list && (await read(`${revision}:${path}`));
  if (tree?.type !== 'tree') return undefined;
  if (list?.tree === tree.oid) return list.entries;
  const { treesBelow } = await import('./adapters/tree-object.ts');
  for (const below of treesBelow(list?.entries ?? [], path)) remember(below);
  return undefined;
}

/**
 * Asks by name, and so in one batch, for what a walk through the commit would ask for level by level. Nothing is wrong with a revision
 * or a path that is not there.
 */
export async function expectCommit(
  { read }: Repository,
  revision: string,
  paths: readonly string[],
): Promise<void> {
  const names = [`${revision}^{commit}`, `${revision}^{tree}`, ...paths.map((path) => `${revision}:${path}`)];
  await Promise.all(names.map(async (name) => read(name)));
}

/** What stands at `path`. For the work tree the disk decides, since git may remember something else. */
export async function kindAt(
  repository: Repository,
  source: Source,
  listing: Listing,
  path: string,
): Promise<EntryKind | 'special' | undefined> {
  const entry = listing.get(path);
  const listed = entry?.kind ?? (entriesBelow(listing, path).length > 0 ? 'directory' : undefined);
  // A file that a sparse checkout left out has an oid and need not be on disk.
  if (source.kind !== 'worktree' || listed === undefined || entry?.oid !== undefined) return listed;
  return inspectWorkFile(rootOf(repository), path);
}

export function entriesBelow(listing: Listing, directory: string): readonly FileEntry[] {
  const start = `${directory}/`;
  const below: FileEntry[] = [];
  // There may be very many, and copying them would take longer than looking at them.
  for (const entry of listing.values()) if (entry.path.startsWith(start)) below.push(entry);
  return below;
}

/** The bytes of a file of the listing; undefined where it is none, or is gone from disk. Nothing is read through a link. */
export async function readEntry(
  repository: Repository,
  { path, kind, oid }: FileEntry,
): Promise<Uint8Array | undefined> {
  if (kind !== 'file') return undefined;
  if (oid !== undefined) return (await readExisting(repository.read, oid)).content;
  const root = rootOf(repository);
  return (await inspectWorkFile(root, path)) === 'file' ? readWorkFile(root, path) : undefined;
}

/** Where the link at `path` points, as written. */
export async function readLink(
  repository: Repository,
  listing: Listing,
  path: string,
): Promise<string | undefined> {
  const oid = listing.get(path)?.oid;
  if (oid === undefined) return repository.root && readWorkLink(repository.root, path);
  return (await readExisting(repository.read, oid)).content.toString('utf8');
}
