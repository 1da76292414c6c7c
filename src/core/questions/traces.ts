import type { DirectoryClaim, HeadingClaim } from '../ids/claim.ts';
import { comparable } from '../ids/comparable.ts';
import { remember, rememberByName } from '../ids/remember.ts';
import { hasDirectory, hasHeading } from '../ledger/known-claims.ts';
import type { Facts } from '../ledger/facts.ts';
import { livesOf, staysOf, titlesIn } from '../identity/lives.ts';
import { gaveWay, gaveWayNow, useIn, useOf, type Use } from '../identity/meanings.ts';
import { heldIn, isGone, isHeldIn, pastOf, rangeOf, staysIn, wentOn } from '../identity/past.ts';
import { hasLeft, isUsedUpBeside } from '../identity/moves.ts';
import { claimsAgree } from '../ids/subject.ts';
import { timelineOf, type Scope } from '../identity/timeline.ts';
import type { View } from '../ledger/view.ts';

type Trace = HeadingClaim | DirectoryClaim;

/**
 * The known uses of a claim's ID that contradict it: all that can be compared with it, or none if one agrees. An entry stays where
 * it was written, a directory goes with its item.
 */
export function contradictedUses(facts: Facts, claim: Trace): readonly Use[] {
  if (agreesToday(facts, claim)) return [];
  const scope = knownVersions(facts);
  const today = [...usesToday(facts, claim)];
  const owners = staysOf(livesOf(facts), claim).filter((stay) => isHeldIn(stay, scope));
  const isAgreed =
    owners.length > 0
      ? claim.kind === 'heading' || owners.some((stay) => !wentOn(facts, stay))
      : today.some((use) => claimsAgree(use.claim, claim) === 'agree');
  if (isAgreed) return [];
  return [...today, ...comparable(earlierUses(facts, claim.key), claim)].filter(
    (use) => claimsAgree(use.claim, claim) === 'disagree' && !isLeftToPublished(facts, claim, use),
  );
}

/** It was taken over, without a merge, from what everybody starts from, and what had its ID here has moved on. */
function isLeftToPublished(facts: Facts, trace: Trace, { claim }: Use): boolean {
  const { beside, published, sides } = facts;
  const views = sides.filter((side) => published.includes(side)).concat(beside ?? []);
  const isThere = views.some((view) =>
    trace.kind === 'heading' ? hasHeading(view, trace) : hasDirectory(view, trace),
  );
  return isThere && gaveWay(facts, claim, undefined);
}

/** What has left the ID counts only if nothing else has the ID, and no third thing may have drawn it. */
const earlierUses = rememberByName((facts: Facts, key): readonly Use[] => {
  const [lives, scope] = [livesOf(facts), knownVersions(facts)];
  const known = heldIn(facts, key, scope);
  const standing = known.filter((stay) => !hasLeft(lives, stay));
  const meant = standing.length > 0 ? standing : known.filter((stay) => !isUsedUpBeside(lives, stay));
  return meant.flatMap((stay) => titlesIn(stay, scope));
});

/** The bases' past, the range, and the candidate. */
const knownVersions = remember((facts: Facts): Scope => {
  const past = facts.bases.flatMap((base) => [...pastOf(facts, base)]);
  return new Set([timelineOf(facts).now, ...rangeOf(facts), ...past]);
});

/**
 * Whether something that the candidate and its bases know about the ID agrees already, so that no history is needed. Entries agree with a directory only
 * if no item says otherwise.
 */
export function agreesToday(facts: Facts, claim: Trace): boolean {
  const told = [...usesToday(facts, claim)].map((use) => ({
    isItem: use.claim.kind === 'item',
    verdict: claimsAgree(use.claim, claim),
  }));
  const isDisputed =
    claim.kind === 'directory' && told.some(({ isItem, verdict }) => isItem && verdict === 'disagree');
  return told.some(({ isItem, verdict }) => verdict === 'agree' && (isItem || !isDisputed));
}

/** Whether it is known at all, from any version, what the ID means. */
export function isAnythingKnown(facts: Facts, claim: Trace): boolean {
  const { done } = usesToday(facts, claim).next();
  return done !== true || heldIn(facts, claim.key, knownVersions(facts)).length > 0;
}

/**
 * Items of the candidate and the bases and headings of the bases; for a heading also directories of the bases. What the
 * candidate itself adds to the worklog or to changes proves nothing, except if there was no backlog before.
 */
function* usesToday({ candidate, bases, adopting }: Facts, trace: Trace): Generator<Use> {
  const { kind, key } = trace;
  for (const view of [candidate, ...bases]) yield* seen(view, view.items.get(key), trace);
  for (const view of adopting ? [candidate] : bases) {
    if (kind === 'heading') yield* seen(view, view.directories.get(key), trace);
    if (kind === 'directory' || !adopting) yield* seen(view, view.headings.get(key), trace);
  }
}

function* seen(view: View, claims: readonly Use['claim'][] = [], trace: Trace): Generator<Use> {
  for (const claim of comparable(claims, trace)) yield useIn(view, claim);
}

/** A directory that a merge introduces under an ID whose item has another ID now, and what the ID means now. */
interface LeftBehind {
  readonly directory: DirectoryClaim;
  readonly uses: readonly Use[];
}

export function directoriesLeftBehind(facts: Facts): readonly LeftBehind[] {
  if (facts.sides.length === 0) return [];
  return [...facts.candidate.directories.values()].flat().flatMap((directory) => {
    const [holder, another] = facts.sides.filter((side) => hasDirectory(side, directory));
    if (!holder || another || !isWithoutItem(facts, directory)) return [];
    const uses = meaningsBeside(facts, holder, directory.key);
    const isContradicted = uses.every(({ claim }) => claimsAgree(claim, directory) === 'disagree');
    return uses.length > 0 && isContradicted ? [{ directory, uses }] : [];
  });
}

/** Its item was renumbered in some way, perhaps where the directory did not exist. */
function isWithoutItem(facts: Facts, directory: DirectoryClaim): boolean {
  return staysOf(livesOf(facts), directory).some((stay) => wentOn(facts, stay) || isGone(facts, stay));
}

/** The items of the candidate; without any those of the other sides; without those their worklog entries. */
function meaningsBeside(facts: Facts, holder: View, key: string): readonly Use[] {
  const { candidate, sides } = facts;
  const kept = staysIn(facts, candidate, key);
  if (kept.length > 0) return kept.map((stay) => useOf(facts, stay, new Set(), candidate));
  const others = sides.filter((side) => side !== holder);
  const items = others.flatMap((side) => {
    const past = pastOf(facts, side);
    const held = heldIn(facts, key, past).filter((stay) => !isGone(facts, stay) && !wentOn(facts, stay));
    return held.map((stay) => useOf(facts, stay, past, side));
  });
  if (items.length > 0) return items;
  return others
    .flatMap((side) => (side.headings.get(key) ?? []).map((claim) => useIn(side, claim)))
    .filter(({ claim }) => !gaveWayNow(facts, claim));
}
