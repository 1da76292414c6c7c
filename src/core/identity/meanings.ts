import type { Claim, DirectoryClaim, HeadingClaim } from '../ids/claim.ts';
import { MANY } from '../ids/comparable.ts';
import { groupBy } from '../ids/group-by.ts';
import { listUnder } from '../ids/lookup.ts';
import { claimsAgree, nameOf, type Agreement } from '../ids/subject.ts';
import type { Facts } from '../ledger/facts.ts';
import { hasHeading } from '../ledger/known-claims.ts';
import { labelFor, tracesOf, type BaseView, type View } from '../ledger/view.ts';
import { isEntryMoved } from './entry-moves.ts';
import { isAbout, livesOf, staysOf, titlesIn } from './lives.ts';
import type { Stay } from './life.ts';
import { bySlug, drawnApart, isOnlyAbove, wentBack } from './moves.ts';
import {
  firmTarget,
  heldIn,
  isGone,
  isMeantAt,
  itemsIn,
  pastOf,
  sinceFork,
  standsIn,
  staysIn,
} from './past.ts';
import type { Scope } from './timeline.ts';

/** A use of an ID and where it was seen: the label of a snapshot, or the commit of an earlier version of the backlog. */
export interface Use<C extends Claim = Claim> {
  readonly claim: C;
  readonly seenIn: string;
}

/** A life as a view shows it or, if it is gone there, as the newest version of the scope does. */
export function useOf(facts: Facts, stay: Stay, scope: Scope, view?: View): Use {
  const [here] = view ? itemsIn(facts, view, stay) : [];
  return view && here ? useIn(view, here) : (titlesIn(stay, scope)[0] ?? unseen(stay.entries[0]));
}

export function useIn<C extends Claim>(view: View, claim: C): Use<C> {
  return { claim, seenIn: labelFor(view, claim) };
}

/** For what is compared, and not shown. */
export function unseen<C extends Claim>(claim: C): Use<C> {
  return { claim, seenIn: '' };
}

/** What an ID means to a base: its items; without any, the lives that had it and did not leave it; without any, entries; without any, directories. */
export function meaningsAt(facts: Facts, key: string, base: View): readonly Use[] {
  const past = pastOf(facts, base);
  const present = staysIn(facts, base, key);
  if (present.length > 0) return present.map((stay) => useOf(facts, stay, past, base));
  const held = heldIn(facts, key, past);
  const standing = held.filter((stay) => !isGone(facts, stay, base));
  const traces = base.headings.get(key) ?? base.directories.get(key);
  if (standing.length === 0 && traces) return traces.map((claim) => useIn(base, claim));
  return (standing.length > 0 ? standing : held).map((stay) => useOf(facts, stay, past));
}

/** What an ID means to a side since its fork: lives that appeared, even if they are gone again, then its entries and directories. */
export function meaningsSince(facts: Facts, key: string, side: BaseView): readonly Use[] {
  const scope = sinceFork(facts, side);
  return [
    ...heldIn(facts, key, scope).map((stay) => useOf(facts, stay, scope, side)),
    ...tracesOf(side, key).map((claim) => useIn(side, claim)),
  ];
}

/** Two items agree if they are one life, anything else if it is about the same. */
export function meaningsAgree(facts: Facts, { claim: one }: Use, { claim: other }: Use): Agreement {
  const [left, right] = [lifeOf(facts, one), lifeOf(facts, other)];
  if (left && right) return left.life === right.life ? 'agree' : 'disagree';
  const isAgreed = (left && isAbout(left, other)) ?? (right && isAbout(right, one)) ?? false;
  return isAgreed ? 'agree' : claimsAgree(one, other);
}

/** The life of an item. */
export function lifeOf(facts: Facts, claim: Claim): Stay | undefined {
  return claim.kind === 'item' ? livesOf(facts).stayOf(claim) : undefined;
}

/** A pair of meanings of an ID. */
export interface Dispute {
  readonly one: Use;
  readonly other: Use;
}

