/** What a list of lists has at a position: nothing where it ends before that. */
export function listAt<V>(lists: readonly (readonly V[])[], at: number): readonly V[] {
  return lists[at] ?? [];
}

/** The number at a position, 0 where the list ends before that. */
export function numberAt(numbers: ArrayLike<number>, at: number): number {
  return numbers[at] ?? 0;
}

/** What a map of lists has under a key: nothing where it lacks the key. */
export function listUnder<V, K>(lists: ReadonlyMap<K, readonly V[]>, key: K): readonly V[] {
  return lists.get(key) ?? [];
}

/** The number under a key, 0 where there is none. */
export function numberUnder<K>(numbers: ReadonlyMap<K, number> | undefined, key: K): number {
  return numbers?.get(key) ?? 0;
}

/** The list under a key, to be added to; a new one where there is none. */
export function growingList<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const known = lists.get(key);
  if (known) return known;
  const list: V[] = [];
  lists.set(key, list);
  return list;
}

/** What a list has alone; undefined for none and for several. */
export function onlyOf<V>(list: readonly V[]): V | undefined {
  return list.length === 1 ? list[0] : undefined;
}
