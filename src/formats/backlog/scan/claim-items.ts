import type { ItemClaim, Place } from '../../../core/ids/claim.ts';
import { formatItemId, parseWritten } from '../../../core/ids/item-id.ts';
import type { WrittenId } from '../../../core/ids/item-id.ts';
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

/** What a scan sees of an item before anybody asks what it says. */
export interface SeenItem {
  /** The text of its ID. */
  readonly id: string;
  readonly pipelineType: string | undefined;
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

  add(item: ItemTexts): void {
    this.#entries.push((item.misspelled === undefined && claimOf(item)) || malformedOf(item));
    this.#pipelineTypes.push(item.pipelineType);
  }

  finish(mark: Mark): Backlog {
    const pipelineTypes = [...new Set(this.#pipelineTypes)].filter((type) => type !== undefined);
    const items = this.#entries.filter((entry): entry is ItemClaim => 'kind' in entry);
    const malformed = this.#entries.filter((entry): entry is MalformedId => !('kind' in entry));
    return { path: this.#path, items, malformed, mark, pipelineTypes };
  }
}

/** An item whose ID is none. */
export function malformedOf({ id: { text, place }, title, misspelled }: ItemTexts): MalformedId {
  const malformed = { text, title: title.text, place };
  return misspelled === undefined ? malformed : { ...malformed, misspelled };
}

function claimOf(item: ItemTexts): ItemClaim | undefined {
  const id = parseWritten(item.id.text);
  return id && claimUnder(id, item);
}

/** An item of that ID. */
export function claimUnder(
  { prefix, number, written }: WrittenId,
  { id: { place }, title, created, status }: ItemTexts,
): ItemClaim {
  const id = { prefix, number };
  return {
    kind: 'item',
    id,
    key: formatItemId(id),
    written,
    title: title.text,
    created: created?.text,
    status,
    place,
    titlePlace: title.place,
    createdPlace: created?.place,
  };
}
