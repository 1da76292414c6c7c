import { describe, expect, test } from 'vitest';
import type { ByKey, DirectoryClaim, Row } from '../../../../src/core/ids/claim.ts';
import {
  countOf,
  groupsOfSeveral,
  groupsUnlike,
  highestOf,
  peculiarIn,
  prefixesIn,
  rowOf,
  rowsIn,
} from '../../../../src/core/ids/claim-groups.ts';
import { groupBy } from '../../../../src/core/ids/group-by.ts';
import { formatItemId } from '../../../../src/core/ids/item-id.ts';
import { RowGroups } from '../../../../src/core/ids/row-groups.ts';

const place = { path: 'x', line: 1, column: 1 };

function claim(prefix: string, number: number, slug = 'x'): DirectoryClaim {
  const id = { prefix, number };
  return { kind: 'directory', id, key: formatItemId(id), slug, slugs: [], documents: [], place };
}

type Form = (claims: readonly DirectoryClaim[]) => ByKey<DirectoryClaim>;

/** One row for a claim, as for items that two versions of a file share. */
const rows = new WeakMap<DirectoryClaim, Row<DirectoryClaim>>();
function sharedRow(one: DirectoryClaim): Row<DirectoryClaim> {
  const row = rows.get(one) ?? rowOf(one);
  rows.set(one, row);
  return row;
}

const [one, two, three, ten] = [1, 2, 3, 10].map((number) => claim('A', number));
const [again, other] = [claim('A', 1, 'y'), claim('B', 1)];
const ALL = [one, two, three, ten, again, other].filter((each) => each !== undefined);
const [ordered, mixed] = [ALL.slice(0, 4), ALL];

describe.each<[string, Form]>([
  ['made', (claims) => groupBy(claims, ({ key }) => key)],
  ['not made', (claims) => new RowGroups(claims.map(sharedRow))],
])('claims that are %s', (_form, of) => {
  const read = (groups: ByKey<DirectoryClaim>) => groups;

  test.each([
    ['in order', ordered],
    ['of two prefixes, an ID twice', mixed],
    ['none', []],
  ])('are found by their keys: %s', (_what, claims) => {
    const plain = groupBy(claims, ({ key }) => key);
    const groups = read(of(claims));
    expect(groups.size).toBe(plain.size);
    for (const key of [
      'A-001',
      'A-002',
      'A-010',
      'B-001',
      'A-004',
      'A-1',
      'A-0001',
      'A',
      '',
      'B-010',
      'A-NaN',
    ])
      expect([key, groups.has(key), groups.get(key)]).toEqual([key, plain.has(key), plain.get(key)]);
    expect([...groups.keys()]).toEqual([...plain.keys()]);
    expect([...groups.values()]).toEqual([...plain.values()]);
    expect([...groups.entries()]).toEqual([...groups]);
    const seen: string[] = [];
    groups.forEach((group, key, all) => seen.push(`${key} ${group.length} ${all === groups}`));
    expect(seen).toEqual([...plain].map(([key, group]) => `${key} ${group.length} true`));
    expect(groups.get('A-001')).toBe(groups.get('A-001'));
    expect(countOf(groups)).toBe(claims.length);
    expect(new Set(rowsIn(groups).map((row) => row.claim))).toEqual(new Set(claims));
  });

  test('of several for one ID are told, the first of them first', () => {
    const severalIn = (claims: readonly DirectoryClaim[]) =>
      groupsOfSeveral(of(claims)).filter(({ length }) => length > 1);
    expect(severalIn(ordered)).toEqual([]);
    const last = claim('B', 1, 'z');
    expect(severalIn([...mixed, last, last])).toEqual([
      [one, again],
      [other, last, last],
    ]);
  });

  test('the highest one is the first of its number', () => {
    expect(highestOf(of([]))).toBeUndefined();
    expect(highestOf(of(mixed))?.claim).toBe(ten);
    expect(highestOf(of(mixed), ({ key }) => key !== 'A-010')?.claim).toBe(three);
    expect(highestOf(of([...mixed, claim('B', 10)]), ({ id }) => id.number > 5)?.claim).toBe(ten);
    expect(highestOf(of(mixed), () => false)).toBeUndefined();
  });

  test.each([
    ['the same', mixed, mixed, []],
    ['one is gone', ordered, [one, two, ten], [[three]]],
    ['one came', [one, two], ordered, []],
    ['another one of an ID came first', [again, one, two], [one, two], [[again, one]]],
    ['nothing in common', [one, two], [again, claim('A', 2)], [[one], [two]]],
    ['another prefix', [one, other], [one], [[other]]],
    ['another order', [two, one], [one, two], []],
    ['none before', ordered, [], ordered.map((each) => [each])],
  ])('what is not the same elsewhere: %s', (_what, own, theirs, expected) => {
    const sure = (claims: readonly (DirectoryClaim | undefined)[]) =>
      of(claims.filter((each) => each !== undefined));
    const groups = sure(own);
    expect(groupsUnlike(groups, sure(theirs))).toEqual(expected);
    expect(groupsUnlike(groups, groups)).toEqual([]);
  });

  test('all may be peculiar', () => {
    expect(peculiarIn(of(ordered))).toEqual(ordered);
    expect(peculiarIn(of(mixed))).toHaveLength(6);
  });
});

test('lists of the very same rows are the same', () => {
  const all = ordered.map(sharedRow);
  expect(groupsUnlike(new RowGroups(all), new RowGroups(all))).toEqual([]);
});

test('what is plain is not peculiar', () => {
  const plain = ordered.map((each, at) => ({ ...rowOf(each), isPlain: at !== 1 }));
  expect(peculiarIn(new RowGroups(plain))).toEqual([two]);
});

test('prefixes of IDs', () => {
  expect([...prefixesIn(mixed.map(({ id }) => id))]).toEqual(['A', 'B']);
});
