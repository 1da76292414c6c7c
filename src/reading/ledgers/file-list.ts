import { submoduleName } from '../../adapters/git/file-history.ts';
import type { FileEntry } from '../../adapters/git/tree.ts';
import type { Listing } from '../listing.ts';
import { diskName } from './contents.ts';

/** The contents of files by their paths: full hex, or `diskName`. */
export type FileList = ReadonlyMap<string, string>;

/** The files of a listing: what is made of them is made when somebody asks. */
export interface ListedFiles {
  /** In the order of the listing, each path once. */
  readonly entries: readonly FileEntry[];
  readonly files: FileList;
}

/** A name claims, whether a file, a link or a submodule has it. A directory is a companion, and nothing is read through a link. */
export function filesOf(listing: Listing): FileList {
  return listedFrom(listing).files;
}

export function listedFrom(listing: Listing): ListedFiles {
  const lists = [...listing.values()];
  const all = lists.length === 1 ? (lists[0] ?? []) : lists.flat();
  const entries = all.filter(({ kind }) => kind !== 'directory');
  return listed(overlaps(listing) ? [...new Map(entries.map((one) => [one.path, one])).values()] : entries);
}

/** Entries that have each path once. */
export function listed(entries: readonly FileEntry[]): ListedFiles {
  let files: FileList | undefined;
  return {
    entries,
    get files() {
      files ??= new Map(entries.map((entry) => [entry.path, contentOf(entry)]));
      return files;
    },
  };
}

/** Whether what is below one path is below another one, too. */
function overlaps(listing: Listing): boolean {
  const roots = [...listing.keys()];
  return roots.some((root) => roots.some((other) => root.startsWith(`${other}/`)));
}

/** What stands for the content of an entry. */
export function contentOf({ path, kind, oid }: FileEntry): string {
  if (oid === undefined) return diskName(path);
  return kind === 'submodule' ? submoduleName(oid) : oid;
}

/** What is not the same in two lists. */
export interface FileStep {
  /** In the order of the later list: the paths that the earlier one lacks, and those that have another content. */
  readonly come: readonly FileEntry[];
  readonly edited: readonly { readonly before: FileEntry; readonly after: FileEntry }[];
  /** In the order of the earlier one. */
  readonly gone: readonly FileEntry[];
}

/** Both are mostly alike, and what is the same in both need not be looked at. */
export function stepBetween(before: ListedFiles, after: ListedFiles): FileStep {
  const [left, right] = unlike(before.entries, after.entries);
  const old = new Map(left.map((entry) => [entry.path, entry]));
  const now = new Set(right.map(({ path }) => path));
  return {
    come: right.filter(({ path }) => !old.has(path)),
    edited: right.flatMap((after) => {
      const before = old.get(after.path);
      return before && contentOf(before) !== contentOf(after) ? [{ before, after }] : [];
    }),
    gone: left.filter(({ path }) => !now.has(path)),
  };
}

/** Leaves out what is one entry in both lists, as far as that is seen by going through them side by side. */
function unlike(
  before: readonly FileEntry[],
  after: readonly FileEntry[],
): readonly [FileEntry[], FileEntry[]] {
  const [left, right]: [FileEntry[], FileEntry[]] = [[], []];
  let at = 0;
  for (const entry of after) {
    let other = before[at];
    while (other && other !== entry && other.path < entry.path) {
      left.push(other);
      at += 1;
      other = before[at];
    }
    if (other === entry) at += 1;
    else right.push(entry);
    // Its own other version is no news of the next one.
    if (other && other !== entry && other.path === entry.path) {
      left.push(other);
      at += 1;
    }
  }
  left.push(...before.slice(at));
  return [left, right];
}
