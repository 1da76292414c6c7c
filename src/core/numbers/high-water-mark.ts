import type { BacklogFile, BacklogItem } from './backlog-file.ts';
import { MAX_ITEM_NUMBER, parseItemId } from '../ids/item-id.ts';
import { spellingOfTexts, type Spell } from '../ids/spelling.ts';

/**
 * The ID that comes next: `max(highest number of the current items with that prefix, next_item_id) + 1`, written as the items write theirs,
 * or as `spell` does: mostly padded to three digits.
 * Nothing is changed: the caller stores `suffix` as the new `next_item_id`, so that the next call sees it.
 * Throws a `RangeError` when 4294967295 is used up, for a counter that wraps would hand out used numbers.
 */
export function generateNextId(
  backlog: BacklogFile,
  prefix: string,
  spell: Spell = spellingOfTexts(backlog.items.map(({ id }) => id)),
): { id: string; suffix: number } {
  const highest = Math.max(highestNumber(backlog.items, prefix), backlog.next_item_id);
  if (highest >= MAX_ITEM_NUMBER) {
    throw new RangeError(`every item number up to ${MAX_ITEM_NUMBER} is used up`);
  }
  const suffix = highest + 1;
  return { id: spell({ prefix: prefix.toUpperCase(), number: suffix }), suffix };
}

/** The highest item number among `items`, of one prefix (in any case) or of all; 0 without any. IDs that are not a `PREFIX-NUMBER` do not count. */
export function highestNumber(items: readonly Pick<BacklogItem, 'id'>[], prefix?: string): number {
  let highest = 0;
  for (const item of items) {
    const id = parseItemId(item.id);
    const counts = id !== undefined && (prefix === undefined || id.prefix === prefix.toUpperCase());
    if (counts && id.number > highest) highest = id.number;
  }
  return highest;
}

/** The same backlog with its mark at `floor` or above. */
export function raiseMark(backlog: BacklogFile, floor: number): BacklogFile {
  return backlog.next_item_id >= floor ? backlog : { ...backlog, next_item_id: floor };
}
