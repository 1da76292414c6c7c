import type { ItemClaim } from './claim.ts';
import { groupBy } from './group-by.ts';
import { remember } from './remember.ts';
import type { BacklogVersion } from './situation.ts';
import type { PastBacklog } from './snapshot.ts';

/** An item, and which versions of a list have it. */
export interface Tenure {
  readonly item: ItemClaim;
  /** The first of the list. */
  readonly newest: BacklogVersion;
  /** Where neighbours that have it begin and end in the list. */
  readonly runs: readonly Run[];
}

interface Run {
  readonly first: number;
  last: number;
}

/** The items of all versions: each value once, in the order in which the list comes to it. */
export const tenuresOf = remember((versions: readonly BacklogVersion[]): readonly Tenure[] => {
  const found = new Map<ItemClaim, Tenure & { readonly runs: Run[] }>();
  for (const [at, newest] of versions.entries()) {
    for (const item of newest.backlog.items) {
      const tenure = found.get(item);
      const run = tenure?.runs.at(-1);
      if (!tenure) found.set(item, { item, newest, runs: [{ first: at, last: at }] });
      else if (run && at <= run.last + 1) run.last = at;
      else tenure.runs.push({ first: at, last: at });
    }
  }
  return [...found.values()];
});

const byKey = remember((versions: readonly BacklogVersion[]) =>
  groupBy(tenuresOf(versions), ({ item }) => item.key),
);

/** Those of one ID. */
export function tenuresOfId(versions: readonly BacklogVersion[], key: string): readonly Tenure[] {
  return byKey(versions).get(key) ?? [];
}

/** The commits of those versions that have an item of one ID which `fits`. */
export function commitsWith(
  versions: readonly BacklogVersion[],
  key: string,
  fits: (item: ItemClaim) => boolean,
): ReadonlySet<string> {
  const tenures = tenuresOfId(versions, key).filter(({ item }) => fits(item));
  return new Set(tenures.flatMap((tenure) => holdersOf(versions, tenure)).map(({ commit }) => commit));
}

/** The versions of the list that have an item. */
export function holdersOf<V extends BacklogVersion>(versions: readonly V[], { runs }: Tenure): readonly V[] {
  return runs.flatMap(({ first, last }) => versions.slice(first, last + 1));
}

/** The item with the places that it has in one of the versions that share it. */
export function placedIn({ items, drift }: PastBacklog, item: ItemClaim): ItemClaim {
  const lines = drift?.[items.indexOf(item)] ?? 0;
  if (lines === 0) return item;
  const { place, titlePlace, createdPlace } = item;
  return {
    ...item,
    place: { ...place, line: place.line + lines },
    titlePlace: titlePlace && { ...titlePlace, line: titlePlace.line + lines },
    createdPlace: createdPlace && { ...createdPlace, line: createdPlace.line + lines },
  };
}
