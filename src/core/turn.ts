import type { ItemClaim } from './claim.ts';
import { remember } from './remember.ts';
import { tenuresOf } from './tenure.ts';
import { isNotLater } from './timestamp.ts';
import type { BaseView } from './view.ts';

/** Whether an item's number was drawn in its turn and only landed late: by a squash, a rebase, a backport. */
export function drawnInTurn(base: BaseView, item: ItemClaim): boolean {
  if (isAboveForkMark(base, item) || base.mark === undefined) return true;
  const next = momentsOf(base).find(([number]) => number > item.id.number);
  return item.created !== undefined && next !== undefined && isNotLater(item.created, next[1]) === true;
}

export function isAboveForkMark(base: BaseView, item: ItemClaim): boolean {
  return base.fork.mark !== undefined && item.id.number > base.fork.mark;
}

/** When numbers were drawn, as far as a base's side tells: the item's `created`, else the first heading. In order of the numbers. */
const momentsOf = remember(({ items, versions, snapshot }: BaseView) => {
  const drawn = new Map<number, string>();
  const logged = new Map<number, string>();
  const earlier = tenuresOf(versions).map(({ item }) => item);
  for (const { id, created } of [...[...items.values()].flat(), ...earlier]) {
    if (created !== undefined && !drawn.has(id.number)) drawn.set(id.number, created);
  }
  for (const { id, timestamp } of snapshot.headings) {
    const first = logged.get(id.number) ?? timestamp;
    logged.set(id.number, isNotLater(first, timestamp) === false ? timestamp : first);
  }
  // The sort keeps an item before the entries of its own number.
  return [...drawn, ...logged].sort(([left], [right]) => left - right);
});
