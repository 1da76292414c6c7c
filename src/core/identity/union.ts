import { groupBy, type Some } from '../ids/group-by.ts';

/** Disjoint sets: groups of values that can be joined. */
export class Union<T> {
  readonly #above = new Map<T, T>();

  join([first, ...rest]: Some<T>): void {
    for (const other of rest) {
      const [left, right] = [this.#root(first), this.#root(other)];
      if (left !== right) this.#above.set(right, left);
    }
  }

  /** In the order of their first values. */
  groups(values: readonly T[]): readonly Some<T>[] {
    return [...groupBy(values, (value) => this.#root(value)).values()];
  }

  #root(value: T): T {
    let root = value;
    for (let above = this.#above.get(root); above !== undefined; above = this.#above.get(root)) {
      // Path halving: the next lookup is shorter.
      const next = this.#above.get(above);
      if (next !== undefined) this.#above.set(root, next);
      root = next ?? above;
    }
    return root;
  }
}
