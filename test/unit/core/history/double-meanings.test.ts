import assert from 'node:assert/strict';
import { expect, test } from 'vitest';
import { doubleMeaningsIn } from '../../../../src/core/history/double-meanings.ts';
import { livesIn } from '../../../../src/core/identity/lives.ts';
import { timelineOfVersions } from '../../../../src/core/identity/timeline.ts';
import { ItemPool } from '../../../../src/core/ledger/item-pool.ts';
import type { Scene } from '../../../support/situation.ts';
import { version } from '../../../support/versions.ts';

const [A, B] = ['WRK-001 Alpha @t.1', 'WRK-001 Beta @t.2'];
const [A2, B2] = [A, B].map((item) => item.replace('001', '002'));

/** IDs of two meanings behind the first of these versions. */
function doubles(...versions: readonly (readonly [string, Scene])[]): readonly string[] {
  const pool = new ItemPool();
  const lives = livesIn(timelineOfVersions(versions.map(([name, scene]) => version(name, scene, pool))));
  const tip = lives.timeline.versions.find(({ after }) => after.length === 0);
  assert.ok(tip);
  return doubleMeaningsIn(lives, tip).map(({ one, other }) => {
    return `${one.key}: ${[one, other]
      .map(({ entries }) => entries[0].title)
      .toSorted()
      .join(', ')}`;
  });
}

const both: readonly (readonly [string, Scene])[] = [
  ['b', { items: [B] }],
  ['a', { items: [A] }],
];

test('an ID that two items keep', () => {
  expect(doubles(['m: a b', { items: [A, B] }], ...both)).toEqual(['WRK-001: Alpha, Beta']);
  expect(doubles(['c: a', { items: [B] }], ['a', { items: [A] }])).toEqual(['WRK-001: Alpha, Beta']);
});

test('not one that an item left to another', () => {
  expect(doubles(['m: a b', { items: [A, B2 ?? ''] }], ...both)).toEqual([]);
  expect(doubles(['m: a b', { items: [A2 ?? '', B] }], ...both)).toEqual([]);
});

test('a number that an item had before, and that a lowered mark does not cover, is none that it goes to', () => {
  const squashed: readonly [string, Scene] = ['s: a', { items: [A, B2 ?? ''], mark: 2 }];
  const merged: readonly [string, Scene] = ['m: b s', { items: [B, A, B2 ?? ''], mark: 1 }];
  const archived: readonly [string, Scene] = ['c: m', { items: [A, B2 ?? ''], mark: 1 }];
  expect(doubles(merged, squashed, ...both)).toEqual(['WRK-001: Alpha, Beta']);
  expect(doubles(archived, merged, squashed, ...both)).toEqual(['WRK-001: Alpha, Beta']);
});
