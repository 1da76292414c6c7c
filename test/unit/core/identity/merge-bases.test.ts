import { array, assert, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { forkMark, mergeBasesOf } from '../../../../src/core/identity/merge-bases.ts';
import { behind, timelineOfVersions, type Version } from '../../../../src/core/identity/timeline.ts';
import { NO_ENTRIES } from '../../../../src/core/ledger/ledger-state.ts';

/** Each version has parents among those before it; which of them are asked about. */
const histories = tuple(
  array(array(nat(40), { maxLength: 3 }), { maxLength: 30, size: 'max' }),
  array(nat(40), { maxLength: 4 }),
);

function versionsOf(parents: readonly (readonly number[])[]): readonly Version[] {
  const versions = parents.map((list, at) => ({
    commit: String(at),
    parents: at === 0 ? [] : list.map((one) => String(one % at)),
    state: NO_ENTRIES,
  }));
  return timelineOfVersions(versions.toReversed()).versions;
}

/** The same by looking at all of it. */
function plainly(sides: readonly Version[]): readonly Version[] {
  const pasts = sides.map((side) => behind(side));
  const all = [...new Set(pasts.flatMap((past) => [...past]))];
  const shared = new Set(all.filter((one) => pasts.filter((past) => past.has(one)).length > 1));
  return [...shared].filter((one) => !one.after.some((child) => shared.has(child)));
}

test('the merge bases are those that a look at everything finds', () => {
  assert(
    property(histories, ([parents, picks]) => {
      const versions = versionsOf(parents);
      const sides = picks.flatMap((pick) => versions[pick % Math.max(1, versions.length)] ?? []);
      expect(new Set(mergeBasesOf(sides))).toEqual(new Set(plainly(sides)));
    }),
    { numRuns: 2000 },
  );
});

/** The commits whose parents are looked at. */
function readFor(parents: readonly (readonly number[])[], picks: readonly number[]): readonly string[] {
  const read: string[] = [];
  const made = new Map<Version, Version>();
  const watched = (version: Version): Version => {
    const known = made.get(version);
    if (known) return known;
    const watcher = new Proxy(version, {
      get(target, key) {
        if (key !== 'before') return Reflect.get(target, key);
        read.push(target.commit);
        return target.before.map(watched);
      },
    });
    made.set(version, watcher);
    return watcher;
  };
  const versions = versionsOf(parents);
  mergeBasesOf(
    picks.map((pick) => watched(versions.find(({ commit }) => commit === String(pick)) ?? fail())),
  );
  return read;
}

function fail(): never {
  throw new Error('no such version');
}

test.each<[string, number[][], number[], string[]]>([
  ['two branches', [[], [0], [1], [2], [2]], [3, 4], ['4', '3', '2']],
  ['one that comes of the other', [[], [0], [1], [2]], [3, 2], ['3', '2']],
  ['branches of different age', [[], [0], [1], [1], [2], [4]], [3, 5], ['5', '4', '3', '2', '1']],
  ['two that merged each other', [[], [0], [1], [1], [2, 3], [2, 3]], [4, 5], ['5', '4', '3', '2']],
  ['no branches', [[], [0]], [], []],
])('of %s nothing before the merge bases is read', (_name, parents, picks, expected) => {
  expect(readFor(parents, picks).toSorted()).toEqual(expected.toSorted());
});

test('the lowest mark of several merge bases counts, and what has none counts as lower', () => {
  const marked = (one: number | undefined, other: number | undefined): number | undefined => {
    const marks = [0, one, other];
    const versions = [[], [0], [0], [1, 2], [1, 2], [3, 4]].map((parents, at) => ({
      commit: String(at),
      parents: parents.map(String),
      state: { ...NO_ENTRIES, mark: marks[at] },
    }));
    const [head] = timelineOfVersions(versions.toReversed()).versions;
    return head && forkMark(head);
  };
  expect([marked(3, 5), marked(5, 3), marked(undefined, 5)]).toEqual([3, 3, -1]);
});
