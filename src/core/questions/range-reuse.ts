import type { ItemClaim } from '../ids/claim.ts';
import { groupBy } from '../ids/group-by.ts';
import type { Facts } from '../ledger/facts.ts';
import { livesOf } from '../identity/lives.ts';
import type { Stay } from '../identity/life.ts';
import {
  disputes,
  gaveWay,
  lifeOf,
  useOf,
  meaningsAt,
  meaningsSince,
  type Use,
} from '../identity/meanings.ts';
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
  return [...byKey].flatMap(([key, stays]) => {
    const news = stays.filter((stay) => brought.get(stay));
    return news.length > 0 ? (reuseAmong(facts, key, news, stays) ?? []) : [];
  });
}

/** The first new life of an ID that collides with something else. */
function reuseAmong(
  facts: Facts,
  key: string,
  news: readonly Stay[],
  all: readonly Stay[],
): Reuse | undefined {
  const partiesBeside = partiesIn(facts, key, all);
  for (const stay of news) {
    const me = useOf(facts, stay, rangeOf(facts));
    const rivals = partiesBeside(stay).flatMap((party) =>
      disputes(facts, [me], party).map(({ other }) => other),
    );
    const [first] = rivals;
    if (first) return { key, left: me, right: first, uses: [me, ...dropTwins(facts, rivals)] };
  }
  return undefined;
}

type Parties = readonly (readonly Use[])[];

/** Tells what a life of the range is compared with: the bases, the others of the range, and sides that are not bases and know of more than those. */
function partiesIn(facts: Facts, key: string, brought: readonly Stay[]): (stay: Stay) => Parties {
  const others = brought.map((stay) => ({ stay, party: [useOf(facts, stay, rangeOf(facts))] }));
  const isMoved = ({ entries: [entry] }: Stay): boolean => gaveWay(facts, entry, undefined);
  const moved = new Set(brought.length > 1 ? brought.filter(isMoved) : []);
  const standing = others.filter(({ stay }) => !moved.has(stay));
  const ofSides = partiesOfSides(facts, key, brought);
  return (stay) => {
    const bases = facts.bases.filter((base) => base.items.has(key) || mayMean(facts, stay, base));
    // Of two that have left the ID at least one was drawn apart from the other, which gave way to it.
    const ofRange = moved.has(stay) ? standing : others;
    return [
      ...bases.map((base) => meaningsAt(facts, key, base)),
      ...ofRange.map(({ party }) => party),
      ...ofSides,
    ];
  };
}

/** What sides that are no bases have meant by an ID since their fork, where that is more than what the range has brought. Very many may have been merged, and most know nothing of it. */
function partiesOfSides(facts: Facts, key: string, brought: readonly Stay[]): Parties {
  const known = new Set(brought);
  const more = livesOf(facts)
    .at(key)
    .filter((stay) => !known.has(stay));
  const holders = more.flatMap((stay) => [...stay.holders]);
  const found = new Set(holders.flatMap((version) => sidesSince(facts).get(version) ?? []));
  const sides = found.size === 0 ? [] : facts.sides.filter((side) => found.has(side));
  return sides.map((side) => meaningsSince(facts, key, side).filter(({ claim }) => claim.kind === 'item'));
}

/** The sides that are no bases, by the versions since their forks. */
const sidesSince = remember((facts: Facts): ReadonlyMap<Version, readonly BaseView[]> => {
  const known = new Set(facts.bases.map(({ snapshot }) => snapshot.commit));
  const byVersion = new Map<Version, BaseView[]>();
  for (const side of facts.sides.filter(({ snapshot }) => !known.has(snapshot.commit))) {
    for (const version of sinceFork(facts, side)) {
      const own = byVersion.get(version) ?? [];
      own.push(side);
      byVersion.set(version, own);
    }
  }
  return byVersion;
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
