import { openObjects, sizesOf } from './objects.ts';
import type { GitObject } from './objects.ts';
import { readExisting } from './tree.ts';

/**
 * Reads any number of objects by their full hex names, in that order, and forgets each as soon as it can: no more than some megabytes are
 * in memory at a time, or one object that is larger. Throws `history-missing`.
 */
export async function* readInTurn(
  directory: string,
  oids: readonly string[],
): AsyncGenerator<GitObject, void> {
  for (const group of await groupBySize(directory, oids)) {
    const { read } = openObjects(directory);
    yield* await Promise.all(group.map(async (oid) => readExisting(read, oid)));
  }
}

const MAX_BYTES = 0x4000000;

async function groupBySize(
  directory: string,
  oids: readonly string[],
): Promise<readonly (readonly string[])[]> {
  if (oids.length < 2) return [oids];
  const sizes = await sizesOf(directory, oids);
  const groups: string[][] = [];
  let group: string[] = [];
  let bytes = 0;
  for (const [index, oid] of oids.entries()) {
    const size = sizes[index] || 0;
    if (group.length === 0 || bytes + size > MAX_BYTES) {
      group = [];
      groups.push(group);
      bytes = 0;
    }
    group.push(oid);
    bytes += size;
  }
  return groups;
}
