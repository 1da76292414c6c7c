import type { Claim, ItemClaim } from './claim.ts';
import type { Claimant } from './claimants.ts';
import type { Facts } from './facts.ts';
import { groupBy } from './group-by.ts';
import { itemsEverywhere, versionsOf } from './places.ts';
import { remember } from './remember.ts';
import { birthOf, claimsAgree } from './subject.ts';
import { commitsWith } from './tenure.ts';
import type { ByKey, View } from './view.ts';

/** Whether a view has this very item under another ID. */
export function standsElsewhere(facts: Facts, { items }: Pick<View, 'items'>, claim: ItemClaim): boolean {
  const alike = byBirth(items).get(birthOf(claim)) ?? [];
  return alike.some((other) => other.key !== claim.key && !areSiblings(facts, other, claim));
}

/** Whether an item stands under another ID, or once went on under a higher one: a squash shows no version in which it moves. */
export function wentElsewhere(facts: Facts, claim: ItemClaim): boolean {
  return standsElsewhere(facts, facts.candidate, claim) || laterSelves(facts, claim).length > 0;
}

/** An item under higher numbers, wherever that was. */
export function laterSelves(facts: Facts, claim: ItemClaim): readonly ItemClaim[] {
  const alike = everywhereByBirth(facts).get(birthOf(claim)) ?? [];
  return alike.filter(
    (other) =>
      other.id.number > claim.id.number && other.key !== claim.key && !areSiblings(facts, other, claim),
  );
}

/** What a directory's ID was about, where that is what the directory says. */
export function formerOwners(facts: Facts, claim: Claim): readonly ItemClaim[] {
  const known = everywhereByKey(facts).get(claim.key) ?? [];
  return known.filter((item) => claimsAgree(item, claim) === 'agree');
}

/** Whether a merge has what a claimant is about under another ID. Outside of merges nobody hands an ID on. */
export function hasLeft(facts: Facts, { items, headings, directories }: Claimant): boolean {
  if (facts.sides.length === 0 || items.some(({ present }) => present)) return false;
  return [...items, ...headings, ...directories]
    .flatMap(({ claim }) => formerOwners(facts, claim))
    .some((item) => standsElsewhere(facts, facts.candidate, item));
}

/** Whether some version brought both at once: what a program writes in one go has one moment. */
function areSiblings(facts: Facts, one: ItemClaim, other: ItemClaim): boolean {
  const versions = versionsOf(facts);
  const holdersOf = ({ key, ...item }: ItemClaim): ReadonlySet<string> =>
    commitsWith(versions, key, (known) => birthOf(known) === birthOf(item));
  const [ones, others] = [holdersOf(one), holdersOf(other)];
  return versions.some(
    ({ commit, parents }) =>
      ones.has(commit) &&
      others.has(commit) &&
      !parents.some((parent) => ones.has(parent) || others.has(parent)),
  );
}

const byBirth = remember((items: ByKey<ItemClaim>) => groupBy([...items.values()].flat(), birthOf));
const everywhereByBirth = remember((facts: Facts) => groupBy(itemsEverywhere(facts), birthOf));
const everywhereByKey = remember((facts: Facts) => groupBy(itemsEverywhere(facts), ({ key }) => key));
