import type { DirectoryClaim } from '../ids/claim.ts';
import { ownershipOf, type Claimant } from './claimants.ts';
import type { Facts } from '../ledger/facts.ts';
import { formatItemId, type ItemId } from '../ids/item-id.ts';
import { livesOf, staysOf } from '../identity/lives.ts';
import type { Stay } from '../identity/life.ts';
import { standsIn } from '../identity/past.ts';
import { laterStays } from '../identity/moves.ts';
import { GENERIC_SLUGS, slugOf } from '../ids/subject.ts';

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
  const owners = staysOf(livesOf(facts), directory);
  const later = owners.length > 0 ? owners.flatMap(laterStays) : namesakes(facts, directory);
  const standing = later.filter((stay) => standsIn(facts, facts.candidate, stay));
  const [last] = (standing.length > 0 ? standing : later).toSorted(
    (one, other) => other.id.number - one.id.number,
  );
  const isTaken = taken.some((id) => last && formatItemId(id) === last.key);
  return last && !isTaken && isWelcome(facts, last, directory) ? last.id : undefined;
}

/** A rebase leaves no version in which the item has its former ID: then its name has to do, if that tells it from others. */
function namesakes(facts: Facts, { id, slug }: DirectoryClaim): readonly Stay[] {
  if (slug === '' || GENERIC_SLUGS.has(slug)) return [];
  const found = livesOf(facts).all.filter(
    (stay) => stay.id.number > id.number && stay.entries.some(({ title }) => slugOf(title) === slug),
  );
  return new Set(found.map(({ life }) => life)).size > 1 ? [] : found;
}

/** The ID has no directory, means one thing, and was known by this name: where the title went as the item moved, the two would contradict each other. */
function isWelcome(facts: Facts, { key }: Stay, directory: DirectoryClaim): boolean {
  if (facts.candidate.directories.has(key) || staysOf(livesOf(facts), { ...directory, key }).length === 0)
    return false;
  return ownershipOf(facts, key).claimants.length === 1;
}
