import type { Claim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import { isAbout, livesOf } from '../identity/lives.ts';
import type { Stay } from '../identity/life.ts';
import { gaveWayNow, useOf } from '../identity/meanings.ts';
import { heldIn, pastOf, sinceFork, standsElsewhere } from '../identity/past.ts';
import { hasLeft } from '../identity/moves.ts';
import type { Scope } from '../identity/timeline.ts';
import { tracesOf, type View } from '../ledger/view.ts';

/** A commit that has a claim. */
export interface Holder {
  readonly label: string;
  /** Full hex; undefined for a snapshot that is not a commit. */
  readonly commit: string | undefined;
  readonly backlogPath: string | undefined;
  /** It is in the common past: a base outside of merges, in a merge the fork. */
  readonly past: boolean;
  /** It has no item of that ID, or no longer has one. */
  readonly lost: (key: string) => boolean;
}

/** A commit that shows what an ID meant before: a base, a side of a merge, or its fork. */
export interface Party extends Holder {
  /** Its claims on an ID. If its backlog has no item of that ID, the last item that had it counts. */
  readonly claims: (key: string) => readonly Claim[];
}

/** The commits that a claim can come from: in a merge the forks and the sides, otherwise the bases. */
export function partiesOf(facts: Facts): readonly Party[] {
  const { sides, bases } = facts;
  if (sides.length === 0) return bases.map((base) => pastParty(facts, base));
  const forks = new Map(sides.map(({ fork }) => [fork.snapshot.commit, pastParty(facts, fork)]));
  // A side may have drawn the number more than once.
  const own = sides.map((side) => partyOf(facts, side, false, sinceFork(facts, side), (stays) => stays));
  return [...forks.values(), ...own];
}

/** Of the common past, the last life counts that has no other ID. */
function pastParty(facts: Facts, view: View): Party {
  const past = pastOf(facts, view);
  return partyOf(facts, view, true, past, (held) => {
    const standing = held.filter((stay) => !hasLeft(livesOf(facts), stay, past));
    const stays = standing.length > 0 ? standing : held;
    const departed = stays.filter((stay) => !standsElsewhere(facts, view, stay));
    return (departed.length > 0 || isLeftToOthers(view, stays) ? departed : stays).slice(0, 1);
  });
}

/** Worklog entries or directories use the ID of items for something else. */
function isLeftToOthers(view: View, stays: readonly Stay[]): boolean {
  return stays.some((stay) => tracesOf(view, stay.key).some((trace) => !isAbout(stay, trace)));
}

/** What was renumbered since, on any side, no longer claims the ID. */
function partyOf(
  facts: Facts,
  view: View,
  past: boolean,
  scope: Scope,
  pick: (held: readonly Stay[]) => readonly Stay[],
): Party {
  const { label, commit } = view.snapshot;
  const isStanding = (stay: Stay): boolean => !gaveWayNow(facts, stay.entries[0]);
  const itemsOf = (key: string): readonly Claim[] => {
    const { stayOf, timeline } = livesOf(facts);
    const here = view.items.get(key)?.filter((item) => isStanding(stayOf(item))) ?? [];
    if (here.length > 0) return here;
    const last = ({ holders }: Stay): number =>
      timeline.versions.findIndex((one) => scope.has(one) && holders.has(one));
    const held = heldIn(facts, key, scope).filter(isStanding);
    const newestFirst = held.length > 1 ? held.toSorted((one, other) => last(one) - last(other)) : held;
    return pick(newestFirst).map((stay) => useOf(facts, stay, scope).claim);
  };
  const tracesIn = (key: string): readonly Claim[] =>
    tracesOf(view, key).filter((claim) => !gaveWayNow(facts, claim));
  return {
    label,
    commit,
    backlogPath: view.backlog?.path,
    past,
    claims: (key) => [...itemsOf(key), ...tracesIn(key)],
    lost: (key) => !view.items.has(key),
  };
}
