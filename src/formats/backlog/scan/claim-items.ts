import type { ItemClaim, Place } from '../../../core/ids/claim.ts';
import { formatItemId, parseItemId } from '../../../core/ids/item-id.ts';
import type { Backlog, MalformedId, Mark } from '../../../core/ledger/snapshot.ts';
import type { Stretch } from './entry-starts.ts';

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

/** The claims of a backlog at `path`, as its items come. */
export class ClaimedItems {
  readonly #path: string;
  readonly #entries: (ItemClaim | MalformedId)[] = [];
  /** One for each entry. */
  readonly #pipelineTypes: (string | undefined)[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  get count(): number {
    return this.#entries.length;
  }

  add(item: ItemTexts): void {
    this.#entries.push((item.misspelled === undefined && claimOf(item)) || malformedOf(item));
    this.#pipelineTypes.push(item.pipelineType);
  }

  /** Takes over what another backlog of the same path has there. */
  addFrom(other: ClaimedItems, { from, until }: Stretch): void {
    for (const entry of other.#entries.slice(from, until)) this.#entries.push(entry);
    for (const type of other.#pipelineTypes.slice(from, until)) this.#pipelineTypes.push(type);
  }

  finish(mark: Mark): Backlog {
    const pipelineTypes = [...new Set(this.#pipelineTypes)].filter((type) => type !== undefined);
    const items = this.#entries.filter((entry): entry is ItemClaim => 'kind' in entry);
    const isWell = items.length === this.count;
    const malformed = isWell ? [] : this.#entries.filter((entry): entry is MalformedId => !('kind' in entry));
    return { path: this.#path, items, malformed, mark, pipelineTypes };
  }
}

function malformedOf({ id: { text, place }, title, misspelled }: ItemTexts): MalformedId {
  const malformed = { text, title: title.text, place };
  return misspelled === undefined ? malformed : { ...malformed, misspelled };
}

function claimOf({ id: { text, place }, title, created, status }: ItemTexts): ItemClaim | undefined {
  const id = parseItemId(text);
  if (!id) return undefined;
  const key = formatItemId(id);
  return {
    kind: 'item',
    id,
    key,
    written: text === key ? undefined : text,
    title: title.text,
    created: created?.text,
    status,
    place,
    titlePlace: title.place,
    createdPlace: created?.place,
  };
}
