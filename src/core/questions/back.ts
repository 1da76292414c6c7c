import type { Stay } from '../identity/life.ts';
import { heldIn, pastOf, standsIn } from '../identity/past.ts';
import type { Facts } from '../ledger/facts.ts';
import type { BaseView } from '../ledger/view.ts';

/** Whether a thing has a number that it had before, behind a base that has not given it to another one since. */
export function isBackAt(facts: Facts, stay: Stay, base: BaseView): boolean {
  if (base.items.has(stay.key)) return false;
  return !standsIn(facts, base, stay) && heldIn(facts, stay.key, pastOf(facts, base)).includes(stay);
}
