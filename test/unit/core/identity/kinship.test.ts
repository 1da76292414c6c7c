import { array, assert, constantFrom, integer, property, record, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { broodsAmong } from '../../../../src/core/identity/broods.ts';
import type { Held } from '../../../../src/core/identity/life.ts';
import { joinKin } from '../../../../src/core/identity/kinship.ts';
import { isApart, timelineOfVersions, type Timeline } from '../../../../src/core/identity/timeline.ts';
import { Union } from '../../../../src/core/identity/union.ts';
import type { ItemClaim } from '../../../../src/core/ids/claim.ts';
import { birthOf, drawsAgree, itemsAgree } from '../../../../src/core/ids/subject.ts';
import { ItemPool } from '../../../../src/core/ledger/item-pool.ts';
import { version } from '../../../support/versions.ts';

const CREATED = ['@', '@2026-01-01', '@2026-01-01T00:00:00Z', '@2026-01-01T00:00:00.5Z', '@x.1', '@x.2'];
const SPELLED = '@2026-01-01T00:00:00.50+00:00';

const ITEM = record({
  id: constantFrom('WRK-001', 'WRK-002', 'WRK-003'),
  title: constantFrom('Alpha', 'alpha ', 'Beta'),
  created: constantFrom(...CREATED, SPELLED),
}).map(({ id, title, created }) => `${id} ${title} ${created}`);

/** Versions of which each goes on from one or two before it. */
const TIMELINE: Arbitrary<Timeline> = array(
  record({
    items: array(ITEM, { maxLength: 5 }),
    parents: array(integer({ min: 1, max: 3 }), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 6 },
).map((scenes) => {
  const pool = new ItemPool();
  const versions = scenes.map(({ items, parents }, at) => {
    const before = parents.map((back) => at - back).filter((parent) => parent >= 0);
    return version(`v${at}: ${before.map((parent) => `v${parent}`).join(' ')}`, { items }, pool);
  });
  return timelineOfVersions(versions.toReversed());
});

function heldIn({ versions }: Timeline): readonly Held[] {
  const entries = new Set(versions.flatMap(({ state }) => state.entries));
  return [...entries].map((entry) => ({
    entry,
    holders: versions.filter(({ state }) => state.entries.includes(entry)),
  }));
}

function pairsOf<T>(list: readonly T[]): readonly (readonly [T, T])[] {
  return list.flatMap((one, at) => list.slice(at + 1).map((other) => [one, other] as const));
}

/** As the model defines it: each compared with each. */
function joinPairs(all: readonly Held[]): Union<Held> {
  const lives = new Union<Held>();
  const isOneId = ([one, other]: readonly [Held, Held]): boolean => one.entry.key === other.entry.key;
  const pairs = pairsOf(all);
  for (const pair of pairs.filter(isOneId)) if (drawsAgree(pair[0].entry, pair[1].entry)) lives.join(pair);
  for (const [ours, theirs] of pairsOf(lives.groups(all))) {
    const isAlike = ours.some(({ entry }) =>
      theirs.some((other) => isOneId([ours[0], theirs[0]]) && itemsAgree(entry, other.entry)),
    );
    if (isAlike && !areTwo(ours, theirs)) lives.join([ours[0], theirs[0]]);
  }
  for (const pair of pairs) if (!isOneId(pair) && isOneAcrossIds(all, pair)) lives.join(pair);
  return lives;
}

function isOneAcrossIds(all: readonly Held[], [one, other]: readonly [Held, Held]): boolean {
  if (birthOf(one.entry) !== birthOf(other.entry)) return false;
  const broods = broodsAmong(all.filter(({ entry }) => birthOf(entry) === birthOf(one.entry)));
  const areSiblings = broods.some((brood) => brood.has(one.entry.key) && brood.has(other.entry.key));
  return !areSiblings && (broods.length === 0 || one.entry.title === other.entry.title);
}

function areTwo(ours: readonly Held[], theirs: readonly Held[]): boolean {
  const [one, other] = [ours, theirs].map((group) => new Set(group.flatMap(({ holders }) => holders)));
  if (!one || !other || [...one].some((holder) => other.has(holder))) return true;
  return isApart(one, other) && isApart(other, one);
}

function told(lives: Union<Held>, all: readonly Held[]): readonly string[] {
  const nameOf = ({ key, title, created }: ItemClaim): string => `${key} ${title} ${created}`;
  return lives.groups(all).map((group) => group.map(({ entry }) => nameOf(entry)).join(' = '));
}

test('what has something in common is looked up, and is what a comparison of each with each finds', () => {
  assert(
    property(TIMELINE, (timeline) => {
      const all = heldIn(timeline);
      const lives = new Union<Held>();
      joinKin(lives, all);
      expect(told(lives, all)).toEqual(told(joinPairs(all), all));
    }),
    { numRuns: Number(process.env['TORTURE_HISTORIES'] ?? 300) },
  );
});
