import { posix } from 'node:path';

import { readWorkFile } from '../adapters/disk/work-files.ts';
import { groupByRoot, listIndex, listWorkTree } from '../adapters/git/index/index-listing.ts';
import { likeIndex, sharedWithIndex } from '../adapters/git/index/index-share.ts';
import { rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { listTree, readExisting } from '../adapters/git/tree.ts';
import { remember } from '../core/ids/remember.ts';
import type { EntryKind } from '../adapters/entry-kind.ts';
import type { FileEntry } from '../adapters/git/tree.ts';
import { inspectWorkFile, readWorkLink } from '../adapters/disk/work-file-kind.ts';

/** Where a snapshot is taken from. */
export type Source =
  /** `revision` is `HEAD` or the full object name of a commit or a tree; `strict` refuses trees of which readers may make different things. */
  | { readonly kind: 'commit'; readonly revision: string; readonly strict?: boolean }
  | { readonly kind: 'index' }
  /** Tracked files as they are on disk and untracked ones; `ignored`: those that git ignores too. */
  | { readonly kind: 'worktree'; readonly ignored: boolean };

/** What a source has at and below each of the paths that were asked for, in git's order. */
export type Listing = ReadonlyMap<string, readonly FileEntry[]>;

export async function listFiles(
  repository: Repository,
  source: Source,
  paths: readonly string[],
): Promise<Listing> {
  if (source.kind === 'commit') return listCommit(repository, source, paths);
  rootOf(repository);
  return source.kind === 'index'
    ? listIndex(repository, paths)
    : groupByRoot(await listWorkTree(repository.directory, paths, source.ignored), paths);
}

async function listCommit(
  repository: Repository,
  { revision, strict }: Extract<Source, { kind: 'commit' }>,
  paths: readonly string[],
): Promise<Listing> {
  await expectCommit(repository, revision, paths);
  return listTrees(repository, revision, paths, strict);
}

/** What a commit has there, and no content of a file is read for it. */
export async function listTrees(
  { read, indexed }: Repository,
  revision: string,
  paths: readonly string[],
  strict = false,
): Promise<Listing> {
  const { oid } = await readExisting(read, `${revision}^{tree}`);
  const lists = paths.map(async (path): Promise<[string, readonly FileEntry[]]> => {
    const index = indexed.get(path);
    const options = { known: sharedWithIndex(index, path), like: likeIndex(index), strict };
    return [path, await listTree(read, oid, path, options)];
  });
  return new Map(await Promise.all(lists));
}

/**
 * Asks by name, and so in one batch, for what a walk through the commit would ask for level by level. Nothing is wrong with a revision
 * or a path that is not there.
 */
export async function expectCommit(
  { read, atHand }: Pick<Repository, 'read' | 'atHand'>,
  revision: string,
  paths: readonly string[],
): Promise<void> {
  const ways = new Set(paths.filter((path) => !atHand.has(path)).flatMap(waysTo));
  const names = [
    `${revision}^{commit}`,
    `${revision}^{tree}`,
    ...[...ways].map((path) => `${revision}:${path}`),
  ];
  await Promise.all(names.map(async (name) => read(name)));
}

/** A path, and the directories that it is in. */
function waysTo(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_name, depth) => names.slice(0, depth + 1).join('/'));
}

/** What stands at `path`. For the work tree the disk decides, since git may remember something else. */
export async function kindAt(
  repository: Repository,
  source: Source,
  listing: Listing,
  path: string,
): Promise<EntryKind | 'special' | undefined> {
  const entry = entryAt(listing, path);
  const listed = entry?.kind ?? (entriesBelow(listing, path).length > 0 ? 'directory' : undefined);
  // A file that a sparse checkout left out has an oid and need not be on disk.
  if (source.kind !== 'worktree' || listed === undefined || entry?.oid !== undefined) return listed;
  return inspectWorkFile(rootOf(repository), path);
}

/** What stands at a path. */
export interface Standing {
  readonly kind: EntryKind | 'special';
  /** Where it really is, where it is a link or behind one: relative to the root, or to somewhere else. */
  readonly target?: string;
}

/** The same for any path of a source. */
export async function standingAt(
  repository: Repository,
  source: Source,
  path: string,
): Promise<Standing | undefined> {
  const names = path.split('/');
  const ways = waysTo(path);
  const listing = await listFiles(repository, source, ways);
  for (const [depth, way] of ways.entries()) {
    if ((await kindAt(repository, source, listing, way)) !== 'link') continue;
    const link = (await readLink(repository, listing, way)) ?? '';
    return { kind: 'link', target: posix.join(posix.dirname(way), link, ...names.slice(depth + 1)) };
  }
  const kind = await kindAt(repository, source, listing, path);
  return kind && { kind };
}

/** What stands at a path that was asked for, or below one. */
export function entryAt(listing: Listing, path: string): FileEntry | undefined {
  const asked = listing.get(path);
  if (asked) return asked[0]?.path === path ? asked[0] : undefined;
  const root = [...listing.keys()].find((key) => path.startsWith(`${key}/`));
  const entries = root === undefined ? undefined : listing.get(root);
  return entries && byPath(entries).get(path);
}

/** There may be very many, all of which are asked for. */
const byPath = remember((entries: readonly FileEntry[]): ReadonlyMap<string, FileEntry> => {
  return new Map(entries.toReversed().map((entry) => [entry.path, entry]));
});

/** What stands below a path that was asked for. */
export function entriesBelow(listing: Listing, directory: string): readonly FileEntry[] {
  const entries = listing.get(directory) ?? [];
  // There may be very many, and copying them would take longer than looking at them.
  return entries[0]?.path === directory ? entries.slice(1) : entries;
}

/** Some of what was listed; undefined where one of them was not asked for. */
export function pickFrom(listing: Listing, paths: readonly string[]): Listing | undefined {
  const lists = paths.flatMap((path): readonly (readonly [string, readonly FileEntry[]])[] => {
    const entries = listing.get(path);
    return entries ? [[path, entries]] : [];
  });
  return lists.length === paths.length ? new Map(lists) : undefined;
}

/** The bytes of a file of the listing; undefined where it is none, or is gone from disk. Nothing is read through a link. */
export async function readEntry(
  repository: Repository,
  { path, kind, oid, indexed }: FileEntry,
): Promise<Uint8Array | undefined> {
  if (kind !== 'file') return undefined;
  if (oid !== undefined) return (await readExisting(repository.read, oid)).content;
  const root = rootOf(repository);
  if ((await inspectWorkFile(root, path)) !== 'file') return undefined;
  const content = await readWorkFile(root, path);
  if (content && indexed !== undefined && content.length > SMALL) {
    const { blobName } = await import('../adapters/git/index/blob-name.ts');
    if (blobName(content, indexed) === indexed) {
      repository.remember({
        oid: indexed,
        type: 'blob',
        content: Buffer.from(content.buffer, content.byteOffset, content.length),
      });
      repository.atHand.add(path);
    }
  }
  return content;
}

/** So few bytes are sooner read by git than compared. */
const SMALL = 100_000;

/** Where the link at `path` points, as written. */
export async function readLink(
  repository: Repository,
  listing: Listing,
  path: string,
): Promise<string | undefined> {
  const oid = entryAt(listing, path)?.oid;
  if (oid === undefined) return repository.root && readWorkLink(repository.root, path);
  return (await readExisting(repository.read, oid)).content.toString('utf8');
}
