import type { ItemClaim } from '../ids/claim.ts';
import { groupBy } from '../ids/group-by.ts';
import type { Facts } from '../ledger/facts.ts';
import { livesOf } from '../identity/lives.ts';
import type { Stay } from '../identity/life.ts';
import { disputes, lifeOf, useOf, meaningsAt, meaningsSince, type Use } from '../identity/meanings.ts';
import { goesBack, rangeOf, sinceFork } from '../identity/past.ts';
import type { Version } from '../identity/timeline.ts';
import { remember } from '../ids/remember.ts';
import type { BaseView } from '../ledger/view.ts';
import { mayMean } from './new-items.ts';
import type { Reuse } from './reuse.ts';
import { agreesWithAny } from '../ids/subject.ts';

/** IDs that got two meanings somewhere in the range, whatever the candidate has left of them. */
export function findReusesInRange(facts: Facts): readonly Reuse[] {
  const brought = broughtStays(facts);
  const byKey = groupBy(brought.keys(), ({ key }) => key);
  return [...byKey.values()].flatMap((stays) => {
    const news = stays.filter((stay) => brought.get(stay));
    return reuseAmong(facts, news, stays) ?? [];
  });
}

/** The first new life of an ID that collides with something else. */
function reuseAmong(facts: Facts, news: readonly Stay[], all: readonly Stay[]): Reuse | undefined {
  for (const stay of news) {
    const me = useOf(facts, stay, rangeOf(facts));
    const rivals = [...partiesBeside(facts, stay, all)].flatMap((party) =>
      disputes(facts, [me], party).map(({ other }) => other),
    );
    const [first] = rivals;
    if (first) return { key: stay.key, left: me, right: first, uses: [me, ...dropTwins(facts, rivals)] };
  }
  return undefined;
}

/** What a life of the range is compared with: the bases, sides that are not bases, and every other life of the range. */
function* partiesBeside(
  facts: Facts,
  { key, id }: Stay,
  brought: readonly Stay[],
): Generator<readonly Use[]> {
  for (const base of facts.bases)
    if (base.items.has(key) || mayMean(facts, { id, key }, base)) yield meaningsAt(facts, key, base);
  for (const stay of brought) yield [useOf(facts, stay, rangeOf(facts))];
  for (const side of sidesWith(facts)(key))
    yield meaningsSince(facts, key, side).filter(({ claim }) => claim.kind === 'item');
}

/** Finds the sides that are no bases and have had items under an ID since their fork: very many may have been merged, and most know nothing of it. */
const sidesWith = remember((facts: Facts) => {
  const known = new Set(facts.bases.map(({ snapshot }) => snapshot.commit));
  const sides = facts.sides.filter(({ snapshot }) => !known.has(snapshot.commit));
  const byVersion = new Map<Version, BaseView[]>();
  for (const side of sides) {
    for (const version of sinceFork(facts, side)) {
      const own = byVersion.get(version) ?? [];
      own.push(side);
      byVersion.set(version, own);
    }
  }
  return (key: string): readonly BaseView[] => {
    const holders = livesOf(facts)
      .at(key)
      .flatMap((stay) => [...stay.holders]);
    const found = new Set(holders.flatMap((version) => byVersion.get(version) ?? []));
    return sides.filter((side) => found.has(side));
  };
});

/** Uses that several parties share are listed once. */
function dropTwins(facts: Facts, uses: readonly Use[]): readonly Use[] {
  const lives = uses.map(({ claim }) => lifeOf(facts, claim));
  return uses.filter((_use, at) => lives[at] === undefined || lives.indexOf(lives[at]) === at);
}

/** The lives that versions of the range have under an ID and no base has now, and whether they are new: no version outside the range has them. */
function broughtStays(facts: Facts): ReadonlyMap<Stay, boolean> {
  const found = new Map<Stay, boolean>();
  if (!facts.versions.some(({ inRange }) => inRange)) return found;
  const { stayOf } = livesOf(facts);
  for (const { state, inRange } of rangeOf(facts)) {
    for (const entry of state.entries) {
      const stay = stayOf(entry);
      const isOld = facts.bases.some((base) =>
        base.items.get(entry.key)?.some((known) => stayOf(known) === stay),
      );
      if (!isOld) found.set(stay, (found.get(stay) ?? !isBack(facts, stay)) && inRange === 'new');
    }
  }
  return found;
}

function isBack(facts: Facts, stay: Stay): boolean {
  return facts.bases.some((base) => goesBack(facts, stay, base));
}

/** Whether commits of the range introduce an item that no base has, under a number for which `isBelow` holds. */
export function isBroughtBelow({ bases, versions }: Facts, isBelow: (number: number) => boolean): boolean {
  const isOld = (item: ItemClaim): boolean =>
    bases.some(({ items }) => agreesWithAny(items.get(item.key) ?? [], item));
  return versions.some(
    ({ state, inRange }) =>
      inRange === 'new' && state.entries.some((entry) => isBelow(entry.id.number) && !isOld(entry)),
  );
}
