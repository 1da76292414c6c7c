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
 * The ID that a directory's item has now, while the directory kept the old one. It belongs there, so that no number has to be drawn for
 * it. Undefined for a claimant with an item or with several directories, and if that ID has a directory, is `taken` by another claimant, or means something else now.
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

/** After a rebase no version has the item under its former ID. Then its name decides, if only one item has it. */
function namesakes(facts: Facts, { id, slug }: DirectoryClaim): readonly Stay[] {
  if (slug === '' || GENERIC_SLUGS.has(slug)) return [];
  const found = livesOf(facts).all.filter(
    (stay) => stay.id.number > id.number && stay.entries.some(({ title }) => slugOf(title) === slug),
  );
  return new Set(found.map(({ life }) => life)).size > 1 ? [] : found;
}

/** The ID has no directory, means one thing, and had this name at some time: an item that was retitled as it moved would contradict the directory. */
function isWelcome(facts: Facts, { key }: Stay, directory: DirectoryClaim): boolean {
  if (facts.candidate.directories.has(key) || staysOf(livesOf(facts), { ...directory, key }).length === 0)
    return false;
  return ownershipOf(facts, key).claimants.length === 1;
}
