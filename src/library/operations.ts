import type { BacklogFile, BacklogItem } from '../core/numbers/backlog-file.ts';
import * as operations from '../core/numbers/backlog-operations.ts';
import type { Draft } from '../core/numbers/backlog-operations.ts';
import { generateNextId as nextId } from '../core/numbers/high-water-mark.ts';
import type { Spell } from '../core/ids/spelling.ts';
import { FUNCTION, listOf, optional, PREFIX, refuseMisuse, TEXT } from './arguments/kinds.ts';
import {
  asDraft,
  BACKLOG,
  BIRTH,
  birthOf,
  CHANGES,
  DRAFT,
  FOLLOW_UPS,
  onlyPrefix,
} from './arguments/item-kinds.ts';
import type { BirthOptions, FollowUpOptions } from './arguments/item-kinds.ts';

/**
 * The ID that comes next in a backlog: `max(highest number of its items with that prefix, next_item_id) + 1`. Pure: store `suffix` as the new
 * `next_item_id`, so that the next call sees it. Of what is not in this file, such as other branches, it knows nothing; {@link next} does.
 *
 * @param prefix In any case. By default the only prefix that the items have.
 * @param spell How to write the ID. By default as the items write theirs.
 * @throws RangeError when 4294967295 is used up.
 * @throws TypeError for an argument that it cannot take.
 * @category Values
 * @example
 * ```ts
 * import { generateNextId, loadBacklog } from 'tidemark';
 *
 * const { backlog } = await loadBacklog('BACKLOG.yaml');
 * const { id, suffix } = generateNextId(backlog, 'WRK');
 * console.log(id, suffix); // WRK-004 4
 * ```
 */
export function generateNextId(
  backlog: BacklogFile,
  prefix?: string,
  spell?: Spell,
): { id: string; suffix: number } {
  const kinds = { backlog: BACKLOG, prefix: optional(PREFIX), spell: optional(FUNCTION) };
  refuseMisuse('generateNextId(backlog, prefix, spell)', { backlog, prefix, spell }, kinds);
  return nextId(backlog, prefix ?? onlyPrefix('generateNextId(backlog, prefix, spell)', backlog), spell);
}

/**
 * Adds an item under the next ID, and sets `next_item_id` to its number. Pure: the backlog that is given stays as it is.
 *
 * @throws RangeError for a title that {@link titleProblem} objects to, and when 4294967295 is used up.
 * @throws TypeError for an argument that it cannot take.
 * @category Values
 * @example
 * ```ts
 * import { addItem, loadBacklog, saveBacklog } from 'tidemark';
 *
 * const loaded = await loadBacklog('BACKLOG.yaml');
 * const { backlog, item } = addItem(loaded.backlog, { title: 'Dark mode', size: 'small' });
 * await saveBacklog(loaded, backlog);
 * console.log(item.id, backlog.next_item_id); // WRK-004 4
 * ```
 */
export function addItem(
  backlog: BacklogFile,
  draft: string | Draft,
  options: BirthOptions = {},
): { backlog: BacklogFile; item: BacklogItem } {
  const call = 'addItem(backlog, draft, options)';
  const kinds = { backlog: BACKLOG, draft: DRAFT, options: BIRTH };
  refuseMisuse(call, { backlog, draft, options }, kinds);
  return operations.addItem(backlog, asDraft(draft), birthOf(call, backlog, options));
}

/**
 * Adds the follow-ups of a phase one after the other, as {@link addItem} does.
 *
 * @throws RangeError, TypeError as {@link addItem} does.
 * @category Values
 * @example
 * ```ts
 * import { ingestFollowUps, loadBacklog } from 'tidemark';
 *
 * const { backlog } = await loadBacklog('BACKLOG.yaml');
 * const { items } = ingestFollowUps(backlog, ['Export as CSV', 'Dark mode'], { origin: 'WRK-001/review' });
 * console.log(items.map(({ id }) => id).join(' ')); // WRK-004 WRK-005
 * ```
 */
export function ingestFollowUps(
  backlog: BacklogFile,
  followUps: readonly (string | Draft)[],
  options: FollowUpOptions = {},
): { backlog: BacklogFile; items: readonly BacklogItem[] } {
  const call = 'ingestFollowUps(backlog, followUps, options)';
  const kinds = { backlog: BACKLOG, followUps: listOf(DRAFT, 'drafts'), options: FOLLOW_UPS };
  refuseMisuse(call, { backlog, followUps, options }, kinds);
  const birth = birthOf(call, backlog, options);
  return operations.ingestFollowUps(backlog, followUps, { ...birth, origin: options.origin });
}

/**
 * Changes fields of the item that has an ID; a field that is `undefined` goes. The ID stays, for a new one would be another item. Pure.
 *
 * @returns `undefined` unless exactly one item has that ID, whatever its case and padding.
 * @throws TypeError for an argument that it cannot take, `id` and `created` among the changes included.
 * @category Values
 * @example
 * ```ts
 * import { loadBacklog, saveBacklog, updateItem } from 'tidemark';
 *
 * const loaded = await loadBacklog('BACKLOG.yaml');
 * const updated = updateItem(loaded.backlog, 'WRK-001', { status: 'done' });
 * if (updated) await saveBacklog(loaded, updated.backlog);
 * console.log(updated?.item.title, updated?.item['status']); // Retry limits done
 * ```
 */
export function updateItem(
  backlog: BacklogFile,
  id: string,
  changes: Readonly<Record<string, unknown>>,
): { backlog: BacklogFile; item: BacklogItem } | undefined {
  const kinds = { backlog: BACKLOG, id: TEXT, changes: CHANGES };
  refuseMisuse('updateItem(backlog, id, changes)', { backlog, id, changes }, kinds);
  return operations.updateItem(backlog, id, changes);
}

/**
 * Takes an item out of a backlog, and its ID out of what other items depend on; `next_item_id` stays. Pure. Write the worklog entry first (see
 * {@link worklogEntries}): then a crash in between leaves both, and never neither. {@link archive} does all that.
 *
 * @returns `undefined` unless exactly one item has that ID, whatever its case and padding.
 * @throws TypeError for an argument that it cannot take.
 * @category Values
 * @example
 * ```ts
 * import { archiveItem, loadBacklog } from 'tidemark';
 *
 * const { backlog } = await loadBacklog('BACKLOG.yaml');
 * const archived = archiveItem(backlog, 'wrk-1');
 * console.log(archived?.item.title, archived?.backlog.items.length); // Retry limits 2
 * ```
 */
export function archiveItem(
  backlog: BacklogFile,
  id: string,
): { backlog: BacklogFile; item: BacklogItem } | undefined {
  refuseMisuse('archiveItem(backlog, id)', { backlog, id }, { backlog: BACKLOG, id: TEXT });
  return operations.archiveItem(backlog, id);
}

/**
 * The items that have an ID, whatever its case and padding: one, unless the ID is unknown or used twice.
 *
 * @throws TypeError for an argument that it cannot take.
 * @category Values
 * @example
 * ```ts
 * import { findItems, loadBacklog } from 'tidemark';
 *
 * const { backlog } = await loadBacklog('BACKLOG.yaml');
 * console.log(findItems(backlog, 'wrk-2')[0]?.title); // Search by tag
 * ```
 */
export function findItems(backlog: BacklogFile, id: string): readonly BacklogItem[] {
  refuseMisuse('findItems(backlog, id)', { backlog, id }, { backlog: BACKLOG, id: TEXT });
  return operations.findItems(backlog, id);
}
