import { livesOf } from '../identity/lives.ts';
import { standsIn } from '../identity/past.ts';
import type { ItemClaim } from '../ids/claim.ts';
import { groupBy } from '../ids/group-by.ts';
import type { Facts } from '../ledger/facts.ts';
import { homeOf, type Home } from '../questions/rewriting.ts';

/** Which items of the candidate get which number back. */
export type Returns = ReadonlyMap<ItemClaim, Home>;

/**
 * Items of the candidate that get the number back that a base has for them: where collisions under `settled` IDs are settled, and nothing else
 * will stand there. Without such a number an item would need a new one, and what cites it would be wrong.
 */
export function returnsOf(facts: Facts, settled: ReadonlySet<string>): Returns {
  const items = [...facts.candidate.items.values()].flat();
  const found = new Map<ItemClaim, Home>();
  for (const item of items) {
    const home = homeOf(facts, item);
    if (home && (settled.has(item.key) || settled.has(home.stay.key))) found.set(item, home);
  }
  const rivals = groupBy([...found], ([, { stay }]) => stay.key);
  for (const group of rivals.values()) if (group.length > 1) for (const [item] of group) found.delete(item);
  while (keepOccupied(facts, found, settled)) continue;
  return found;
}

/** Whoever is not to move keeps a number occupied, and then those that want it stay where they are: whether there were any. */
function keepOccupied(facts: Facts, found: Map<ItemClaim, Home>, settled: ReadonlySet<string>): boolean {
  const isStaying = (item: ItemClaim): boolean => {
    if (found.has(item)) return false;
    const stay = livesOf(facts).stayOf(item);
    return !settled.has(item.key) || facts.bases.some((base) => standsIn(facts, base, stay));
  };
  const stuck = [...found].filter(([, { stay }]) => facts.candidate.items.get(stay.key)?.some(isStaying));
  for (const [item] of stuck) found.delete(item);
  return stuck.length > 0;
}
