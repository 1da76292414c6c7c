/** One value or more. */
export type Some<V> = readonly [V, ...V[]];

export type Groups<V, K = string> = ReadonlyMap<K, Some<V>>;

/** Groups values by a name or another key; keys and values keep the order of their first appearance. */
export function groupBy<V, K = string>(values: Iterable<V>, keyOf: (value: V) => K): Groups<V, K> {
  const groups = new Map<K, [V, ...V[]]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** Puts values that follow each other together where their keys are the same. */
export function runsOf<V>(values: Iterable<V>, keyOf: (value: V) => unknown): readonly Some<V>[] {
  const runs: [V, ...V[]][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run && keyOf(run[0]) === keyOf(value)) run.push(value);
    else runs.push([value]);
  }
  return runs;
}
