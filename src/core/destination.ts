import type { ItemClaim } from './claim.ts';
import { contestOf, type Claimant } from './claimants.ts';
import type { Facts } from './facts.ts';
import { formatItemId, type ItemId } from './item-id.ts';
import { itemsEverywhere } from './places.ts';
import { claimsAgree, isSameThing, slugOf } from './subject.ts';

/**
 * The ID that a directory's item went on under when the directory stayed behind: where it belongs, so that no number has to be drawn for
 * it. Undefined for whoever has an item here, or more than one directory, and where that ID has a directory, was `given` to another one, or stands for something else by now.
 */
export function destinationOf(
  facts: Facts,
  { items, directories }: Claimant,
  given: readonly ItemId[],
): ItemId | undefined {
  const [directory, another] = directories.filter(({ present }) => present).map(({ claim }) => claim);
  if (!directory || another || items.some(({ present }) => present)) return undefined;
  const known = itemsEverywhere(facts);
  const former = known.filter(
    (item) => item.key === directory.key && claimsAgree(item, directory) === 'agree',
  );
  // A rebase leaves no version in which the item has its former ID.
  const isOwner = (item: ItemClaim): boolean =>
    slugOf(item.title) === directory.slug || former.some((old) => isSameThing(old, item));
  const later = known.filter((item) => item.id.number > directory.id.number && isOwner(item));
  const last = later.toSorted((one, other) => other.id.number - one.id.number)[0];
  const isGiven = given.some((id) => last && formatItemId(id) === last.key);
  return last && !isGiven && isFree(facts, last) ? last.id : undefined;
}

function isFree(facts: Facts, { key }: ItemClaim): boolean {
  return !facts.candidate.directories.has(key) && contestOf(facts, key).claimants.length === 1;
}
