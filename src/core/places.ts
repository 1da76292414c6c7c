import type { ItemClaim } from './claim.ts';
import type { Facts } from './facts.ts';
import { remember } from './remember.ts';
import { tenuresOf } from './tenure.ts';
import type { BaseView } from './view.ts';

/** Where an item stands, or once stood. */
export type ItemPlace = Pick<BaseView, 'items' | 'versions'>;

/** The sides, and before them the versions that lead up to the candidate as if they were one more: those do not know what lies behind the bases. */
export function placesOf({ sides, range }: Facts): readonly ItemPlace[] {
  return range.length > 0 ? [{ items: new Map(), versions: range }, ...sides] : sides;
}

/** What renumbered an item may stand on one side and have its parents on another. Of two that know a version, the later knows its parents best. */
export const versionsOf = remember((facts: Facts) => {
  const places = [...placesOf(facts), ...facts.bases].flatMap((place) => place.versions);
  const versions = [...facts.grounds, ...places];
  return [...new Map(versions.map((version) => [version.commit, version])).values()];
});

/** Every item of the candidate, of what it is held against, and of every version that is known. */
export const itemsEverywhere = remember((facts: Facts): readonly ItemClaim[] => {
  const views = [facts.candidate, ...facts.bases, ...facts.sides];
  const current = views.flatMap(({ items }) => [...items.values()].flat());
  return [...current, ...tenuresOf(versionsOf(facts)).map(({ item }) => item)];
});
