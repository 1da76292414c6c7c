import type { ItemClaim, Place } from '../core/claim.ts';
import { formatItemId, parseItemId } from '../core/item-id.ts';
import type { Backlog, MalformedId, Mark } from '../core/snapshot.ts';

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
  readonly status: PlacedText | undefined;
  readonly pipelineType: PlacedText | undefined;
}

/** Makes claims of items as they come. */
export function claimItems(path: string): {
  readonly add: (item: ItemTexts) => void;
  readonly finish: (mark: Mark) => Backlog;
} {
  const items: ItemClaim[] = [];
  const malformed: MalformedId[] = [];
  const pipelineTypes = new Set<string>();
  return {
    add: (item) => {
      const claim = claimOf(item);
      if (claim) items.push(claim);
      else malformed.push({ text: item.id.text, title: item.title.text, place: item.id.place });
      if (item.pipelineType) pipelineTypes.add(item.pipelineType.text);
    },
    finish: (mark) => ({ path, items, malformed, mark, pipelineTypes: [...pipelineTypes] }),
  };
}

function claimOf({ id: { text, place }, title, created, status }: ItemTexts): ItemClaim | undefined {
  const id = parseItemId(text);
  return (
    id && {
      kind: 'item',
      id,
      key: formatItemId(id),
      title: title.text,
      created: created?.text,
      status: status?.text,
      place,
      titlePlace: title.place,
      createdPlace: created?.place,
    }
  );
}
