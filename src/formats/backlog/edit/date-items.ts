import { formatItemId, parseItemId } from '../../../core/ids/item-id.ts';
import { addCreated } from './edit-created.ts';
import { applyEdits } from './edit.ts';
import { readLayout } from '../layout.ts';

/** What a text became, and which of its items, by their place in the list, were given a `created`. */
export interface Dating {
  readonly text: string;
  readonly dated: readonly DatedItem[];
}

/** An item that was given a `created`. */
export interface DatedItem {
  /** As the file has it. */
  readonly id: string;
  readonly title: string;
  readonly created: string;
}

/** An item that has no `created`. */
interface Undated {
  readonly key: string;
  readonly title: string;
}

/** Gives a `created` to every item of a backlog that has none, as `momentOf` says; a text that is no backlog stays as it is. Not one other byte changes. */
export function dateItems(text: string, momentOf: (item: Undated) => string): Dating {
  const reading = readLayout(text);
  if (!('layout' in reading)) return { text, dated: [] };
  const { layout } = reading;
  const given = layout.items.flatMap((block) => {
    const id = parseItemId(block.id.text);
    if (!id || block.created) return [];
    const [written, title] = [block.id.text, block.title.text];
    const created = momentOf({ key: formatItemId(id), title });
    const edit = addCreated(layout, block, created);
    return edit ? [{ edit, item: { id: written, title, created } }] : [];
  });
  return {
    text: applyEdits(
      text,
      given.map(({ edit }) => edit),
    ),
    dated: given.map(({ item }) => item),
  };
}
