/** One value or more. */
export type Some<V> = readonly [V, ...V[]];

export type Groups<V> = ReadonlyMap<string, Some<V>>;

/** Groups values by a name, both in the order of their first appearance. */
export function groupBy<V>(values: Iterable<V>, nameOf: (value: V) => string): Groups<V> {
  const groups = new Map<string, [V, ...V[]]>();
  for (const value of values) {
    const name = nameOf(value);
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}
