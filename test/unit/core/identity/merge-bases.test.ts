import { array, assert, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { mergeBasesOf } from '../../../../src/core/identity/merge-bases.ts';
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
