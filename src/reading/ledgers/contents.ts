import { readInTurn } from '../../adapters/git/objects-in-turn.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { sketchOf, type Sketch } from '../../core/identity/files/similarity.ts';
import { readEntry } from '../listing.ts';

/** What stands for the content of a file on disk, where contents are known by name. */
export function diskName(path: string): string {
  return `${ON_DISK}${path}`;
}

const ON_DISK = 'disk:';

/** Reads contents by full hex names, or by `diskName`, and hands each over; a submodule has none. Throws `history-missing`. */
export async function readContents(
  repository: Repository,
  names: Iterable<string>,
  take: (name: string, content: Uint8Array) => void,
): Promise<void> {
  const all = [...names];
  for await (const { oid, content } of readInTurn(
    repository.directory,
    all.filter((name) => !name.includes(':')),
  ))
    take(oid, content);
  for (const name of all) {
    if (!name.startsWith(ON_DISK)) continue;
    const path = name.slice(ON_DISK.length);
    const content = await readEntry(repository, { path, kind: 'file', oid: undefined });
    if (content) take(name, content);
  }
}

/** What is kept of contents to compare them with others. */
export async function readSketches(
  repository: Repository,
  names: Iterable<string>,
): Promise<ReadonlyMap<string, Sketch>> {
  const sketches = new Map<string, Sketch>();
  await readContents(repository, names, (name, content) => sketches.set(name, sketchOf(content)));
  return sketches;
}
