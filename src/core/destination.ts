import type { DirectoryClaim, ItemClaim } from './claim.ts';
import { contestOf, type Claimant } from './claimants.ts';
import { formerOwners, laterSelves } from './elsewhere.ts';
import type { Facts } from './facts.ts';
import { formatItemId, type ItemId } from './item-id.ts';
import { itemsEverywhere } from './places.ts';
import { birthOf, GENERIC_SLUGS, slugOf } from './subject.ts';

/**
 * The ID that a directory's item went on under when the directory stayed behind: where it belongs, so that no number has to be drawn for
 * it. Undefined for whoever has an item here, or more than one directory, and where that ID has a directory, is `taken` by another one, or stands for something else by now.
 */
export function destinationOf(
  facts: Facts,
  { items, directories }: Claimant,
  taken: readonly ItemId[],
): ItemId | undefined {
  const [directory, another] = directories.filter(({ present }) => present).map(({ claim }) => claim);
  if (!directory || another || items.some(({ present }) => present)) return undefined;
  const former = formerOwners(facts, directory);
  const later =
    former.length > 0 ? former.flatMap((item) => laterSelves(facts, item)) : namesakes(facts, directory);
  const standing = later.filter((item) => facts.candidate.items.get(item.key)?.includes(item));
  const [last] = (standing.length > 0 ? standing : later).toSorted(
    (one, other) => other.id.number - one.id.number,
  );
  const isTaken = taken.some((id) => last && formatItemId(id) === last.key);
  return last && !isTaken && isWelcome(facts, last, directory) ? last.id : undefined;
}

/** A rebase leaves no version in which the item has its former ID: then its name has to do, if that tells it from others. */
function namesakes(facts: Facts, { id, slug }: DirectoryClaim): readonly ItemClaim[] {
  if (slug === '' || GENERIC_SLUGS.has(slug)) return [];
  const found = itemsEverywhere(facts).filter(
    (item) => item.id.number > id.number && slugOf(item.title) === slug,
  );
  return new Set(found.map(birthOf)).size > 1 ? [] : found;
}

/** The ID has no directory, means one thing, and was known by this name: where the title went as the item moved, the two would contradict each other. */
function isWelcome(facts: Facts, { key }: ItemClaim, directory: DirectoryClaim): boolean {
  if (facts.candidate.directories.has(key) || formerOwners(facts, { ...directory, key }).length === 0)
    return false;
  return contestOf(facts, key).claimants.length === 1;
}
