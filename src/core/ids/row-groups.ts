import type { ByKey, Claim, Row } from './claim.ts';
import { groupBy, type Groups, type Some } from './group-by.ts';
import { formatItemId, type ItemId } from './item-id.ts';
import { remember } from './remember.ts';

/** The claims of rows by the key of their ID, made when somebody asks for them. */
export class RowGroups<C extends Claim> implements ByKey<C> {
  readonly rows: readonly Row<C>[];
  readonly #made = new Map<string, Some<C>>();
  #all: Groups<C> | undefined;

  constructor(rows: readonly Row<C>[]) {
    this.rows = rows;
  }

  get size(): number {
    if (isInOrder(this.rows)) return this.rows.length;
    return [...placesOf(this.rows).values()].reduce((size, byNumber) => size + byNumber.size, 0);
  }

  get(key: string): Some<C> | undefined {
    const known = this.#made.get(key) ?? this.#all?.get(key);
    if (known) return known;
    const [first, ...others] = listOf(placesUnder(this.rows, key)).flatMap((at) =>
      this.rows.slice(at, at + 1),
    );
    if (!first) return undefined;
    const group: Some<C> = [first.claim, ...others.map(({ claim }) => claim)];
    this.#made.set(key, group);
    return group;
  }

  has(key: string): boolean {
    return placesUnder(this.rows, key) !== undefined;
  }

  forEach(call: (value: Some<C>, key: string, map: Groups<C>) => void): void {
    for (const [key, group] of this) call(group, key, this);
  }

  keys() {
    return this.#whole().keys();
  }

  values() {
    return this.#whole().values();
  }

  entries() {
    return this.#whole().entries();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  #whole(): Groups<C> {
    this.#all ??= groupBy(
      this.rows.map(({ claim }) => claim),
      ({ key }) => key,
    );
    return this.#all;
  }
}

/** Where rows of one number are: one place mostly. */
type Places = number | readonly number[];

/** By prefix and number the places of the rows. */
const placesOf = remember((rows: readonly Row<Claim>[]) => {
  const byPrefix = new Map<string, Map<number, number | number[]>>();
  let [prefix, byNumber] = ['', new Map<number, number | number[]>()];
  for (const [at, row] of rows.entries()) {
    if (row.prefix !== prefix) {
      ({ prefix } = row);
      byNumber = byPrefix.get(prefix) ?? new Map<number, number | number[]>();
      byPrefix.set(prefix, byNumber);
    }
    const known = byNumber.get(row.number);
    if (known === undefined) byNumber.set(row.number, at);
    else if (typeof known === 'number') byNumber.set(row.number, [known, at]);
    else known.push(at);
  }
  return byPrefix;
});

/** The places of the rows with one of the IDs that several have, the first of each. */
export function placesOfSeveral(rows: readonly Row<Claim>[]): readonly number[] {
  if (isInOrder(rows)) return [];
  const firsts: number[] = [];
  for (const byNumber of placesOf(rows).values())
    for (const places of byNumber.values())
      if (typeof places !== 'number') firsts.push(...places.slice(0, 1));
  return firsts;
}

/** Whether all have one prefix, and each a higher number than the one before: then none has that of another. */
const isInOrder = remember((rows: readonly Row<Claim>[]): boolean => {
  let last: Row<Claim> | undefined;
  for (const row of rows) {
    if (last && (row.number <= last.number || row.prefix !== last.prefix)) return false;
    last = row;
  }
  return true;
});

function placesUnder(rows: readonly Row<Claim>[], key: string): Places | undefined {
  const dash = key.lastIndexOf('-');
  const id = { prefix: key.slice(0, dash), number: Number(key.slice(dash + 1)) };
  // Keys are spelled in one way.
  if (formatItemId(id) !== key) return undefined;
  return isInOrder(rows) ? placeAmong(rows, id) : placesOf(rows).get(id.prefix)?.get(id.number);
}

/** Looks in the middle, and again in the half that is left. */
function placeAmong(rows: readonly Row<Claim>[], { prefix, number }: ItemId): number | undefined {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const row = rows[middle];
    if (row && row.number < number) from = middle + 1;
    else to = middle;
  }
  const row = rows[from];
  return row?.number === number && row.prefix === prefix ? from : undefined;
}

function listOf(places: Places = []): readonly number[] {
  return typeof places === 'number' ? [places] : places;
}
