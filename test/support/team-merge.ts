import type { Files, Thing } from './team-things.ts';

/** Three-way merge as git and the merge driver would do it: by thing, the mark the higher one. Several merge bases count as one. */
export function mergeWell(forks: readonly Files[], ours: Files, theirs: Files): Files {
  return mergeFiles(forks, ours, theirs, Math.max(ours.mark, theirs.mark));
}

/** The same, the mark chosen by the caller. */
export function mergeFiles(forks: readonly Files[], ours: Files, theirs: Files, mark: number): Files {
  const isMoved = forks.some(({ path }) => path === ours.path);
  return {
    path: isMoved ? theirs.path : ours.path,
    policy: forks.some(({ policy }) => policy === ours.policy) ? theirs.policy : ours.policy,
    items: mergeThings(
      forks.flatMap(({ items }) => items),
      ours.items,
      theirs.items,
    ),
    mark,
    headings: mergeThings(
      forks.flatMap(({ headings }) => headings),
      ours.headings,
      theirs.headings,
      ({ at }) => at,
    ),
    directories: mergeThings(
      forks.flatMap(({ directories }) => directories),
      ours.directories,
      theirs.directories,
    ),
  };
}

function mergeThings<T extends Thing>(
  fork: readonly T[],
  ours: readonly T[],
  theirs: readonly T[],
  extra: (thing: T) => string = () => '',
): readonly T[] {
  const name = (thing: T): string => `${thing.number} ${thing.token} ${extra(thing)}`;
  const index = (things: readonly T[]): ReadonlyMap<string, T> =>
    new Map(things.map((thing) => [name(thing), thing]));
  const [old, left, right] = [index(fork), index(ours), index(theirs)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const [was, one, two] = [old.get(key), left.get(key), right.get(key)];
    if (one && two) return [mergeThing(was, one, two)];
    const lone = one ?? two;
    return was || !lone ? [] : [lone];
  });
}

/** The title of the side that changed it, and so the text. */
function mergeThing<T extends Thing>(was: T | undefined, one: T, two: T): T {
  const named = one.title === was?.title ? two : one;
  const isSame = one.body === was?.body && one.edition === was?.edition;
  const { body, edition } = isSame ? two : one;
  return { ...named, ...(body !== undefined && { body }), ...(edition !== undefined && { edition }) };
}
