import type { ItemClaim, Place } from '../../../core/ids/claim.ts';
import { formatItemId, parseItemId } from '../../../core/ids/item-id.ts';
import { unusual } from '../../../core/ids/spelling.ts';
import type { Backlog, MalformedId, Mark } from '../../../core/ledger/snapshot.ts';

/** The text of a scalar and where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly place: Place;
}

/** What an item says of itself, whoever read it. A title of null is an empty one; elsewhere null is undefined. */
export interface ItemTexts {
  readonly id: PlacedText;
  readonly title: PlacedText;
  readonly created: PlacedText | undefined;
  readonly status: string | undefined;
  readonly pipelineType: string | undefined;
  /** See `MalformedId`. */
  readonly misspelled?: string | undefined;
}

/** How many entries of `items` there are up to some point, and what became of them. */
export interface ClaimCounts {
  readonly entries: number;
  readonly items: number;
  readonly malformed: number;
}

/** The claims of a backlog at `path`, as its items come. */
export class ClaimedItems {
  readonly #path: string;
  readonly #items: ItemClaim[] = [];
  readonly #malformed: MalformedId[] = [];
  /** One for each entry. */
  readonly #pipelineTypes: (string | undefined)[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  add(item: ItemTexts): void {
    const claim = item.misspelled === undefined ? claimOf(item) : undefined;
    if (claim) this.#items.push(claim);
    else this.#malformed.push(malformedOf(item));
    this.#pipelineTypes.push(item.pipelineType);
  }

  /** Takes over what another backlog of the same path has from one point to another. */
  addFrom(other: ClaimedItems, start: ClaimCounts, end: ClaimCounts): void {
    append(this.#items, other.#items, start.items, end.items);
    append(this.#malformed, other.#malformed, start.malformed, end.malformed);
    append(this.#pipelineTypes, other.#pipelineTypes, start.entries, end.entries);
  }

  counts(): ClaimCounts {
    return {
      entries: this.#pipelineTypes.length,
      items: this.#items.length,
      malformed: this.#malformed.length,
    };
  }

  finish(mark: Mark): Backlog {
    const pipelineTypes = [...new Set(this.#pipelineTypes)].filter((type) => type !== undefined);
    return { path: this.#path, items: this.#items, malformed: this.#malformed, mark, pipelineTypes };
  }
}

function append<T>(list: T[], from: readonly T[], start: number, end: number): void {
  for (const value of from.slice(start, end)) list.push(value);
}

function malformedOf({ id: { text, place }, title, misspelled }: ItemTexts): MalformedId {
  const malformed = { text, title: title.text, place };
  return misspelled === undefined ? malformed : { ...malformed, misspelled };
}

function claimOf({ id: { text, place }, title, created, status }: ItemTexts): ItemClaim | undefined {
  const id = parseItemId(text);
  return (
    id && {
      kind: 'item',
      id,
      key: formatItemId(id),
      written: unusual(text, id),
      title: title.text,
      created: created?.text,
      status,
      place,
      titlePlace: title.place,
      createdPlace: created?.place,
    }
  );
}