/** Pairs of meanings that cannot both be right: no pair that still has the ID agrees, and neither of the two left the ID to the other. */
export function disputes(facts: Facts, ours: readonly Use[], theirs: readonly Use[]): readonly Dispute[] {
  const told = few(facts, ours).flatMap((one) =>
    few(facts, theirs).map((other) => ({ one, other, verdict: meaningsAgree(facts, one, other) })),
  );
  // Usually everything agrees, and there is no need to look for moves.
  if (told.every(({ verdict }) => verdict !== 'disagree')) return [];
  const standing = told.filter(({ one: { claim: one }, other: { claim: other }, verdict }) => {
    // What both mean may have left the ID since, and then it does not settle what else they mean by it.
    const taker = (claim: Claim): Stay | undefined =>
      verdict === 'agree' ? undefined : lifeOf(facts, claim);
    return !gaveWay(facts, one, taker(other)) && !gaveWay(facts, other, taker(one));
  });
  return standing.some(({ verdict }) => verdict === 'agree')
    ? []
    : standing.filter(({ verdict }) => verdict === 'disagree');
}

/** Limits very many: those that have not moved come first, and each subject counts once. */
function few(facts: Facts, uses: readonly Use[]): readonly Use[] {
  if (uses.length <= MANY) return uses;
  const distinct = groupBy(uses, ({ claim }) => `${claim.kind} ${nameOf(claim)}`);
  const first = [...distinct.values()].map(([use]) => use);
  const standing = first.filter(({ claim }) => !gaveWay(facts, claim, undefined));
  return [...new Set([...standing, ...first])].slice(0, MANY);
}

/** Whether what an ID meant was renumbered and left the ID to `taker`, which had not taken it away. */
export function gaveWay(facts: Facts, claim: Claim, taker: Stay | undefined): boolean {
  const stays = staysOf(livesOf(facts), claim);
  if ((taker && stays.includes(taker)) || isKept(facts, claim)) return false;
  const isMoved =
    stays.some((stay) => isGone(facts, stay) || isBackInPublished(facts, stay)) ||
    (claim.kind !== 'item' && isTraceMoved(facts, claim, stays, taker));
  return isMoved && stays.every((stay) => !taker || drawnApart(taker, stay));
}

/** Everybody starts from what has it under that ID, and no merge changes that. */
function isKept(facts: Facts, claim: Claim): boolean {
  const views = [...firmTarget(facts), ...(facts.beside ? [facts.beside] : [])];
  return views.some((view) => isMeantBy(facts, view, claim));
}

function isTraceMoved(
  facts: Facts,
  trace: HeadingClaim | DirectoryClaim,
  stays: readonly Stay[],
  taker: Stay | undefined,
): boolean {
  if (movedFrom(facts, trace.key).some((dir) => claimsAgree(dir, trace) === 'agree')) return true;
  return trace.kind === 'heading' && stays.length === 0 && isEntryMoved(facts, trace, taker);
}

/** A life has again the ID that it has in what others have already. */
function isBackInPublished(facts: Facts, stay: Stay): boolean {
  const { candidate, published } = facts;
  const views = [...firmTarget(facts), ...published];
  if (standsIn(facts, candidate, stay)) return false;
  const others = stay.life.stays.filter((other) => views.some((view) => standsIn(facts, view, other)));
  return others.some((other) => standsIn(facts, candidate, other) || wentBack(stay, other));
}

/** Whether a view has something under the ID that a claim gives it, or what the claim is about. */
export function isMeantBy(facts: Facts, view: View, claim: Claim): boolean {
  const directories = claim.kind === 'directory' ? listUnder(view.directories, claim.key) : [];
  const stays = staysOf(livesOf(facts), claim);
  return (
    directories.some((directory) => claimsAgree(directory, claim) === 'agree') ||
    stays.some((stay) => isMeantAt(facts, stay, view)) ||
    (claim.kind === 'heading' && stays.length === 0 && hasHeading(view, claim))
  );
}

/** The same, for whatever the candidate uses the ID for. */
export function gaveWayNow(facts: Facts, claim: Claim): boolean {
  if (facts.sides.length === 0) return false;
  const kept = staysIn(facts, facts.candidate, claim.key);
  return gaveWay(facts, claim, undefined) && kept.every((stay) => gaveWay(facts, claim, stay));
}

/** Directories that a side or its fork had under an ID, and that have a higher ID now. */
function movedFrom(facts: Facts, key: string): readonly DirectoryClaim[] {
  return facts.sides.flatMap((side) =>
    [side, side.fork]
      .flatMap(({ directories }) => listUnder(directories, key))
      .filter((directory) => hasMoved(facts, side.fork, directory)),
  );
}

/** A directory now has an ID above its old one and above the fork's mark. */
export function hasMoved({ candidate }: Facts, fork: View, { key, id, slug }: DirectoryClaim): boolean {
  const now = listUnder(bySlug(candidate.directories), slug);
  return isOnlyAbove(now, key, Math.max(id.number, fork.mark ?? 0));
}
