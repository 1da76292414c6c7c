import type { Claim, ItemClaim } from './claim.ts';
import type { Facts } from './facts.ts';
import { hasMoved, isRepaired } from './repair.ts';
import { claimsAgree, drawsAgree, isSameItem } from './subject.ts';
import { tenuresOf } from './tenure.ts';
import { newestUse, sinceFork, type Use } from './versions.ts';
import { labelFor, type BaseView, type View } from './view.ts';

/** An ID that two sides of a merge drew for different things. */
export interface Collision {
  readonly key: string;
  /** One use of either side. */
  readonly left: Use;
  readonly right: Use;
  /** All of both sides that were not renumbered. */
  readonly uses: readonly Use[];
}

/**
 * IDs without a claim at the fork that got claims on two sides since, no pair of which agrees. It does not matter what
 * the merge kept: both sides may have archived theirs.
 */
export function findCollisions(facts: Facts): readonly Collision[] {
  const drawn = facts.sides.map((side) => ({ side, uses: usesSinceFork(facts, side) }));
  const found = new Map<string, Collision>();
  for (const [index, left] of drawn.entries()) {
    for (const right of drawn.slice(index + 1)) {
      for (const key of left.uses.keys()) {
        const collision = collisionOf(facts, key, left, right);
        if (collision && !found.has(key)) found.set(key, collision);
      }
    }
  }
  return [...found.values()];
}

interface Drawn {
  readonly side: BaseView;
  readonly uses: ReadonlyMap<string, readonly Use[]>;
}

function collisionOf(facts: Facts, key: string, left: Drawn, right: Drawn): Collision | undefined {
  // Mostly both sides have the same, and that is told at once.
  const isAlike = usesOf(left, key).every((one) => usesOf(right, key).every((two) => !differ(one, two)));
  if (isAlike) return undefined;
  const [ours, theirs] = [standingUses(facts, left, key), standingUses(facts, right, key)];
  const [[one], [two]] = [ours, theirs];
  if (!one || !two || !collide(ours, theirs)) return undefined;
  return { key, left: one, right: two, uses: [...ours, ...theirs] };
}

function standingUses(facts: Facts, drawn: Drawn, key: string): readonly Use[] {
  return usesOf(drawn, key).filter(({ claim }) => !isRepaired(facts, drawn.side, claim));
}

function usesOf({ uses }: Drawn, key: string): readonly Use[] {
  return uses.get(key) ?? [];
}

/** What a side claims that its fork did not, by ID: as it is now, and items that came and went. */
function usesSinceFork(facts: Facts, side: BaseView): ReadonlyMap<string, readonly Use[]> {
  const drawn = new Map<string, Use[]>();
  const note = (claim: Claim, use: () => Use): void => {
    if (isTaken(facts, side.fork, claim.key)) return;
    const uses = drawn.get(claim.key) ?? [];
    if (!uses.some((known) => isSameUse(known.claim, claim))) drawn.set(claim.key, [...uses, use()]);
  };
  for (const claims of [side.items, side.headings, side.directories]) {
    for (const claim of [...claims.values()].flat())
      note(claim, () => ({ claim, seenIn: labelFor(side, claim) }));
  }
  for (const tenure of tenuresOf(sinceFork(side.versions))) note(tenure.item, () => newestUse(tenure));
  return drawn;
}

/** Claimed at the fork, and not renumbered since. */
function isTaken(facts: Facts, fork: View, key: string): boolean {
  const items = fork.items.get(key) ?? [];
  if (items.length > 0)
    return !items.every((item) => facts.sides.some((side) => isRepaired(facts, side, item)));
  const directories = fork.directories.get(key) ?? [];
  return fork.headings.has(key) || !directories.every((directory) => hasMoved(facts, fork, directory));
}

function isSameUse(left: Claim, right: Claim): boolean {
  return left.kind === 'item' && right.kind === 'item' && isSameItem(left, right);
}

/** Where both sides have items, only items are paired. */
function collide(left: readonly Use[], right: readonly Use[]): boolean {
  const [items, others] = [itemsOf(left), itemsOf(right)];
  if (items.length > 0 && others.length > 0) {
    return !items.some((item) => others.some((other) => drawsAgree(item, other)));
  }
  const pairs = left.flatMap((one) => right.map((two) => claimsAgree(one.claim, two.claim)));
  return !pairs.includes('agree') && pairs.includes('disagree');
}

function differ({ claim: left }: Use, { claim: right }: Use): boolean {
  if (left.kind === 'item' && right.kind === 'item') return !drawsAgree(left, right);
  return claimsAgree(left, right) === 'disagree';
}

function itemsOf(uses: readonly Use[]): readonly ItemClaim[] {
  return uses.map(({ claim }) => claim).filter((claim) => claim.kind === 'item');
}

/** The claim of the candidate that a collision is best shown at: its item, else a heading, else a directory. */
export function claimOf(view: View, key: string): Claim | undefined {
  return view.items.get(key)?.[0] ?? view.headings.get(key)?.[0] ?? view.directories.get(key)?.[0];
}
