import type { HeadingClaim, ItemClaim } from '../ids/claim.ts';
import { groupBy } from '../ids/group-by.ts';
import { listUnder } from '../ids/lookup.ts';
import { remember, rememberByName } from '../ids/remember.ts';
import type { Facts } from '../ledger/facts.ts';
import type { BaseView, View } from '../ledger/view.ts';
import { isAbout, livesOf, type Lives } from './lives.ts';
import type { Life, Stay } from './life.ts';
import { hasLeft, laterStays } from './moves.ts';
import { behind, ownLine, timelineOf, type Scope, type Timeline, type Version } from './timeline.ts';

/** The versions behind a base, a side or a fork, itself included. */
export function pastOf(facts: Facts, view: View): Scope {
  return pastOfVersion(timelineOf(facts).of(view));
}

const pastOfVersion = remember((version: Version) => behind(version));

/** What everybody starts from, if that is known: it keeps its IDs, whatever was renumbered elsewhere. */
export function firmTarget({ target }: Facts): readonly View[] {
  return target && target.level !== 'off' ? [target.view] : [];
}

/** The versions behind a side that are not behind its fork. */
export function sinceFork(facts: Facts, side: BaseView): Scope {
  return sinceForkIn(facts)(side);
}

const sinceForkIn = remember((facts: Facts) =>
  remember((side: BaseView): Scope => {
    const old = pastOf(facts, side.fork);
    return new Set([...pastOf(facts, side)].filter((version) => !old.has(version)));
  }),
);

/** The versions between the bases and the candidate. */
export function rangeOf(facts: Facts): Scope {
  return rangeIn(timelineOf(facts));
}

const rangeIn = remember(({ versions }: Timeline) => new Set(versions.filter(({ inRange }) => inRange)));

/** The lives that had an ID in some versions. */
export function heldIn(facts: Facts, key: string, scope: Scope): readonly Stay[] {
  return heldWithin(livesOf(facts))(scope, key);
}

const heldWithin = remember(({ at }: Lives) =>
  rememberByName((scope: Scope, key) => at(key).filter((stay) => isHeldIn(stay, scope))),
);

/** Whether a life came to its ID, in one of some versions, on a line on which another one had had it before, and had not left it. */
export function isTaken(facts: Facts, stay: Stay, scope: Scope): boolean {
  return [...stay.holders].some((version) => {
    const [first] = version.merged;
    if (!first || !scope.has(version) || stay.holders.has(first)) return false;
    const [before, past] = [pastOfVersion(first), pastOfVersion(version)];
    return heldIn(facts, stay.key, before).some(
      (other) => other !== stay && !hasLeft(livesOf(facts), other, past),
    );
  });
}

export function isHeldIn({ holders }: Stay, scope: Scope): boolean {
  return [...holders].some((version) => scope.has(version));
}

/** Whether a view has a life under this ID. */
export function standsIn(facts: Facts, { items }: Pick<View, 'items'>, stay: Stay): boolean {
  return itemsIn(facts, { items }, stay).length > 0;
}

/** What a view has of a life under this ID. */
export function itemsIn(facts: Facts, { items }: Pick<View, 'items'>, stay: Stay): readonly ItemClaim[] {
  const own = items.get(stay.key);
  return (own && itemsByStay(livesOf(facts))(own).get(stay)) ?? NONE;
}

/** The lives that a view has under an ID. */
export function staysIn(facts: Facts, { items }: Pick<View, 'items'>, key: string): readonly Stay[] {
  return keysOf(itemsByStay(livesOf(facts))(items.get(key) ?? NONE));
}

const keysOf = remember((byStay: ReadonlyMap<Stay, unknown>): readonly Stay[] => [...byStay.keys()]);

const NONE: readonly ItemClaim[] = [];

const itemsByStay = remember(({ stayOf }: Lives) =>
  remember((items: readonly ItemClaim[]) => groupBy(items, stayOf)),
);

/** Whether a life has another ID now, or once got a higher one. */
export function wentOn(facts: Facts, stay: Stay): boolean {
  return laterStays(stay).length > 0 || standsElsewhere(facts, facts.candidate, stay);
}

export function standsElsewhere(facts: Facts, view: Pick<View, 'items'>, { key, life }: Stay): boolean {
  return life.stays.some((other) => other.key !== key && standsIn(facts, view, other));
}

export function standsAnywhere(facts: Facts, view: Pick<View, 'items'>, { stays }: Life): boolean {
  return stays.some((stay) => standsIn(facts, view, stay));
}

/** The candidate's worklog entries about a life under this ID. */
export function entriesAbout({ candidate }: Facts, stay: Stay): readonly HeadingClaim[] {
  return listUnder(candidate.headings, stay.key).filter((entry) => isAbout(stay, entry));
}

/** As far as a view knows, a life has another ID than this, or only a directory with another ID is left of it. */
export function isGone(facts: Facts, stay: Stay, view: View = facts.candidate): boolean {
  return !standsIn(facts, view, stay) && hasLeft(livesOf(facts), stay, pastOf(facts, view));
}

/** Whether an ID means a life to a view, even if it is archived there. */
export function isMeantAt(facts: Facts, stay: Stay, view: View): boolean {
  if (view.items.has(stay.key)) return standsIn(facts, view, stay);
  return heldIn(facts, stay.key, pastOf(facts, view)).includes(stay) && !isGone(facts, stay, view);
}

/** Whether an ID goes back to a life that had it before, on a branch that uses it for something else now: a bad merge is reverted. */
export function goesBack(facts: Facts, stay: Stay, base: View): boolean {
  const { sides, candidate } = facts;
  const kept = staysIn(facts, candidate, stay.key);
  if (kept.some((other) => other !== stay) || standsIn(facts, base, stay)) return false;
  const [target] = firmTarget(facts);
  const isOwn = target ? base.snapshot.commit === target.snapshot.commit : sides.length === 0;
  if (!isOwn || !base.items.has(stay.key)) return false;
  return [...ownLine(timelineOf(facts).of(base))].some((one) => stay.holders.has(one));
}
