import type { Claim, DirectoryClaim, ItemClaim } from './claim.ts';
import { wentElsewhere } from './elsewhere.ts';
import type { Facts } from './facts.ts';
import { groupBy } from './group-by.ts';
import { isDrawnApart, wasHandedOn, withoutRenumbered } from './lineage.ts';
import { placesOf, versionsOf, type ItemPlace } from './places.ts';
import { remember } from './remember.ts';
import { claimsAgree, drawsAgree, itemsAgree, slugOf, textOf } from './subject.ts';
import { itemVersions, type Use } from './versions.ts';
import type { BaseView, ByKey, View } from './view.ts';

/**
 * Whether a use of an ID, seen on one side of a merge, was renumbered: the candidate carries it on under a number above the fork's mark, or
 * an earlier commit did, and it was archived or retitled since; and the ID stays with what drew it apart from this use. Earlier titles, headings and directories of its subject went with it. Outside of merges nothing counts as repaired.
 * `taker` is an item that has the ID now, or had it on the way.
 */
export function isRepaired(facts: Facts, base: BaseView, use: Claim, taker?: ItemClaim): boolean {
  if (facts.sides.every((side) => side.snapshot.commit !== base.snapshot.commit)) return false;
  return (
    movedClaims(facts, base, use.key).some((moved) => claimsAgree(moved, use) === 'agree') &&
    [...keptItems(facts, use.key), ...(taker ? [taker] : [])].every((item) =>
      placesOf(facts).some((place) => isHome(place, item, use)),
    )
  );
}

/** A directory that a merge brings in under an ID whose item was renumbered on another side meanwhile, and what the ID means now. */
interface LeftBehind {
  readonly directory: DirectoryClaim;
  readonly uses: readonly Use[];
}

export function directoriesLeftBehind(facts: Facts): readonly LeftBehind[] {
  if (facts.sides.length === 0) return [];
  return [...facts.candidate.directories.values()].flat().flatMap((directory) => {
    const [holder, another] = facts.sides.filter((side) => hasDirectory(side, directory));
    if (!holder || another || !isWithoutItem(facts, holder, directory)) return [];
    const uses = usesElsewhere(facts, holder, directory.key);
    const isContradicted = uses.every(({ claim }) => claimsAgree(claim, directory) === 'disagree');
    return uses.length > 0 && isContradicted ? [{ directory, uses }] : [];
  });
}

/** Its item was renumbered, by whatever way it came to another number. */
function isWithoutItem(facts: Facts, holder: BaseView, directory: DirectoryClaim): boolean {
  const items = itemsSeen(holder, directory.key);
  const own = items.filter((item) => claimsAgree(item, directory) === 'agree');
  return isRepaired(facts, holder, directory) || own.some((item) => wentElsewhere(facts, item));
}

/** The items of the candidate, without any what the other sides had, and without that their entries. */
function usesElsewhere(facts: Facts, holder: BaseView, key: string): readonly Use[] {
  const kept = keptItems(facts, key).map((claim) => ({ claim, seenIn: facts.candidate.snapshot.label }));
  if (kept.length > 0) return kept;
  const others = facts.sides.filter((side) => side !== holder);
  const items = others.flatMap((side) => {
    const uses = withoutRenumbered(side.versions, itemVersions(side, key));
    return uses.filter(({ claim }) => !isRepaired(facts, side, claim) && !wentElsewhere(facts, claim));
  });
  if (items.length > 0) return items;
  return others.flatMap((side) => {
    const headings = side.headings.get(key) ?? [];
    const standing = headings.filter((claim) => !isRepaired(facts, side, claim));
    return standing.map((claim) => ({ claim, seenIn: side.snapshot.label }));
  });
}

/** Items and directories that had the ID on this side and went on under another one only. */
function movedClaims(facts: Facts, base: BaseView, key: string): readonly (ItemClaim | DirectoryClaim)[] {
  const { items } = facts.candidate;
  const isFresh = (claim: Claim): boolean => claim.id.number > (base.fork.mark ?? -1);
  const goesOn = (claims: readonly Claim[], counts: (claim: Claim) => boolean): boolean =>
    claims.every((claim) => claim.key !== key) && claims.some(counts);
  const everywhere = placesOf(facts).flatMap((place) => itemsSeen(place, key));
  return [
    ...itemsSeen(base, key).filter((item) => {
      // A retitle on one side must not hide that the other one knew the item by its old title.
      const known = everywhere.filter((other) => drawsAgree(other, item));
      const here = known.flatMap((other) => itemsByText(items).get(textOf(other)) ?? []);
      const stays = items.get(key)?.some((kept) => drawsAgree(kept, item)) ?? false;
      const left = known.flatMap(({ title }) => directoriesAbout(facts, title));
      // Nobody knows when it moved: versions have no directories.
      const isMoved = goesOn(here, isFresh) || goesOn(left, ({ id }) => id.number > item.id.number);
      return !stays && (isMoved || known.some((other) => wasHandedOn(versionsOf(facts), other)));
    }),
    ...(base.directories.get(key) ?? []).filter((directory) => hasMoved(facts, base.fork, directory)),
  ];
}

/** A directory has an ID above its own and the fork's mark by now. */
export function hasMoved({ candidate }: Facts, fork: View, { key, id, slug }: DirectoryClaim): boolean {
  const now = directoriesBySlug(candidate.directories).get(slug) ?? [];
  const before = Math.max(id.number, fork.mark ?? 0);
  return now.every((other) => other.key !== key) && now.some((other) => other.id.number > before);
}

/** What may be left of an item when it has been archived. A title that leaves no slug tells nothing. */
export function directoriesAbout({ candidate }: Facts, title: string): readonly DirectoryClaim[] {
  const slug = slugOf(title);
  return slug === '' ? [] : (directoriesBySlug(candidate.directories).get(slug) ?? []);
}

function keptItems({ candidate }: Facts, key: string): readonly ItemClaim[] {
  return candidate.items.get(key) ?? [];
}

/** It has the item, and did not take the ID from the other use for it. */
function isHome(side: ItemPlace, item: ItemClaim, use: Claim): boolean {
  return hasItem(side, item) && isDrawnApart(side.versions, item, use);
}

function hasDirectory(side: BaseView, { key, slug }: DirectoryClaim): boolean {
  return side.directories.get(key)?.some((other) => other.slug === slug) ?? false;
}

function hasItem(side: ItemPlace, item: ItemClaim): boolean {
  return itemsSeen(side, item.key).some((known) => itemsAgree(known, item));
}

function itemsSeen(base: ItemPlace, key: string): readonly ItemClaim[] {
  return [...(base.items.get(key) ?? []), ...itemVersions(base, key).map(({ claim }) => claim)];
}

const itemsByText = remember((items: ByKey<ItemClaim>) => groupBy([...items.values()].flat(), textOf));
const directoriesBySlug = remember((directories: ByKey<DirectoryClaim>) =>
  groupBy([...directories.values()].flat(), ({ slug }) => slug),
);
