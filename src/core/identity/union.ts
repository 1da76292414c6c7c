import { groupBy, type Groups } from '../ids/group-by.ts';

/** Sorts values into groups that grow together. */
export class Union<T> {
  readonly #above = new Map<T, T>();
  readonly #names = new Map<T, string>();

  join(one: T, other: T): void {
    const [left, right] = [this.#root(one), this.#root(other)];
    if (left !== right) this.#above.set(right, left);
  }

  /** In the order of their first values. */
  groups(values: readonly T[]): readonly (readonly [T, ...T[]])[] {
    const groups: Groups<T> = groupBy(values, (value) => this.#nameOf(value));
    return [...groups.values()];
  }

  #nameOf(value: T): string {
    const root = this.#root(value);
    const name = this.#names.get(root) ?? String(this.#names.size);
    this.#names.set(root, name);
    return name;
  }

  #root(value: T): T {
    let root = value;
    for (let above = this.#above.get(root); above !== undefined; above = this.#above.get(root)) root = above;
    return root;
  }
}
