import type { Claim, DirectoryClaim, ItemClaim } from './claim.ts';
import type { Facts } from './facts.ts';
import { subjectOf, subjectsAgree } from './subject.ts';
import type { BaseView } from './view.ts';

/**
 * Whether a use of an ID, seen on one side of a merge, was renumbered: the candidate carries it on under a number above
 * the fork's mark, and no longer under this ID. Headings and directories of its subject went with it.
 * Outside of merges nothing counts as repaired.
 */
export function isRepaired(facts: Facts, base: BaseView, use: Claim): boolean {
  if (facts.sides.length === 0) return false;
  const moved = movedClaims(facts, base, use.key);
  if (use.kind === 'item') return moved.some((claim) => claim.kind === 'item' && isSameItem(claim, use));
  return moved.some((claim) => subjectsAgree(subjectOf(claim), subjectOf(use)) === 'agree');
}

/** Items and directories that had the ID on this side and have another one in the candidate. */
function movedClaims(facts: Facts, base: BaseView, key: string): readonly (ItemClaim | DirectoryClaim)[] {
  const floor = base.fork.mark ?? -1;
  const items = [base.backlog, ...base.versions.map(({ backlog }) => backlog)].flatMap(
    (backlog) => backlog?.items ?? [],
  );
  const kept = facts.candidate.items.get(key) ?? [];
  const keptDirectories = facts.candidate.directories.get(key) ?? [];
  const fresh = (claim: Claim): boolean => claim.key !== key && claim.id.number > floor;
  const carriedItems = [...facts.candidate.items.values()].flat().filter(fresh);
  const carriedDirectories = [...facts.candidate.directories.values()].flat().filter(fresh);
  return [
    ...items.filter(
      (item) => item.key === key && has(carriedItems, item, isSameItem) && !has(kept, item, isSameItem),
    ),
    ...(base.directories.get(key) ?? []).filter(
      (directory) =>
        has(carriedDirectories, directory, isSameSlug) && !has(keptDirectories, directory, isSameSlug),
    ),
  ];
}

function has<C extends Claim>(
  claims: readonly C[],
  wanted: C,
  same: (left: C, right: C) => boolean,
): boolean {
  return claims.some((claim) => same(claim, wanted));
}

function isSameItem(left: ItemClaim, right: ItemClaim): boolean {
  return left.created === right.created && left.title === right.title;
}

function isSameSlug(left: DirectoryClaim, right: DirectoryClaim): boolean {
  return left.slug === right.slug;
}
