import type { ByKey, Claim, Row } from './claim.ts';
import { groupBy, type Some } from './group-by.ts';
import { formatItemId, type ItemId } from './item-id.ts';
import { placesOfSeveral } from './row-groups.ts';

/** The groups of IDs that are not just the same claims in `other`, in their order. */
export function groupsUnlike<C extends Claim>(own: ByKey<C>, other: ByKey<C>): readonly Some<C>[] {
  if (own === other) return [];
  if (own.rows && other.rows) return unlikeRows(own, own.rows, other.rows);
  return [...own.values()].filter((group) => !isSame(group, other.get(group[0].key)));
}

function isSame<V>(own: readonly V[], others: readonly V[] | undefined): boolean {
  return own.length === others?.length && own.every((one, at) => one === others[at]);
}

/** Two versions of a file mostly have the very same rows before and behind what was changed. */
function unlikeRows<C extends Claim>(
  own: ByKey<C>,
  rows: readonly Row<C>[],
  others: readonly Row<C>[],
): readonly Some<C>[] {
  const length = Math.min(rows.length, others.length);
  let [start, end] = [0, 0];
  while (start < length && rows[start] === others[start]) start += 1;
  while (end < length - start && rows[rows.length - 1 - end] === others[others.length - 1 - end]) end += 1;
  const between = [...rows.slice(start, rows.length - end), ...others.slice(start, others.length - end)];
  const touched = new Set(between.map(formatItemId));
  const numbers = new Set(between.map(({ number }) => number));
  const concerned = (all: readonly Row<C>[]) =>
    groupBy(
      all.filter((row) => numbers.has(row.number) && touched.has(formatItemId(row))),
      formatItemId,
    );
  const theirs = concerned(others);
  return [...concerned(rows)]
    .map(([key, group]) => (isSame(group, theirs.get(key)) ? undefined : own.get(key)))
    .filter((claims) => claims !== undefined);
}

/** The groups of more than one claim, in their order; others may be among them. */
export function groupsOfSeveral<C extends Claim>(groups: ByKey<C>): readonly Some<C>[] {
  const { rows } = groups;
  if (!rows) return [...groups.values()];
  const firsts = placesOfSeveral(rows).toSorted((one, other) => one - other);
  return firsts
    .flatMap((at) => rows.slice(at, at + 1))
    .map((row) => groups.get(formatItemId(row)))
    .filter((group) => group !== undefined);
}

/** The claims of which more can be said than their IDs and names. */
export function peculiarIn<C extends Claim>(groups: ByKey<C>): readonly C[] {
  const { rows } = groups;
  if (!rows || rows.length > groups.size) return [...groups.values()].flat();
  return rows.filter(({ isPlain = false }) => !isPlain).map(({ claim }) => claim);
}

/** How many claims there are. */
export function countOf(groups: ByKey<Claim>): number {
  if (groups.rows) return groups.rows.length;
  let count = 0;
  for (const group of groups.values()) count += group.length;
  return count;
}

/** The prefixes of their IDs. */
export function prefixesIn(claims: Iterable<ItemId>): ReadonlySet<string> {
  const prefixes = new Set<string>();
  let last: string | undefined;
  for (const { prefix } of claims) {
    if (prefix !== last) prefixes.add(prefix);
    last = prefix;
  }
  return prefixes;
}

/** An ID in both of its forms. */
export type Named = Pick<Claim, 'id' | 'key'>;

/** The first of the highest claims, among those that `counts` lets through. */
export function highestOf<C extends Claim>(
  groups: ByKey<C>,
  counts?: (claim: Named) => boolean,
): Row<C> | undefined {
  if (groups.rows) return highestRow(groups.rows, counts);
  let best: C | undefined;
  for (const { 0: first } of groups.values()) {
    if ((!best || first.id.number > best.id.number) && (!counts || counts(first))) best = first;
  }
  return best && rowOf(best);
}

function highestRow<C extends Claim>(
  rows: readonly Row<C>[],
  counts?: (claim: Named) => boolean,
): Row<C> | undefined {
  let best: Row<C> | undefined;
  for (const row of rows) {
    if (best && row.number <= best.number) continue;
    if (!counts || counts({ id: row, key: formatItemId(row) })) best = row;
  }
  return best;
}

/** All claims, as rows. */
export function rowsIn<C extends Claim>(groups: ByKey<C>): readonly Row<C>[] {
  return groups.rows ?? [...groups.values()].flat().map(rowOf);
}

/** A claim that is made already. */
export function rowOf<C extends Claim>(claim: C): Row<C> {
  return { ...claim.id, written: claim.written, claim };
}
