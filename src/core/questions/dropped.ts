import type { ItemClaim } from '../ids/claim.ts';
import type { Some } from '../ids/group-by.ts';
import { livesOf, titlesIn } from '../identity/lives.ts';
import type { Life, Stay } from '../identity/life.ts';
import { entriesAbout, rangeOf } from '../identity/past.ts';
import type { Use } from '../identity/meanings.ts';
import { mergeBasesIn } from '../identity/merge-bases.ts';
import { behind, timelineOf, type Version } from '../identity/timeline.ts';
import { factsOf, type Facts } from '../ledger/facts.ts';
import type { Situation } from '../ledger/situation.ts';

/** Items that a merge has lost: a side had them, and neither side removed them. */
export interface DroppingMerge {
  /** Empty for the candidate itself. */
  readonly commit: string;
  readonly items: Some<Use<ItemClaim>>;
}

/** The merges of the range, and the candidate if it is a merge, that lost items which have not come back. */
export function findDropped(facts: Facts): readonly DroppingMerge[] {
  const isMerge = facts.isMerged && facts.sides.length > 1;
  if (!isMerge && !facts.versions.some(({ inRange }) => inRange === 'new')) return [];
  const { now, of } = timelineOf(facts);
  const sides = facts.isMerged ? facts.sides.map(of) : [];
  const merges = [
    ...(sides.length > 1 ? [{ version: now, sides }] : []),
    ...[...rangeOf(facts)]
      .filter(({ inRange, merged }) => inRange === 'new' && merged.length > 1)
      .map((version) => ({ version, sides: version.merged })),
  ];
  return merges.flatMap((merge) => {
    const [first, ...rest] = droppedIn(facts, merge);
    return first ? { commit: merge.version.commit, items: [first, ...rest] } : [];
  });
}

/** The commits of those merges; empty for the candidate. */
export function mergesThatDrop(situation: Situation): readonly string[] {
  const { isMerged, sides, versions } = situation;
  const isAsked = isMerged === true && sides.length > 1;
  // A merge has at least two parents, and most ranges have none.
  const hasMerge = versions.some(({ inRange, parents }) => inRange === 'new' && parents.length > 1);
  return isAsked || hasMerge ? findDropped(factsOf(situation)).map(({ commit }) => commit) : [];
}

interface Merge {
  readonly version: Version;
  readonly sides: readonly Version[];
}

/** What one side has and no merge base has, or what all of them have: if it had been removed on purpose, a side would lack it. With several IDs, each side may have removed one. */
function droppedIn(facts: Facts, { version, sides }: Merge): readonly Use<ItemClaim>[] {
  const { stayOf } = livesOf(facts);
  const lostOf = ({ state }: Version): readonly Stay[] =>
    state.entries.map(stayOf).filter(({ life }) => !holds(version, life));
  // Mostly a merge has all, and nobody has to look for where its sides parted.
  if (sides.every((side) => lostOf(side).length === 0)) return [];
  const bases = mergeBasesIn(timelineOf(facts), sides);
  const everywhere = [...bases, ...sides];
  const found = new Map<Life, Stay>();
  // Of two, either came of all that they have in common.
  const related = sides.length > 2 ? sides.filter((one) => isRelated(one, bases)) : sides;
  for (const side of bases.length > 0 ? related : []) {
    for (const stay of lostOf(side)) {
      const isNew = !bases.some((base) => holds(base, stay.life));
      const isEverywhere = everywhere.every((one) => holds(one, stay.life));
      const isKept = everywhere.every((one) => stay.holders.has(one));
      const isMoved = !bases.some((base) => stay.holders.has(base));
      if (isNew || (isEverywhere && (isKept || isMoved))) found.set(stay.life, stay);
    }
  }
  return [...found.values()]
    .filter((stay) => !isExplained(facts, stay))
    .flatMap((stay) => titlesIn(stay, new Set(sides)).slice(0, 1));
}

/** A subtree is grafted on, so nothing of it was there before. */
function isRelated(side: Version, bases: readonly Version[]): boolean {
  const past = behind(side);
  return bases.some((base) => past.has(base));
}

function holds(version: Version, { stays }: Life): boolean {
  return stays.some(({ holders }) => holders.has(version));
}

/** It has come back, or a last worklog entry says that it left. */
function isExplained(facts: Facts, { life }: Stay): boolean {
  const { now } = timelineOf(facts);
  const isLogged = (stay: Stay): boolean => entriesAbout(facts, stay).some(({ terminal }) => terminal);
  return holds(now, life) || life.stays.some(isLogged);
}
