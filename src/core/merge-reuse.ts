import type { Claim, ItemClaim } from './claim.ts';
import type { Facts } from './facts.ts';
import { isRepaired } from './repair.ts';
import { claimsAgree, drawsAgree, isSameItem } from './subject.ts';
import type { Use } from './versions.ts';
import { hasClaim, type BaseView, type View } from './view.ts';

/** An ID that two sides of a merge drew for different things, with the uses on either side. */
export interface Collision {
  readonly key: string;
  readonly left: readonly Use[];
  readonly right: readonly Use[];
}

/**
 * IDs without a claim at the fork that got claims on two sides since, no pair of which agrees. It does not matter what
 * the merge kept: both sides may have archived theirs.
 */
export function findCollisions(facts: Facts): readonly Collision[] {
  const drawn = facts.sides.map((side) => ({ side, uses: usesSinceFork(side) }));
  const found = new Map<string, Collision>();
  for (const [index, left] of drawn.entries()) {
    for (const right of drawn.slice(index + 1)) {
      for (const key of left.uses.keys()) {
        const collision = found.has(key) ? undefined : collisionOf(facts, key, left, right);
        if (collision) found.set(key, collision);
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
  const standing = ({ side, uses }: Drawn): readonly Use[] =>
    (uses.get(key) ?? []).filter(({ claim }) => !isRepaired(facts, side, claim));
  if (!right.uses.has(key) || !collide(left.uses.get(key) ?? [], right.uses.get(key) ?? [])) return undefined;
  const collision = { key, left: standing(left), right: standing(right) };
  return collide(collision.left, collision.right) ? collision : undefined;
}

/** What a side claims that its fork did not, by ID: as it is now, and items that came and went. */
function usesSinceFork(side: BaseView): ReadonlyMap<string, readonly Use[]> {
  const drawn = new Map<string, Use[]>();
  const note = (claim: Claim, seenIn: string): void => {
    if (hasClaim(side.fork, claim.key)) return;
    const uses = drawn.get(claim.key) ?? [];
    if (!uses.some((use) => isSameUse(use.claim, claim))) drawn.set(claim.key, [...uses, { claim, seenIn }]);
  };
  for (const claims of [side.items, side.headings, side.directories]) {
    for (const claim of [...claims.values()].flat()) note(claim, side.snapshot.label);
  }
  for (const { commit, backlog } of side.versions.filter(({ sinceFork }) => sinceFork)) {
    for (const item of backlog.items) note(item, commit.slice(0, 10));
  }
  return drawn;
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

function itemsOf(uses: readonly Use[]): readonly ItemClaim[] {
  return uses.map(({ claim }) => claim).filter((claim) => claim.kind === 'item');
}

/** The claim of the candidate that a collision is best shown at: its item, else a heading, else a directory. */
export function claimOf(view: View, key: string): Claim | undefined {
  return view.items.get(key)?.[0] ?? view.headings.get(key)?.[0] ?? view.directories.get(key)?.[0];
}
