import { writtenId } from '../messages/spelled.ts';
import type { Stay } from '../identity/life.ts';
import { after, isJoin, ownLine, type Scope, type Version } from '../identity/timeline.ts';
import type { Chronicle } from './chronicle.ts';
import type { Collision, Ending } from './collision.ts';
import type { Thing } from './things.ts';

/** What had a number as files of it. */
type Entry = Thing & { readonly stay: Stay };

export function isEntry(thing: Thing): thing is Entry {
  return thing.stay !== undefined;
}

/** Two entries that had one number: side by side, or one after the other on one line of history. */
export function fileCollisionOf(chronicle: Chronicle, one: Entry, other: Entry): Collision | undefined {
  const { head, past, versions } = chronicle;
  const shared = { key: one.key, one, other, ending: undefined };
  const together = versions.filter((version) => hasBoth(version, one, other));
  const since = together.find((version) => past.has(version));
  if (since && together.includes(head)) return { ...shared, since, state: 'open' };
  if (since) return { ...shared, since, state: 'fixed', ending: endingsOf(chronicle, since, one, other)[0] };
  const line = ownLine(head);
  const turns = versions.filter(turnTest(one, other, line));
  const turn = turns.find((version) => past.has(version));
  if (turn) return { ...shared, since: turn, state: 'reused' };
  const [elsewhere] = [...together, ...turns];
  return elsewhere || !haveMet(one, other) ? { ...shared, since: elsewhere, state: 'apart' } : undefined;
}

function hasBoth(version: Version, one: Entry, other: Entry): boolean {
  return one.holders.has(version) && other.holders.has(version);
}

/** Some version comes of both: what came of that is told, or the one had given way before. */
function haveMet(one: Entry, other: Entry): boolean {
  const later = afterOrAt(other);
  return [...afterOrAt(one)].some((version) => later.has(version));
}

function afterOrAt({ holders }: Entry): Scope {
  return new Set([...holders, ...after(holders)]);
}

/** Tells the versions in which one has come under a number that had been the other's on the line right before. */
function turnTest(one: Entry, other: Entry, line: Scope): (version: Version) => boolean {
  const [ours, theirs] = [afterOrAt(one), afterOrAt(other)];
  const orders = [
    { newcomer: one, former: other, own: ours, later: theirs },
    { newcomer: other, former: one, own: theirs, later: ours },
  ];
  return (version) =>
    orders.some(({ newcomer, former, own, later }) => {
      const [parent, ...others] = version.merged;
      // What was there before is back.
      if (!parent || !newcomer.holders.has(version) || own.has(parent) || !later.has(parent)) return false;
      // The line that brings it has met what was there before.
      if (others.some((side) => newcomer.holders.has(side) && later.has(side))) return false;
      return !isJoin(version) || (line.has(version) && !isSettled(former, version, parent));
    });
}

/** The merge renumbers what the line had, or the line had given the number up before it met the other. */
function isSettled({ stay, holders }: Entry, version: Version, parent: Version): boolean {
  const place = holders.has(parent) ? version : parent;
  return stay.life.stays.some((other) => other !== stay && other.holders.has(place));
}

/** The versions that have no more than one of them any more, the first of these first. */
function endingsOf(
  { past, versions }: Chronicle,
  since: Version,
  one: Entry,
  other: Entry,
): readonly Ending[] {
  const later = after([since]);
  const isEnd = (version: Version): boolean =>
    past.has(version) &&
    later.has(version) &&
    !hasBoth(version, one, other) &&
    version.merged.some((parent) => hasBoth(parent, one, other));
  return versions.filter(isEnd).map((version) => {
    const thing = one.holders.has(version) ? other : one;
    const next = thing.stay.life.stays.find((stay) => stay !== thing.stay && stay.holders.has(version));
    return { version, thing, to: next && writtenId(next.entries[0]) };
  });
}
