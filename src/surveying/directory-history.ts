import type { CommitGraph, FileVersion } from '../adapters/git/file-history.ts';
import type { ByKey, DirectoryClaim } from '../core/ids/claim.ts';
import { groupBy } from '../core/ids/group-by.ts';
import { remember } from '../core/ids/remember.ts';
import { readChangeDirs } from '../formats/change-dir.ts';

/** Below a directory of changes by its path: its files, and what it claims. */
export type Listing = ReadonlyMap<string, Directory>;

interface Directory {
  readonly files: ReadonlySet<string>;
  readonly claims: readonly DirectoryClaim[];
}

const NOTHING: Listing = new Map();

/** The directories of changes that commits have, for those that changed any; `files` is what each did below `root`. */
export function directoriesIn(
  graph: CommitGraph,
  files: readonly FileVersion[],
  root: string,
): ReadonlyMap<string, ByKey<DirectoryClaim>> {
  const changes = groupBy(files, ({ commit }) => commit);
  const listings = new Map<string, Listing>();
  const found = new Map<string, ByKey<DirectoryClaim>>();
  for (const [commit, [first = '']] of [...graph].toReversed()) {
    const before = listings.get(first) ?? NOTHING;
    const changed = changes.get(commit);
    const listing = changed ? changedBy(before, changed, root) : before;
    listings.set(commit, listing);
    if (changed) found.set(commit, claimsByKey(listing));
  }
  return found;
}

/** Of a merge all is told that differs from any parent, so that it can be laid over what the first one has. */
export function changedBy(before: Listing, changes: readonly FileVersion[], root: string): Listing {
  const listing = new Map(before);
  for (const [path, own] of groupBy(changes, (change) => directoryOf(change.path, root))) {
    const files = new Set(listing.get(path)?.files);
    for (const { path: file, oid } of own) {
      if (oid === undefined) files.delete(file);
      else files.add(file);
    }
    if (files.size === 0) listing.delete(path);
    else listing.set(path, { files, claims: readChangeDirs(root, [...files].sort()) });
  }
  return listing;
}

function directoryOf(path: string, root: string): string {
  const end = path.indexOf('/', root.length + 1);
  return end === -1 ? root : path.slice(0, end);
}

/** What a listing claims, by ID. */
export const claimsByKey = remember((listing: Listing): ByKey<DirectoryClaim> => {
  const claims = [...listing.values()].flatMap((directory) => directory.claims);
  return groupBy(claims, ({ key }) => key);
});
