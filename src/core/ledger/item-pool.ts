import type { ItemClaim, Place, Row } from '../ids/claim.ts';
import { numberAt } from '../ids/lookup.ts';
import { NO_ENTRIES, stateOf, stateWith } from './ledger-state.ts';
import type { StateFacts } from './ledger-state.ts';
import { rowsOf } from './rows/item-rows.ts';
import type { Backlog, LedgerState } from './snapshot.ts';
import { meantMark } from './view.ts';

/**
 * Makes the equal items of many versions of a backlog one value, wherever they are in the file, so that a long history takes little more
 * memory than its newest version. Each version knows the distance of its items from the place in that value.
 */
export class ItemPool {
  readonly #known = new Map<string, ItemClaim>();
  /** Versions that are read one after the other have the very same items, mostly. */
  #rows: readonly Row<ItemClaim>[] = [];
  #state = NO_ENTRIES;

  /** Answers with the state of the version before where nothing has changed of what is kept. */
  share(backlog: Backlog): LedgerState {
    const { path, mark } = backlog;
    const [before, last, rows] = [this.#rows, this.#state, rowsOf(backlog)];
    const values: ItemClaim[] = [];
    const drift: number[] = [];
    for (const [at, row] of rows.entries()) {
      const known = row === before[at] ? last.entries[at] : undefined;
      const value = known ?? this.#valueOf(row.claim);
      values.push(value);
      // Rows that two versions share are on the same lines.
      drift.push(known ? numberAt(last.drift ?? [], at) : row.claim.place.line - value.place.line);
    }
    this.#rows = rows;
    const entries = isSame(values, last.entries) ? last.entries : values;
    const shared = { path, entries, mark: meantMark(mark), drift: drift.some(Boolean) ? drift : undefined };
    if (!isLike(shared, last)) this.#state = stateWith(shared);
    return this.#state;
  }

  /** The same, where what is shared is looked for when somebody asks for the entries. */
  later(backlog: Backlog): LedgerState {
    const share = (): LedgerState => this.share(backlog);
    let shared: LedgerState | undefined;
    const { path, mark, line } = stateOf(backlog);
    return {
      path,
      mark,
      line,
      get entries() {
        shared ??= share();
        return shared.entries;
      },
      get drift() {
        shared ??= share();
        return shared.drift;
      },
    };
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
