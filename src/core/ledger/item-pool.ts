import type { ItemClaim, Place } from '../ids/claim.ts';
import { stateWith } from './ledger-state.ts';
import type { Backlog, LedgerState } from './snapshot.ts';
import { meantMark } from './view.ts';

/**
 * Makes the equal items of many versions of a backlog one value, wherever they are in the file, so that a long history takes little more
 * memory than its newest version. Each version knows the distance of its items from the place in that value.
 */
export class ItemPool {
  readonly #known = new Map<string, ItemClaim>();
  /** Versions that are read one after the other begin with the very same values, mostly. */
  #last: readonly Pooled[] = [];

  share({ path, items, mark }: Backlog): LedgerState {
    const last = this.#last;
    const pooled: Pooled[] = [];
    const values: ItemClaim[] = [];
    const drift = new Int32Array(items.length);
    let isPlaced = true;
    for (const [at, item] of items.entries()) {
      const before = last[at];
      const own = before?.item === item ? before : { item, value: this.#valueOf(item) };
      pooled.push(own);
      values.push(own.value);
      const lines = item.place.line - own.value.place.line;
      drift[at] = lines;
      isPlaced &&= lines === 0;
    }
    this.#last = pooled;
    return stateWith(path, values, meantMark(mark), isPlaced ? undefined : drift);
  }

  #valueOf(item: ItemClaim): ItemClaim {
    const name = nameOf(item);
    const known = this.#known.get(name) ?? detached(item, name);
    this.#known.set(name, known);
    return known;
  }
}

interface Pooled {
  readonly item: ItemClaim;
  readonly value: ItemClaim;
}

/** All texts of an item with their places, counted from its own line. Lengths keep the texts apart, whatever they contain. */
function nameOf({
  key,
  written = '',
  place,
  title,
  titlePlace,
  created,
  createdPlace,
  status,
}: ItemClaim): string {
  const lengths = [created?.length, status?.length, title.length];
  const places = [titlePlace, createdPlace].map((other) => distance(place, other));
  const texts = [created, status, title].join('');
  return [key, written, place.path, place.column, ...places, ...lengths, texts].join('\n');
}

/** The item with its texts as parts of its name: what was cut out of a file keeps much of the file in memory. */
function detached(item: ItemClaim, name: string): ItemClaim {
  let end = name.length;
  const cut = (text: string): string => name.slice(end - text.length, end);
  const title = cut(item.title);
  end -= title.length;
  const status = item.status && cut(item.status);
  end -= status?.length ?? 0;
  return { ...item, title, status, created: item.created && cut(item.created) };
}

function distance(from: Place, to: Place | undefined): string | undefined {
  return to && `${to.line - from.line}:${to.column}`;
}
