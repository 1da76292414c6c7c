import type { Claim, ItemClaim } from './claim.ts';
import type { Claimant } from './claimants.ts';
import type { Facts } from './facts.ts';
import { itemsEverywhere } from './places.ts';
import { claimsAgree, isSameThing } from './subject.ts';
import { standsElsewhere } from './view.ts';

/** Whether an item stands under another ID, or once went on under a higher one: a squash shows no version in which it moves. */
export function wentElsewhere(facts: Facts, claim: ItemClaim): boolean {
  return (
    standsElsewhere(facts.candidate, claim) ||
    itemsEverywhere(facts).some((item) => item.id.number > claim.id.number && isSameThing(item, claim))
  );
}

/** Whether a merge has what a claimant is about under another ID. Outside of merges nobody hands an ID on. */
export function hasLeft(facts: Facts, { items, headings, directories }: Claimant): boolean {
  if (facts.sides.length === 0 || items.some(({ present }) => present)) return false;
  const claims = [...items, ...headings, ...directories].map(({ claim }) => claim);
  return itemsEverywhere(facts).some(
    (item) => claims.some((claim) => isAbout(item, claim)) && standsElsewhere(facts.candidate, item),
  );
}

/** The item once had the ID of a claim, and is what that is about. */
function isAbout(item: ItemClaim, claim: Claim): boolean {
  return item.key === claim.key && claimsAgree(item, claim) === 'agree';
}
