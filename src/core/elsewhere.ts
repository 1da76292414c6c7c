import type { Claim, ItemClaim } from './claim.ts';
import type { Claimant } from './claimants.ts';
import type { Facts } from './facts.ts';
import { groupBy } from './group-by.ts';
import { itemsEverywhere, versionsOf } from './places.ts';
import { remember } from './remember.ts';
import type { BacklogVersion } from './situation.ts';
import { birthOf, claimsAgree, itemsAgree } from './subject.ts';
import { holdersOf, tenuresOf, type Tenure } from './tenure.ts';
import type { ByKey, View } from './view.ts';

/** Whether a view has this item under its ID. */
export function standsHere({ items }: Pick<View, 'items'>, item: ItemClaim): boolean {
  return items.get(item.key)?.some((known) => itemsAgree(known, item)) ?? false;
}

/** Whether a view has this very item under another ID. */
export function standsElsewhere(facts: Facts, { items }: Pick<View, 'items'>, claim: ItemClaim): boolean {
  const alike = byBirth(items).get(birthOf(claim)) ?? [];
  return alike.some((other) => other.key !== claim.key && isOne(facts, other, claim));
}

/** Whether an item stands under another ID, or once went on under a higher one: a squash shows no version in which it moves. */
export function wentElsewhere(facts: Facts, claim: ItemClaim): boolean {
  return standsElsewhere(facts, facts.candidate, claim) || laterSelves(facts, claim).length > 0;
}

/** An item under higher numbers, wherever that was. */
export function laterSelves(facts: Facts, claim: ItemClaim): readonly ItemClaim[] {
  const alike = everywhereByBirth(facts).get(birthOf(claim)) ?? [];
  return alike.filter(
    (other) => other.id.number > claim.id.number && other.key !== claim.key && isOne(facts, other, claim),
  );
}

/** Items that had the ID of a claim, and were about what it says. */
export function formerOwners(facts: Facts, claim: Claim): readonly ItemClaim[] {
  const known = everywhereByKey(facts).get(claim.key) ?? [];
  return known.filter((item) => claimsAgree(item, claim) === 'agree');
}

/**
 * Whether what a claimant is about has left the ID. Where its item is here, a base has that under another one alone; where it is gone, it
 * went on under another one before a merge. Outside of merges nobody hands an ID on.
 */
export function hasLeft(facts: Facts, { items, headings, directories }: Claimant): boolean {
  const present = items.filter((seen) => seen.present).map(({ claim }) => claim);
  const isOnlyElsewhere = (base: View, item: ItemClaim): boolean =>
    !standsHere(base, item) && standsElsewhere(facts, base, item);
  if (present.length > 0)
    return present.some((item) => facts.bases.some((base) => isOnlyElsewhere(base, item)));
  if (facts.sides.length === 0) return false;
  return [...items, ...headings, ...directories]
    .flatMap(({ claim }) => formerOwners(facts, claim))
    .some((item) => wentElsewhere(facts, item));
}

/** Of items that a program wrote in one go, or that people copied, the moment proves nothing: their titles must be the same, and not two of them. */
function isOne(facts: Facts, one: ItemClaim, other: ItemClaim): boolean {
  const broods = broodsByBirth(facts).get(birthOf(one)) ?? [];
  if (broods.length === 0) return true;
  const has = (brood: readonly ItemClaim[], { key }: ItemClaim) => brood.some((item) => item.key === key);
  return one.title === other.title && !broods.some((brood) => has(brood, one) && has(brood, other));
}

/** Thousands may have one moment, where a program wrote them all. */
const broodsByBirth = remember((facts: Facts) => {
  const versions = versionsOf(facts);
  const groups = groupBy(tenuresOf(versions), ({ item }) => birthOf(item));
  const several = [...groups].filter(([, [first, ...rest]]) =>
    rest.some(({ item }) => item.key !== first.item.key),
  );
  return new Map(several.map(([birth, tenures]) => [birth, broodsAmong(versions, tenures)]));
});

/** What stood side by side under several IDs as soon as the highest of them was there: all were new, or that one had another title than the rest. */
function broodsAmong(
  versions: readonly BacklogVersion[],
  tenures: readonly Tenure[],
): readonly (readonly ItemClaim[])[] {
  const held = groupBy(
    tenures.flatMap((tenure) =>
      holdersOf(versions, tenure).map((version) => ({ version, item: tenure.item })),
    ),
    ({ version }) => version.commit,
  );
  return [...held.values()].flatMap((members) => {
    const [{ version }] = members;
    const before = version.parents.flatMap((parent) => held.get(parent) ?? []);
    const brood = members.map(({ item }) => item).toSorted((one, other) => other.id.number - one.id.number);
    const [last, ...others] = brood;
    const isNew = last && !before.some(({ item }) => item.key === last.key);
    const isOther = others.some(
      ({ key, title }) => key !== last?.key && (before.length === 0 || title !== last?.title),
    );
    return isNew && isOther ? [brood] : [];
  });
}

const byBirth = remember((items: ByKey<ItemClaim>) => groupBy([...items.values()].flat(), birthOf));
const everywhereByBirth = remember((facts: Facts) => groupBy(itemsEverywhere(facts), birthOf));
const everywhereByKey = remember((facts: Facts) => groupBy(itemsEverywhere(facts), ({ key }) => key));
