import { expect, test } from 'vitest';

import { livesIn } from '../../../../src/core/identity/lives.ts';
import { timelineOfVersions } from '../../../../src/core/identity/timeline.ts';
import { groupBy } from '../../../../src/core/ids/group-by.ts';
import { ItemPool } from '../../../../src/core/ledger/item-pool.ts';
import { version } from '../../../support/versions.ts';

/** The IDs of each life, of items that all have one moment; versions as `'name: parents'`, newest first. */
function livesAt(versions: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const pool = new ItemPool();
  const made = Object.entries(versions).map(([name, items]) =>
    version(name, { items: items.map((item) => `${item} @x.5`) }, pool),
  );
  const { all } = livesIn(timelineOfVersions(made));
  return [...groupBy(all, ({ life }) => life).values()]
    .map((stays) => stays.map(({ key }) => key).join(' '))
    .toSorted();
}

test('what was copied to write another one is two things, whatever the order in the file', () => {
  const before = ['WRK-001 A'];
  expect(livesAt({ 'b: a': ['WRK-003 C', 'WRK-001 A'], a: before })).toEqual(['WRK-001', 'WRK-003']);
  expect(livesAt({ 'b: a': ['WRK-001 A', 'WRK-003 C'], a: before })).toEqual(['WRK-001', 'WRK-003']);
});

test('what stands beside its old self under the same title is one thing', () => {
  expect(livesAt({ 'b: a': ['WRK-003 A', 'WRK-001 A'], a: ['WRK-001 A'] })).toEqual(['WRK-003 WRK-001']);
});

test('what was written in one go is several things, even of one title', () => {
  expect(livesAt({ a: ['WRK-001 A', 'WRK-002 A'] })).toEqual(['WRK-001', 'WRK-002']);
});

test('what came one after the other is told apart by the title of the last', () => {
  expect(livesAt({ 'b: a': ['WRK-001 A', 'WRK-002 B'], a: ['WRK-001 A', 'WRK-002 A'] })).toHaveLength(2);
});

test('what is in no such group moves, also where there is one of its moment', () => {
  const found = livesAt({ 'd: c': ['WRK-005 Z'], c: ['WRK-004 Z'], a: ['WRK-001 A', 'WRK-002 B'] });
  expect(found).toEqual(['WRK-001', 'WRK-002', 'WRK-005 WRK-004']);
});
