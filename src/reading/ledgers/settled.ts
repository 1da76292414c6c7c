import type { Repository } from '../../adapters/git/repository.ts';
import type { FileHistory } from '../../core/identity/files/file-history.ts';
import type { FileEntry } from '../../core/ledger/files/file-ledger.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { settledBy } from '../../formats/kinds/django.ts';
import { readContents } from './contents.ts';

/** Where an entry stands. */
interface Placed {
  readonly place: { readonly path: string };
}

type IsSettled = (one: Placed, other: Placed) => boolean;

const NEVER: IsSettled = () => false;

/** Whether entries may share a number: Django's migrations may, as soon as one of them is built upon. */
export async function readSettled(
  repository: Repository,
  { terms: { kind } }: FileLedger,
  entries: readonly FileEntry[],
): Promise<IsSettled> {
  if (kind !== 'django') return NEVER;
  const texts = await textsOf(repository, buildersOf(entries));
  return texts.length === 0 ? NEVER : settledBy(texts);
}

/** The same for many versions of a history: collects what has to be read while it is made, and reads all of that at once. */
export class SettledNumbers {
  readonly #asked = new Map<number, readonly string[]>();

  /** Notes what a version that shares numbers has to be read for. */
  look(history: FileHistory, position: number): void {
    const changed = [...(history.changes[position]?.values() ?? [])];
    if (!changed.some((list) => list.length > 1)) return;
    const state = history.stateAt(position);
    this.#asked.set(position, buildersOf([...state.values()].flat().map(({ entry }) => entry)));
  }

  async read(repository: Repository): Promise<(position: number) => IsSettled> {
    const texts = new Map<string, string>();
    const names = new Set([...this.#asked.values()].flat());
    await readContents(repository, names, (name, content) =>
      texts.set(name, new TextDecoder().decode(content)),
    );
    return (position) => {
      const asked = this.#asked.get(position);
      return asked ? settledBy(asked.flatMap((name) => texts.get(name) ?? [])) : NEVER;
    };
  }
}

/** The contents of all that may build on a shared number. */
function buildersOf(entries: readonly FileEntry[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { key } of entries) counts.set(key, (counts.get(key) ?? 0) + 1);
  const shared = entries.filter(({ key }) => (counts.get(key) ?? 0) > 1);
  if (shared.length === 0) return [];
  const lowest = Math.min(...shared.map(({ id }) => id.number));
  return entries
    .filter(({ id }) => id.number >= lowest)
    .flatMap(({ files }) => files.flatMap(({ oid }) => oid ?? []));
}

async function textsOf(repository: Repository, names: readonly string[]): Promise<readonly string[]> {
  const texts: string[] = [];
  if (names.length > 0)
    await readContents(repository, names, (_name, content) => texts.push(new TextDecoder().decode(content)));
  return texts;
}
