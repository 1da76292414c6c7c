import type { ItemClaim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import { pastOf } from '../identity/past.ts';
import { remember } from '../ids/remember.ts';
import { isNotLater } from '../ids/timestamp.ts';
import type { BaseView } from '../ledger/view.ts';

/** Whether an item's number was drawn in its turn and only arrived late, through a squash, a rebase or a backport. */
export function drawnInTurn(facts: Facts, base: BaseView, { id, created }: ItemClaim): boolean {
  const isAboveFork = base.fork.mark !== undefined && id.number > base.fork.mark;
  if (isAboveFork || base.mark === undefined) return true;
  const next = momentsAt(facts)(base).find(([number]) => number > id.number);
  return created !== undefined && next !== undefined && isNotLater(created, next[1]) === true;
}

/** When numbers were drawn, as far as is known on a base's side: the item's `created`, else its first heading. Ordered by number. */
const momentsAt = remember((facts: Facts) =>
  remember((base: BaseView) => {
    const drawn = new Map<number, string>();
    const logged = new Map<number, string>();
    for (const { state } of pastOf(facts, base)) {
      for (const { id, created } of state.entries)
        if (created !== undefined && !drawn.has(id.number)) drawn.set(id.number, created);
    }
    for (const { id, timestamp } of base.snapshot.headings) {
      const first = logged.get(id.number) ?? timestamp;
      logged.set(id.number, isNotLater(first, timestamp) === false ? timestamp : first);
    }
    // The sort is stable: an item stays before the entries of its own number.
    return [...drawn, ...logged].sort(([left], [right]) => left - right);
  }),
);
