import type { Claim, DirectoryClaim, ItemClaim } from './claim.ts';
import type { Facts } from './facts.ts';
import { groupBy } from './group-by.ts';
import { remember } from './remember.ts';
import { claimsAgree, itemsAgree } from './subject.ts';
import { itemVersions } from './versions.ts';
import type { BaseView, ByKey } from './view.ts';

/**
 * Whether a use of an ID, seen on one side of a merge, was renumbered: the candidate carries it on under a number above
 * the fork's mark, and the ID stays with the other side. Earlier titles, headings and directories of its subject went
 * with it. Outside of merges nothing counts as repaired.
 */
export function isRepaired(facts: Facts, base: BaseView, use: Claim): boolean {
  const others = facts.sides.filter((side) => side.snapshot.commit !== base.snapshot.commit);
  if (others.length === facts.sides.length) return false;
  return (
    movedClaims(facts, base, use.key).some((moved) => claimsAgree(moved, use) === 'agree') &&
    keptItems(facts, use.key).every((item) => others.some((side) => hasItem(side, item)))
  );
}

/** Items and directories that had the ID on this side and have only another one in the candidate. */
function movedClaims(facts: Facts, base: BaseView, key: string): readonly (ItemClaim | DirectoryClaim)[] {
  const { items, directories } = facts.candidate;
  const isFresh = (claim: Claim): boolean => claim.id.number > (base.fork.mark ?? -1);
  const hasMoved = (claims: readonly Claim[] | undefined): boolean =>
    claims !== undefined && claims.every((claim) => claim.key !== key) && claims.some(isFresh);
  return [
    ...itemsSeen(base, key).filter((item) => hasMoved(itemsByText(items).get(textOf(item)))),
    ...(base.directories.get(key) ?? []).filter(({ slug }) =>
      hasMoved(directoriesBySlug(directories).get(slug)),
    ),
  ];
}

function keptItems({ candidate }: Facts, key: string): readonly ItemClaim[] {
  return candidate.items.get(key) ?? [];
}

function hasItem(side: BaseView, item: ItemClaim): boolean {
  return itemsSeen(side, item.key).some((known) => itemsAgree(known, item));
}

function itemsSeen(base: BaseView, key: string): readonly ItemClaim[] {
  return [...(base.items.get(key) ?? []), ...itemVersions(base, key).map(({ claim }) => claim)];
}

const itemsByText = remember((items: ByKey<ItemClaim>) => groupBy([...items.values()].flat(), textOf));
const directoriesBySlug = remember((directories: ByKey<DirectoryClaim>) =>
  groupBy([...directories.values()].flat(), ({ slug }) => slug),
);

function textOf({ created, title }: ItemClaim): string {
  return `${created ?? ''}\n${title}`;
}
