import type { ItemClaim, Place } from '../ids/claim.ts';
import { NO_ENTRIES, stateWith } from './ledger-state.ts';
import type { StateFacts } from './ledger-state.ts';
import type { Backlog, LedgerState } from './snapshot.ts';
import { meantMark } from './view.ts';

/**
 * Makes the equal items of many versions of a backlog one value, wherever they are in the file, so that a long history takes little more
 * memory than its newest version. Each version knows the distance of its items from the place in that value.
 */
export class ItemPool {
  readonly #known = new Map<string, ItemClaim>();
  /** Versions that are read one after the other have the very same items, mostly. */
  #items: readonly ItemClaim[] = [];
  #state = NO_ENTRIES;

  /** Answers with the state of the version before where nothing has changed of what is kept. */
  share({ path, items, mark }: Backlog): LedgerState {
    const [before, last] = [this.#items, this.#state];
    const values: ItemClaim[] = [];
    const drift: number[] = [];
    for (const [at, item] of items.entries()) {
      const value = (item === before[at] && last.entries[at]) || this.#valueOf(item);
      values.push(value);
      drift.push(item.place.line - value.place.line);
    }
    this.#items = items;
    const entries = isSame(values, last.entries) ? last.entries : values;
    const shared = { path, entries, mark: meantMark(mark), drift: drift.some(Boolean) ? drift : undefined };
    if (!isLike(shared, last)) this.#state = stateWith(shared);
    return this.#state;
  }

  #valueOf(item: ItemClaim): ItemClaim {
    const name = nameOf(item);
    const known = this.#known.get(name) ?? detached(item, name);
    this.#known.set(name, known);
    return known;
  }
}

function isSame(values: readonly ItemClaim[], others: readonly ItemClaim[]): boolean {
  return values.length === others.length && values.every((value, at) => value === others[at]);
}

function isLike({ path, entries, mark, drift }: StateFacts, other: LedgerState): boolean {
  const isPlaced = drift === undefined && other.drift === undefined;
  return isPlaced && entries === other.entries && path === other.path && mark === other.mark;
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
