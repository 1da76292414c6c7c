import { readInTurn } from '../../adapters/git/objects-in-turn.ts';
import type { GitObject } from '../../adapters/git/objects.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { readExisting } from '../../adapters/git/tree.ts';
import { sketchOf, type Sketch } from '../../core/identity/files/similarity.ts';
import { TidemarkError } from '../../errors.ts';
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
  const oids = all.filter((name) => !name.includes(':'));
  const few = oids.length <= FEW ? await readTogether(repository, oids) : undefined;
  for await (const { oid, content } of few ?? readInTurn(repository.directory, oids)) take(oid, content);
  for (const name of all) {
    if (!name.startsWith(ON_DISK)) continue;
    const path = name.slice(ON_DISK.length);
    const content = await readEntry(repository, { path, kind: 'file', oid: undefined });
    if (content) take(name, content);
  }
}

/** So many are asked for together with whatever else is asked at the moment, and may be at hand. */
const FEW = 8;

/** Asks for contents that `readContents` will be asked for: others ask git at the same time. */
export async function expectContents(repository: Repository, names: Iterable<string>): Promise<void> {
  const oids = [...names].filter((name) => !name.includes(':'));
  if (oids.length <= FEW) await readTogether(repository, oids);
}

/** Undefined where they are too large together. */
async function readTogether(
  { read }: Repository,
  oids: readonly string[],
): Promise<readonly GitObject[] | undefined> {
  try {
    return await Promise.all(oids.map(async (oid) => readExisting(read, oid)));
  } catch (error) {
    if (error instanceof TidemarkError) return undefined;
    throw error;
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
