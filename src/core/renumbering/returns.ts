import type { Stay } from '../identity/life.ts';
import { livesOf } from '../identity/lives.ts';
import { heldIn, isGone, pastOf, standsIn } from '../identity/past.ts';
import { timelineOf } from '../identity/timeline.ts';
import type { ItemClaim } from '../ids/claim.ts';
import { onlyOf } from '../ids/lookup.ts';
import { groupBy } from '../ids/group-by.ts';
import type { Facts } from '../ledger/facts.ts';
import { labelFor, type View } from '../ledger/view.ts';
import { ownershipOf, type Claimant, type Ownership } from './claimants.ts';
import type { PlannedSuccession } from './renumber-plan.ts';

/** An ID that an item has in a base, while it has another one here. */
export interface BaseId {
  readonly stay: Stay;
  /** The base, as people call it. */
  readonly label: string;
}

/** Which items of the candidate get back which number. */
export type Returns = ReadonlyMap<ItemClaim, BaseId>;

/**
 * Items of the candidate that get back the number that a base has for them: if collisions of `settled` IDs are resolved, and nothing else
 * will have that number. Otherwise an item would need a new one, and what cites it would be wrong.
 */
export function returnsOf(facts: Facts, settled: ReadonlySet<string>): Returns {
  const items = [...facts.candidate.items.values()].flat();
  const found = new Map<ItemClaim, BaseId>();
  for (const item of items) {
    const known = baseIdOf(facts, item);
    if (known && (settled.has(item.key) || settled.has(known.stay.key))) found.set(item, known);
  }
  const rivals = groupBy([...found], ([, { stay }]) => stay.key);
  for (const group of rivals.values()) if (group.length > 1) for (const [item] of group) found.delete(item);
  while (keepOccupied(facts, found, settled)) continue;
  return found;
}

/** An ID that is left, by whom, and who keeps it, if anyone. */
interface UndisputedReturn {
  readonly ownership: Ownership;
  readonly succession: PlannedSuccession;
}

/** The returns of items whose present ID is not contested. */
export function undisputedReturns(
  facts: Facts,
  returns: Returns,
  settled: ReadonlySet<string>,
): readonly UndisputedReturn[] {
  const items = [...returns.keys()].filter(({ key }) => !settled.has(key));
  return items.flatMap((item) => {
    const ownership = ownershipOf(facts, item.key);
    const isOwner = ({ items: own }: Claimant): boolean => own.some(({ claim }) => claim === item);
    const keeper = ownership.claimants.find((claimant) => !isOwner(claimant));
    return ownership.claimants
      .filter(isOwner)
      .map((claimant) => ({ ownership, succession: { keeper, yielding: [{ claimant, because: '' }] } }));
  });
}

/** The target, if a base has it. What is not merged yet gives no ID back: nothing here would tell why another item has to leave that one. */
export function mergedTarget(facts: Facts): View | undefined {
  const view = facts.target?.view;
  const version = view && timelineOf(facts).of(view);
  return version && facts.bases.some((base) => pastOf(facts, base).has(version)) ? view : undefined;
}

/** The ID that an item of the candidate has in what is published, or else in the target or a base, if none of them has it under its present ID. */
function baseIdOf(facts: Facts, item: ItemClaim): BaseId | undefined {
  const stay = livesOf(facts).stayOf(item);
  const [published, target] = [publishedView(facts), mergedTarget(facts)];
  const views: readonly View[] = [...(target ? [target] : []), ...facts.bases];
  const back = published && otherIdIn(facts, stay, [published], item);
  if (back) return back;
  const known = otherIdIn(facts, stay, views, item);
  return known && !isUsedUp(facts, known.stay) ? known : undefined;
}

function otherIdIn(facts: Facts, stay: Stay, views: readonly View[], item: ItemClaim): BaseId | undefined {
  if (views.some((view) => standsIn(facts, view, stay))) return undefined;
  for (const view of views) {
    const known = onlyOf(stay.life.stays.filter((other) => standsIn(facts, view, other)));
    if (known) return { stay: known, label: labelFor(view, item) };
  }
  return undefined;
}

/** Something else had the ID, which is gone and did not leave it. */
function isUsedUp(facts: Facts, { key, life }: Stay): boolean {
  const held = heldIn(facts, key, pastOf(facts, facts.candidate)).filter((other) => other.life !== life);
  return held.some((other) => !standsIn(facts, facts.candidate, other) && !isGone(facts, other));
}

/** What everybody starts from, if that is known and merged already: it keeps its IDs, whatever a side of a merge did to them. */
function publishedView(facts: Facts): View | undefined {
  return facts.target?.level === 'off' ? undefined : mergedTarget(facts);
}

/** An item that does not move occupies its number, so those that want it stay where they are. Returns whether there were any. */
function keepOccupied(facts: Facts, found: Map<ItemClaim, BaseId>, settled: ReadonlySet<string>): boolean {
  const published = publishedView(facts);
  const isStaying = (item: ItemClaim): boolean => {
    if (found.has(item)) return false;
    const stay = livesOf(facts).stayOf(item);
    const keepers = published?.items.has(item.key) ? [published] : facts.bases;
    return !settled.has(item.key) || keepers.some((view) => standsIn(facts, view, stay));
  };
  const stuck = [...found].filter(([, { stay }]) => facts.candidate.items.get(stay.key)?.some(isStaying));
  for (const [item] of stuck) found.delete(item);
  return stuck.length > 0;
}
