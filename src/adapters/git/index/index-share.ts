import { IndexEntry } from './index-entry.ts';
import { treeName } from './tree-object.ts';
import type { IndexedList } from '../repository.ts';
import type { FileEntry, KnownDirectory } from '../tree.ts';

/**
 * What the index has below `root` serves for every commit that has just that, whole or a directory of it: most directories of changes are
 * older than the commit being made. Git notes in the index which trees they make, as long as nothing below them was added since.
 */
export function sharedWithIndex(list: IndexedList | undefined, root: string): KnownDirectory {
  if (!list || list.entries.length === 0) return async () => undefined;
  let children: ReadonlyMap<string, Child> | undefined;
  return async ({ path, oid }) => {
    if (path === root) return oid === list.trees.treeAt(root) ? list.entries : undefined;
    children ??= childrenOf(list, root);
    const child = children.get(path);
    return child && oid === (child.oid ?? (await nameOf(path, child))) ? child.entries : undefined;
  };
}

/** What the index has right inside or below `root`: a tree that has much the same shares it. */
export function likeIndex(list: IndexedList | undefined): readonly IndexEntry[] {
  return (list?.entries ?? []).filter((entry) => entry instanceof IndexEntry);
}

interface Child {
  readonly oid: string | undefined;
  readonly entries: FileEntry[];
}

/** What stands in directories right below the root, by these. */
function childrenOf({ entries, trees }: IndexedList, root: string): ReadonlyMap<string, Child> {
  const start = `${root}/`;
  const names = trees.treesIn(root);
  const children = new Map<string, Child>();
  for (const entry of entries) {
    const end = entry.path.indexOf('/', start.length);
    if (end === -1) continue;
    const path = entry.path.slice(0, end);
    const child = children.get(path) ?? { oid: names.get(path.slice(start.length)), entries: [] };
    child.entries.push(entry);
    children.set(path, child);
  }
  return children;
}

async function nameOf(path: string, { entries }: Child): Promise<string | undefined> {
  return treeName(path, entries);
}
