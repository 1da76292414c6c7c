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
 * Follows a ledger through configurations, in any order: under another name it is the one that had one of its places, unless a configuration has
 * both side by side.
 */
export function lineageOf(
  configurations: readonly (readonly NamedPlaces[])[],
  { name, paths: own }: NamedPlaces,
): Lineage {
  const names = new Set([name]);
  const paths = new Set(own);
  const beside = besideIn(configurations);
  const isSame = (one: NamedPlaces): boolean =>
    names.has(one.name) ||
    (one.paths.some((path) => paths.has(path)) &&
      [...names].every((known) => !beside.get(known)?.has(one.name)));
  for (let known = 0; known !== names.size + paths.size;) {
    known = names.size + paths.size;
    for (const one of configurations.flat().filter(isSame)) {
      names.add(one.name);
      for (const path of one.paths) paths.add(path);
    }
  }
  return { names, paths };
}

/** The names that stand beside each in one configuration. */
function besideIn(
  configurations: readonly (readonly NamedPlaces[])[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const beside = new Map<string, Set<string>>();
  for (const list of configurations) {
    for (const one of list) {
      const others = beside.get(one.name) ?? new Set();
      for (const { name } of list) if (name !== one.name) others.add(name);
      beside.set(one.name, others);
    }
  }
  return beside;
}
