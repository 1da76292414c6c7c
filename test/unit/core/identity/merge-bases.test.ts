import { array, assert, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { forkMark, mergeBasesIn, mergeBasesOf } from '../../../../src/core/identity/merge-bases.ts';
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
      const [now] = versions;
      const timeline = now && { versions, now, of: () => now };
      if (timeline) expect(new Set(mergeBasesIn(timeline, sides))).toEqual(new Set(plainly(sides)));
    }),
    { numRuns: 2000 },
  );
});

/** Versions, newest first, and the commits whose parents are looked at. */
function watch(parents: readonly (readonly number[])[]): { versions: readonly Version[]; read: string[] } {
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
  return { versions: versionsOf(parents).map(watched), read };
}

function pickFrom(versions: readonly Version[], picks: readonly number[]): readonly Version[] {
  return picks.map((pick) => versions.find(({ commit }) => commit === String(pick)) ?? fail());
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
  const { versions, read } = watch(parents);
  mergeBasesOf(pickFrom(versions, picks));
  expect(read.toSorted()).toEqual(expected.toSorted());
});

test('beside the longest line nothing is read but what a merge brings to it', () => {
  const { versions, read } = watch([[], [0], [0], [1, 2], [0], [3, 4], [0], [6], [5, 7]]);
  const [now = fail()] = versions;
  const timeline = { versions, now, of: () => now };
  const sides = pickFrom(versions, [5, 7]);
  expect(mergeBasesIn(timeline, sides)).toEqual(pickFrom(versions, [0]));
  read.length = 0;
  expect(mergeBasesIn(timeline, sides.toReversed())).toEqual(pickFrom(versions, [0]));
  expect(read).toEqual(['7', '6']);
});

test('the lowest mark of several merge bases counts, and what has none counts as lower', () => {
  const marked = (one: number | undefined, other: number | undefined): number | undefined => {
    const marks = [0, one, other];
    const versions = [[], [0], [0], [1, 2], [1, 2], [3, 4]].map((parents, at) => ({
      commit: String(at),
      parents: parents.map(String),
      state: { ...NO_ENTRIES, mark: marks[at] },
    }));
    const timeline = timelineOfVersions(versions.toReversed());
    const [head] = timeline.versions;
    return head && forkMark(timeline, head);
  };
  expect([marked(3, 5), marked(5, 3), marked(undefined, 5)]).toEqual([3, 3, -1]);
});
