import { groupBy } from '../ids/group-by.ts';
import { listUnder } from '../ids/lookup.ts';

/** A ledger as one configuration names it. Paths are relative to the root. */
export interface NamedPlaces {
  readonly name: string;
  readonly paths: readonly string[];
}

/** How the backlog at the top of a configuration is called among those that have names, which are never empty. */
export const TOP = '';

/** What a ledger was called in any configuration, and where it was. */
export interface Lineage {
  readonly names: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
}

/**
 * Follows ledgers through configurations, in any order: under another name one is the same that had one of its places, unless a configuration has
 * both names side by side.
 */
export function lineagesIn(
  configurations: readonly (readonly NamedPlaces[])[],
): (ledger: NamedPlaces) => Lineage {
  const placed = configurations.flatMap((list, at) => list.map((one) => ({ ...one, at })));
  const byName = groupBy(placed, ({ name }) => name);
  const byPath = groupBy(
    placed.flatMap(({ name, paths }) => paths.map((path) => ({ name, path }))),
    ({ path }) => path,
  );
  const isBeside = (one: string, other: string): boolean => {
    const where = new Set(listUnder(byName, one).map(({ at }) => at));
    return listUnder(byName, other).some(({ at }) => where.has(at));
  };
  return (ledger) => {
    const names = new Set([ledger.name]);
    const paths = new Set(ledger.paths);
    const follow = (name: string): void => {
      names.add(name);
      for (const one of listUnder(byName, name)) for (const path of one.paths) paths.add(path);
    };
    follow(ledger.name);
    // Grows on the way.
    for (const path of paths) {
      const others = new Set(listUnder(byPath, path).map(({ name }) => name));
      for (const name of others)
        if (!names.has(name) && ![...names].some((known) => isBeside(known, name))) follow(name);
    }
    return { names, paths };
  };
}
