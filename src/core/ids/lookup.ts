/** What a list of lists has at a position: nothing where it ends before that. */
export function listAt<V>(lists: readonly (readonly V[])[], at: number): readonly V[] {
  return lists[at] ?? [];
}

/** The number at a position, 0 where the list ends before that. */
export function numberAt(numbers: Uint8Array, at: number): number {
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
