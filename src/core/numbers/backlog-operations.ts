import type { BacklogFile, BacklogItem } from './backlog-file.ts';
import { inFileOrder, usualFields } from './item-fields.ts';
import { generateNextId } from './high-water-mark.ts';
import { formatItemId, parseItemId } from '../ids/item-id.ts';
import type { Spell } from '../ids/spelling.ts';

/** What is known of an item before it has an ID: a title, and any further field of the file (`size`, `origin`, `description`, …). */
export interface Draft {
  readonly title: string;
  readonly [field: string]: unknown;
}

/** What a new item is given. `now` is RFC 3339 text; together with the ID it identifies the item, so use a time with a non-zero fraction. */
export interface Birth {
  readonly prefix: string;
  readonly now: string;
  /** How to write the ID; left out: as the items of the backlog are written. */
  readonly spell?: Spell | undefined;
}

/**
 * Adds an item under the next ID, and moves the mark to its number. It gets the fields of the draft, and those of `usualFields`: the status
 * `new`, for one.
 * Throws a `RangeError` for a title that `titleProblem` objects to, and at the end of the numbers.
 */
export function addItem(
  backlog: BacklogFile,
  draft: Draft,
  { prefix, now, spell }: Birth,
): { backlog: BacklogFile; item: BacklogItem } {
  const problem = titleProblem(draft.title);
  if (problem !== undefined) throw new RangeError(problem);
  const { id, suffix } = generateNextId(backlog, prefix, spell);
  const usual = usualFields(backlog.items, now);
  const given = Object.entries(draft).filter(([field, value]) => value !== undefined && field !== 'created');
  const fields = { ...usual, ...Object.fromEntries(given) };
  const item = inFileOrder(backlog.items, { ...fields, id, title: draft.title.trim() });
  return { item, backlog: { ...backlog, items: [...backlog.items, item], next_item_id: suffix } };
}

/** Adds the follow-ups of a phase in turn, each seeing the mark that the one before it left. `origin` is `ID/phase`, or `inbox`. */
export function ingestFollowUps(
  backlog: BacklogFile,
  followUps: readonly (string | Draft)[],
  { origin, ...birth }: Birth & { readonly origin?: string | undefined },
): { backlog: BacklogFile; items: readonly BacklogItem[] } {
  const items: BacklogItem[] = [];
  let current = backlog;
  for (const followUp of followUps) {
    const draft = typeof followUp === 'string' ? { title: followUp } : followUp;
    const added = addItem(current, { origin, ...draft }, birth);
    current = added.backlog;
    items.push(added.item);
  }
  return { backlog: current, items };
}

/**
 * Takes an item out, and its ID out of what other items depend on; the mark stays. The worklog entry has to be on disk before the result is.
 * Undefined unless exactly one item has that ID, in any case and padding.
 */
export function archiveItem(
  backlog: BacklogFile,
  id: string,
): { backlog: BacklogFile; item: BacklogItem } | undefined {
  const [item, another] = findItems(backlog, id);
  if (item === undefined || another !== undefined) return undefined;
  const isGone = sameIdAs(id);
  const items = backlog.items
    .filter((other) => other !== item)
    .map((other) => withoutDependency(other, isGone));
  return { item, backlog: { ...backlog, items } };
}

/**
 * Changes fields of the item of an ID; one that becomes `undefined` goes. The ID is not among them.
 * Undefined unless exactly one item has that ID.
 */
export function updateItem(
  backlog: BacklogFile,
  id: string,
  changes: Readonly<Record<string, unknown>>,
): { backlog: BacklogFile; item: BacklogItem } | undefined {
  const [item, another] = findItems(backlog, id);
  if (item === undefined || another !== undefined) return undefined;
  const changed = Object.entries({ ...item, ...changes }).filter(([, value]) => value !== undefined);
  const updated = { id: item.id, title: item.title, ...Object.fromEntries(changed) };
  const items = backlog.items.map((other) => (other === item ? updated : other));
  return { item: updated, backlog: { ...backlog, items } };
}

/** The items of an ID: one, unless the ID is unknown or the backlog is broken. */
export function findItems(backlog: BacklogFile, id: string): readonly BacklogItem[] {
  const isMeant = sameIdAs(id);
  return backlog.items.filter((item) => isMeant(item.id));
}

/** Why a text is not a title, as a sentence; undefined if it is one. A title has to fit on one line: the worklog's heading is made of it. */
export function titleProblem(title: string): string | undefined {
  const text = title.trim();
  if (text === '') return 'A title must not be empty.';
  if (/[\r\n\u{2028}\u{2029}\u{85}]/u.test(text)) return 'A title must fit on one line.';
  if (/\p{Cc}/u.test(text)) return 'A title must not hold control characters.';
  return undefined;
}

/** Without any left the field goes as well, for the orchestrator writes no empty list. */
function withoutDependency(item: BacklogItem, isGone: (id: string) => boolean): BacklogItem {
  const left = item.dependencies?.filter((dependency) => !isGone(dependency));
  if (left === undefined || left.length === item.dependencies?.length) return item;
  if (left.length > 0) return { ...item, dependencies: left };
  const { dependencies: _none, ...others } = item;
  return others;
}

function sameIdAs(id: string): (other: string) => boolean {
  const meant = keyOf(id);
  return (other) => keyOf(other) === meant;
}

function keyOf(id: string): string {
  const parsed = parseItemId(id);
  return parsed ? formatItemId(parsed) : id;
}
