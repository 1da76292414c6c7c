import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';

import type { ItemClaim } from '../../../../src/core/ids/claim.ts';
import { ItemPool } from '../../../../src/core/ledger/item-pool.ts';
import { placedIn } from '../../../../src/core/ledger/ledger-state.ts';
import type { Backlog, LedgerState } from '../../../../src/core/ledger/snapshot.ts';
import { parseBacklogYaml } from '../../../../src/formats/backlog/backlog.ts';

const item = (id: string, title: string, more = '') => `- id: ${id}\n  title: ${title}\n${more}`;
const ALPHA = item('WRK-001', 'Alpha', '  created: 2026-01-01\n  status: new\n');
const BETA = item('WRK-002', 'Beta');

function read(...items: readonly string[]): Backlog {
  const state = parseBacklogYaml('BACKLOG.yaml', Buffer.from(`items:\n${items.join('')}next_item_id: 2\n`));
  assert.ok(state.state === 'readable');
  return state.backlog;
}

function shared(...versions: readonly Backlog[]): readonly LedgerState[] {
  const pool = new ItemPool();
  return versions.map((version) => pool.share(version));
}

const values = ({ entries }: LedgerState) => entries;

test('a version that changes nothing of what is kept is the one before it', () => {
  const phase = (name: string) => read(ALPHA, `${BETA}  phase: ${name}\n`);
  const [one, other, third] = shared(phase('spec'), phase('build'), read(ALPHA));
  expect(other).toBe(one);
  expect(third).not.toBe(one);
  const mark = { state: 'absent' } as const;
  const [, unmarked] = shared(read(ALPHA), { ...read(ALPHA), mark });
  expect(unmarked?.mark).toBeUndefined();
});

describe('versions share an item', () => {
  test('that is just the same', () => {
    const [one, two] = shared(read(ALPHA, BETA), read(ALPHA, BETA));
    assert.ok(one && two);
    expect(values(two).every((value, at) => value === values(one)[at])).toBe(true);
    expect(two.drift).toBeUndefined();
  });

  test('that stands on other lines, and say where it does', () => {
    const versions = [read(ALPHA, BETA), read('# New\n\n', BETA, ALPHA), read(BETA)];
    const past = shared(...versions);
    expect(new Set(past.flatMap(values)).size).toBe(2);
    const placed = past.map((version) => version.entries.map((value) => placedIn(version, value)));
    expect(placed).toEqual(versions.map(({ items }) => items));
  });

  test('that was the same value before', () => {
    const version = read(ALPHA, BETA);
    const [one, two] = shared(version, { ...version, items: version.items.slice(0, 1) });
    expect(two?.entries[0]).toBe(one?.entries[0]);
  });
});

test.each<[string, string]>([
  ['ID', ALPHA.replace('001', '003')],
  ['title', ALPHA.replace('Alpha', 'Other')],
  ['created', ALPHA.replace('2026-01-01', '2026-01-02')],
  ['missing created', ALPHA.replace('  created: 2026-01-01\n', '')],
  ['status', ALPHA.replace('new', 'done')],
  ['missing status', ALPHA.replace('  status: new\n', '')],
  ['column of the ID', ALPHA.replace('- id: ', '- id:  ')],
  ['column of the title', ALPHA.replace('title: ', 'title:  ')],
  ['column of created', ALPHA.replace('created: ', 'created:  ')],
  ['line of the title', ALPHA.replace('  title', '\n  title')],
  ['line of created', ALPHA.replace('  created', '\n  created')],
])('items are kept apart by their %s', (_name, other) => {
  const versions = [read(ALPHA), read(other)];
  const past = shared(...versions);
  expect(new Set(past.flatMap(values)).size).toBe(2);
  expect(past.flatMap(values)).toEqual(versions.flatMap(({ items }) => items));
});

test('items are kept apart whatever line breaks their texts hold', () => {
  const version = read(ALPHA);
  const [first] = version.items;
  assert.ok(first);
  const twins: readonly Partial<ItemClaim>[] = [
    { created: 'a\nb', status: 'c', title: 'd' },
    { created: 'a', status: 'b\nc', title: 'd' },
    { created: 'a', status: 'b', title: 'c\nd' },
  ];
  const items = twins.map((twin) => ({ ...first, ...twin }));
  const [past] = shared({ ...version, items });
  expect(past?.entries).toEqual(items);
});

test('an item without a place for its title or its date keeps none', () => {
  const [past, moved] = shared(read(BETA), read('# New\n', BETA));
  const [value] = past?.entries ?? [];
  assert.ok(value && moved);
  const bare = { ...value, titlePlace: undefined };
  expect(placedIn({ ...moved, entries: [bare] }, bare)).toEqual({
    ...bare,
    place: { ...value.place, line: value.place.line + 1 },
  });
});

test('items that moved know it, though others of their version did not', () => {
  const versions = [read(ALPHA, BETA), read(ALPHA, '# New\n', BETA)];
  const told = shared(...versions).map((past) => past.entries.map((item) => placedIn(past, item).place.line));
  expect(told).toEqual(versions.map(({ items }) => items.map(({ place }) => place.line)));
  expect(new Set(told.flat()).size).toBe(3);
});
