import type { ByKey, Claim, DirectoryClaim, HeadingClaim } from '../ids/claim.ts';
import { groupBy } from '../ids/group-by.ts';
import { forkMark, mergeBasesIn } from './merge-bases.ts';
import { birthsOf, type Lives } from './lives.ts';
import type { Life, Stay } from './life.ts';
import { listUnder } from '../ids/lookup.ts';
import { remember } from '../ids/remember.ts';
import { slugOf } from '../ids/subject.ts';
import {
  after,
  behind,
  isApart,
  isJoin,
  markBefore,
  type Scope,
  type Timeline,
  type Version,
} from './timeline.ts';

/** Whether the first got the ID independently of the second. */
export function drawnApart(one: Stay, other: Stay, scope?: Scope): boolean {
  return isApart(within(one, scope), within(other, scope));
}

/**
 * Whether a life left an ID for another one: from some version on it no longer has the ID, and there it got a new number, or
 * it was merged from a branch that has it under a later number.
 */
export function hasLeft(lives: Lives, stay: Stay, scope: Scope = behind(lives.timeline.now)): boolean {
  const isLeftAsTrace = (version: Version): boolean =>
    isLeftAsDirectory(stay, version) || isLeftAsEntry(lives, stay, version);
  // Mostly a life has one ID, and nothing is left of it that has another one.
  if (stay.life.stays.length === 1 && !traced(lives.timeline).some(isLeftAsTrace)) return false;
  const held = within(stay, scope);
  const before = behind(...held);
  const higher = goneHigher(stay);
  return [...after(held)].some(
    (version) =>
      scope.has(version) &&
      !before.has(version) &&
      (isRenumbered(lives, stay, version) ||
        (isJoin(version) && (higher.has(version) || isMergedHigher(lives, stay, version))) ||
        isLeftAsTrace(version)),
  );
}

/** The versions that may have something left of a life. */
const traced = remember(({ versions }: Timeline) =>
  versions.filter(({ directories, headings }) => (directories?.size ?? 0) + (headings?.size ?? 0) > 0),
);

/** Only a directory under a higher number is left of the life in this version. */
function isLeftAsDirectory({ life, key, id }: Stay, { directories }: Version): boolean {
  if (!directories) return false;
  const left = [...slugsOf(life)].flatMap((slug) => listUnder(bySlug(directories), slug));
  return isOnlyAbove(left, key, id.number);
}

/** None of these claims has the ID, and one that counts has a number above another one. */
export function isOnlyAbove<C extends Claim>(
  claims: readonly C[],
  key: string,
  number: number,
  counts: (claim: C) => boolean = () => true,
): boolean {
  return (
    claims.every((claim) => claim.key !== key) &&
    claims.some((claim) => claim.id.number > number && counts(claim))
  );
}

/** All that a version still has of the life from this number on is its last entry, under a higher ID that no item of that name ever had. */
function isLeftAsEntry({ at }: Lives, { life, key, id }: Stay, version: Version): boolean {
  const { headings } = version;
  // A copy that somebody else never renumbered may be back under a lower one.
  const higher = life.stays.filter((other) => other.id.number >= id.number);
  if (!headings || higher.some(({ holders }) => holders.has(version))) return false;
  const left = [...slugsOf(life)].flatMap((slug) => listUnder(lastEntries(headings), slug));
  const isForeign = ({ key: other, title }: HeadingClaim): boolean =>
    at(other).every((stay) => !slugsOf(stay.life).has(slugOf(title)));
  return isOnlyAbove(left, key, id.number, isForeign);
}

/** Of its titles; one that is not in ASCII leaves none. */
const slugsOf = remember(
  ({ titles }: Life): ReadonlySet<string> => new Set([...titles].map(slugOf).filter(Boolean)),
);

const lastEntries = remember((headings: ByKey<HeadingClaim>) => {
  const last = [...headings.values()].flat().filter(({ terminal }) => terminal);
  return groupBy(last, ({ title }) => slugOf(title));
});

export const bySlug = remember((directories: ByKey<DirectoryClaim>) =>
  groupBy([...directories.values()].flat(), ({ slug }) => slug),
);

/** A version gave the life a new number in place of this one, or brought it back under one after a merge had lost it. */
function isRenumbered(lives: Lives, stay: Stay, version: Version): boolean {
  const isGiven = stay.life.stays.some(
    (other) => other.id.number > markBefore(version) && birthsOf(other).includes(version),
  );
  return (
    isGiven && (version.before.some((parent) => stay.holders.has(parent)) || wasLost(lives, stay, version))
  );
}

/** Some merge before a version lacks a life that only one side had introduced: nobody removed it. */
function wasLost({ timeline }: Lives, { holders, life }: Stay, version: Version): boolean {
  const hasLife = (one: Version): boolean => life.stays.some((stay) => stay.holders.has(one));
  return [...behind(version)].some(
    (one) =>
      isJoin(one) &&
      !hasLife(one) &&
      one.merged.some((side) => holders.has(side)) &&
      !mergeBasesIn(timeline, one.merged).some(hasLife),
  );
}

/** A merge has the life under a number that is new since the fork. */
function isMergedHigher({ timeline }: Lives, { life }: Stay, version: Version): boolean {
  return life.stays.some(
    ({ holders, id }) => holders.has(version) && id.number > (forkMark(timeline, version) ?? -1),
  );
}

/** The versions from which a life had a higher number for good, and all that came of them. */
function goneHigher(stay: Stay): Scope {
  const births = stay.life.stays
    .filter((other) => other.id.number > stay.id.number)
    .flatMap(birthsOf)
    .filter((birth) => !comesBack(stay, birth));
  return new Set([...births, ...after(births)]);
}

/** Whether a life that had two IDs came from one to the other, and did not get the first one back. */
export function wentBack(from: Stay, to: Stay): boolean {
  const later = after(from.holders);
  return [...to.holders].some(
    (version) => later.has(version) && !from.holders.has(version) && !comesBack(from, version),
  );
}

function comesBack({ holders }: Stay, since: Version): boolean {
  const later = after([since]);
  return [...holders].some((holder) => later.has(holder));
}

/** Whether the number of an ID was already taken in some version that is neither before nor after this life: by something that is not known. */
export function isUsedUpBeside({ timeline }: Lives, { holders, id }: Stay): boolean {
  const later = after(holders);
  const earlier = behind(...holders);
  return timeline.versions.some(
    (version) => !later.has(version) && !earlier.has(version) && (version.state.mark ?? 0) >= id.number,
  );
}

/** Whether some version gave a life its ID while every version before it still had a lower mark. */
export function isDrawnAboveMark({ timeline }: Lives, { holders, id }: Stay): boolean {
  return [...holders].some((version) => version !== timeline.now && markBefore(version) < id.number);
}

/** The stays of a life under higher numbers, in any version: a squash hides the version in which it moves. */
export function laterStays({ life, id }: Stay): readonly Stay[] {
  return life.stays.filter((other) => other.id.number > id.number);
}

function within({ holders }: Stay, scope: Scope | undefined): readonly Version[] {
  return scope ? [...holders].filter((version) => scope.has(version)) : [...holders];
}

/** Whether two lives had an ID in these versions, and neither left it to the other. */
export function collide(lives: Lives, one: Stay, other: Stay, scope: Scope): boolean {
  const leftTo = (stay: Stay, taker: Stay): boolean =>
    hasLeft(lives, stay, scope) && drawnApart(taker, stay, scope);
  const areHeld = [one, other].every((stay) => within(stay, scope).length > 0);
  return areHeld && !leftTo(one, other) && !leftTo(other, one);
}
