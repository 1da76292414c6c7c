import type { Stay } from '../identity/life.ts';
import { livesOf } from '../identity/lives.ts';
import { entriesAbout, goesBack, itemsIn, standsAnywhere, standsIn } from '../identity/past.ts';
import type { ItemClaim } from '../ids/claim.ts';
import { countOf, groupsUnlike } from '../ids/claim-groups.ts';
import { isProven, saysAnyTheSame } from '../ids/subject.ts';
import { isSameMoment } from '../ids/timestamp.ts';
import type { Facts } from '../ledger/facts.ts';
import type { BaseView } from '../ledger/view.ts';

/** What became of the items of a base in a file that was rewritten. */
export interface RewrittenFile {
  readonly all: number;
  /** They have other numbers, which were not drawn for them. */
  readonly moved: readonly ItemClaim[];
  /** Their IDs belong to something else. */
  readonly replaced: readonly ItemClaim[];
  /** They are there, and were created at another moment. */
  readonly recreated: readonly ItemClaim[];
  /** They are gone, and no worklog entry says why. */
  readonly gone: readonly ItemClaim[];
}

/** A few such changes are mistakes in single items; this many mean that the file was generated, not edited. */
const FEW = 2;
const SHARE = 0.1;

/** How a backlog was rewritten compared with a base; undefined if its items changed in the usual ways. */
export function rewrittenFile(facts: Facts, base: BaseView): RewrittenFile | undefined {
  const all = countOf(base.items);
  const isMany = (count: number): boolean => count > FEW && count >= all * SHARE;
  // Mostly nearly all stand there as they are, and nobody has to ask on.
  const doubtful = groupsUnlike(base.items, facts.candidate.items).flat();
  const changedSince = doubtful.filter((item) => !standsUnchanged(facts, item));
  if (!isMany(changedSince.length)) return undefined;
  const lives = livesOf(facts);
  const left = changedSince.filter((item) => !standsIn(facts, facts.candidate, lives.stayOf(item)));
  const elsewhere = new Set(left.filter((item) => isBelow(facts, base, lives.stayOf(item))));
  const moved = [...elsewhere];
  const missing = left.filter(
    (item) => !elsewhere.has(item) && !standsAnywhere(facts, facts.candidate, lives.stayOf(item).life),
  );
  const replaced = missing.filter(({ key }) => facts.candidate.items.has(key));
  const isLogged = (item: ItemClaim): boolean =>
    entriesAbout(facts, lives.stayOf(item)).some(({ terminal }) => terminal);
  const gone = missing.filter((item) => !replaced.includes(item) && !isLogged(item));
  const recreated = changedSince.filter((item) => isRecreated(facts, item));
  const isLowered = (facts.candidate.mark ?? 0) < (base.mark ?? 0);
  const changed = moved.length + replaced.length + recreated.length;
  const count = changed + (changed > FEW || isLowered ? gone.length : 0);
  return isMany(count) ? { all, moved, replaced, recreated, gone } : undefined;
}

function standsUnchanged({ candidate }: Facts, item: ItemClaim): boolean {
  const now = candidate.items.get(item.key);
  return now !== undefined && saysAnyTheSame(now, item);
}

/** Whether an item is there under its ID, and its `created`, which identified it, is another one. */
function isRecreated(facts: Facts, item: ItemClaim): boolean {
  if (!isProven(item)) return false;
  const stay = livesOf(facts).stayOf(item);
  const now = itemsIn(facts, facts.candidate, stay);
  return now.length > 0 && !now.some(({ created = '' }) => isSameMoment(item.created, created));
}

/** Whether a life has another number that the base counts as drawn, and that it had not had before. */
function isBelow(facts: Facts, base: BaseView, { key, life }: Stay): boolean {
  return life.stays.some(
    (other) =>
      other.key !== key &&
      other.id.number <= base.line &&
      standsIn(facts, facts.candidate, other) &&
      !goesBack(facts, other, base),
  );
}
