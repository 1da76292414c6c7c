import type { Claim, ItemClaim } from './claim.ts';
import type { BacklogVersion } from './situation.ts';
import type { Backlog } from './snapshot.ts';
import { claimsAgree, drawsAgree, isSameItem, itemsAgree } from './subject.ts';
import type { Use } from './versions.ts';
import { itemsOf, meantMark } from './view.ts';

/**
 * Whether an item took its ID without taking it from another use: in some version it has the ID, and no version before that gave the ID to
 * the other. Where no version has the item, it is so new that any earlier version counts. `versions` are newest first.
 */
export function isDrawnApart(versions: readonly BacklogVersion[], item: ItemClaim, other: Claim): boolean {
  const tainted = new Set<string>();
  const after = new Set<string>();
  for (const { commit, parents, backlog } of versions.toReversed()) {
    const isBehind = parents.some((parent) => tainted.has(parent));
    if (isBehind) after.add(commit);
    if (isBehind || gives(backlog, other)) tainted.add(commit);
  }
  const holders = versions.filter(({ backlog }) => gives(backlog, item));
  return holders.length === 0 ? tainted.size === 0 : holders.some(({ commit }) => !after.has(commit));
}

/**
 * Whether some version gave an item, title and all, a new ID instead of the one it has: a number above the marks of the versions before,
 * one of which still gave it the old one.
 */
export function wasRenumbered(versions: readonly BacklogVersion[], item: ItemClaim): boolean {
  return renumberings(versions, item).length > 0;
}

/** Whether the item got its ID back after that. */
export function cameBack(versions: readonly BacklogVersion[], item: ItemClaim): boolean {
  const after = new Set(renumberings(versions, item).map(({ commit }) => commit));
  return versions.toReversed().some(({ commit, parents, backlog }) => {
    if (!parents.some((parent) => after.has(parent))) return false;
    after.add(commit);
    return gives(backlog, item);
  });
}

function renumberings(versions: readonly BacklogVersion[], item: ItemClaim): readonly BacklogVersion[] {
  const known = new Map(versions.map((version) => [version.commit, version]));
  return versions.filter(({ parents, backlog }) => {
    const before = parents.flatMap((parent) => known.get(parent) ?? []);
    const mark = Math.max(...before.map((version) => meantMark(version.backlog.mark) ?? 0));
    const isMoved = before.some((version) => holds(version, item)) && !holds({ backlog }, item);
    return isMoved && backlog.items.some((other) => other.id.number > mark && isSameItem(other, item));
  });
}

/** Whether some version had an item under both of its IDs, so that the one was not given up for the other. */
export function isCopied(versions: readonly BacklogVersion[], item: ItemClaim, other: ItemClaim): boolean {
  return versions.some(({ backlog }) => gives(backlog, item) && holds({ backlog }, other));
}

/** Without the items that were renumbered later, as long as others are left to tell what the ID means. */
export function withoutRenumbered(
  versions: readonly BacklogVersion[],
  uses: readonly Use<ItemClaim>[],
): readonly Use<ItemClaim>[] {
  if (uses.length < 2) return uses;
  const renumbered = uses.filter(({ claim }) => wasRenumbered(versions, claim));
  const left = uses.filter(({ claim }) => !renumbered.some((use) => itemsAgree(use.claim, claim)));
  return left.length > 0 ? left : uses;
}

/** Whether a version gave an item its ID when the mark of each version before it was still below that number. */
export function isDrawnAboveMark(versions: readonly BacklogVersion[], item: ItemClaim): boolean {
  const marks = new Map(versions.map(({ commit, backlog }) => [commit, meantMark(backlog.mark) ?? 0]));
  return versions.some(
    ({ backlog, parents }) =>
      gives(backlog, item) && parents.every((parent) => (marks.get(parent) ?? 0) < item.id.number),
  );
}

function gives(backlog: Backlog, claim: Claim): boolean {
  return (
    itemsOf(backlog)
      .get(claim.key)
      ?.some((item) => isOne(item, claim)) ?? false
  );
}

/** Two people may draw one ID for one title. */
function isOne(item: ItemClaim, claim: Claim): boolean {
  return claim.kind === 'item' ? drawsAgree(item, claim) : claimsAgree(item, claim) === 'agree';
}

function holds({ backlog }: Pick<BacklogVersion, 'backlog'>, item: ItemClaim): boolean {
  return (
    itemsOf(backlog)
      .get(item.key)
      ?.some((other) => isSameItem(other, item)) ?? false
  );
}
