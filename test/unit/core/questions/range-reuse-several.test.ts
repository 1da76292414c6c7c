import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';

import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { ItemPool } from '../../../../src/core/ledger/item-pool.ts';
import { findReusesInRange } from '../../../../src/core/questions/range-reuse.ts';
import type { LedgerVersion } from '../../../../src/core/ledger/situation.ts';
import { situation, type BaseScene, type Scene } from '../../../support/situation.ts';
import { published, version, withRange } from '../../../support/versions.ts';

const [A, B, C] = ['WRK-005 Alpha @t.1', 'WRK-005 Beta @t.2', 'WRK-005 Gamma @t.3'];
const RETITLED = 'WRK-005 Aleph @t.1';
const at = (number: number, item = A): string => item.replace('5', String(number));

/** The IDs that are given twice between several bases and a candidate that stands at their end. */
function keysOf(candidate: Scene, bases: readonly BaseScene[], range: readonly LedgerVersion[]) {
  const single = bases.map((base, index) => {
    const given = situation({ candidate, base });
    const [known] = given.bases;
    assert.ok(known);
    const commit = String(index + 1).repeat(40);
    const renamed = (name: string): string => `${index}${name}`;
    const behind = given.versions.map(({ parents, state, ...version }) => ({
      commit: version.commit === '1'.repeat(40) ? commit : renamed(version.commit),
      parents: parents.map(renamed),
      state,
    }));
    return { base: { ...known, snapshot: { ...known.snapshot, commit } }, behind };
  });
  const versions = single.flatMap(({ behind }) => behind);
  const given = { ...situation({ candidate }), bases: single.map(({ base }) => base), versions };
  const facts = factsOf(withRange(given, range));
  return findReusesInRange(facts).map(({ key }) => key);
}

test('what one of two bases has is not brought, whatever the other says of its ID', () => {
  const candidate = { items: [A] };
  const bases = [{ items: [A] }, { mark: 5, past: [{ items: [B] }] }];
  expect(keysOf(candidate, bases, [version('m: 1 2', candidate)])).toEqual([]);
});

test('what others have one version of is no news in any', () => {
  const pool = new ItemPool();
  const both = { items: [A, B] };
  const range = ['c: b', 'b: a', 'a'].map((name) => version(name, both, pool));
  const [c, , a] = range;
  assert.ok(c && a);
  expect(keysOf({}, [{ mark: 4 }], [c, published('b: a', both, pool), a])).toEqual([]);
  expect(keysOf({}, [{ mark: 4 }], range)).toEqual(['WRK-005']);
});

test('two are told apart by what each part of them says', () => {
  const alike = ['WRK-005 2 Alpha @t.1', 'WRK-005  Alpha @t.12'];
  expect(keysOf({}, [{ mark: 4 }], [version('a', { items: alike })])).toEqual(['WRK-005']);
});

test.each<[string, readonly string[], readonly BaseScene[]]>([
  ['one of two bases', [], [{ mark: 5, past: [{ items: [A] }] }, { mark: 5 }]],
  ['a base that once had it for another', [], [{ mark: 5, past: [{ items: [A] }, { items: [C] }] }]],
  ['neither', ['WRK-005'], [{ mark: 5 }, { mark: 5 }]],
])('an ID that was renumbered away stays with what was archived behind %s', (_, keys, bases) => {
  const candidate = { items: [at(6, B)] };
  const range = [
    version('m: 1 r', candidate),
    version('r: b', { items: [A, at(6, B)] }),
    version('b', { items: [B] }),
    version('1', { mark: 5 }),
  ];
  expect(keysOf(candidate, bases, range)).toEqual(keys);
});

/** Alpha and Beta took one ID beside one another; then they were merged. */
const merged = (candidate: Scene, alpha: readonly LedgerVersion[] = [version('a', { items: [A] })]) => [
  version('m: a b', candidate),
  ...alpha,
  version('b', { items: [B] }),
];

test.each<[string, readonly string[], Scene, readonly BaseScene[]]>([
  ['goes on under a number below its own', [], { items: [B, at(4)] }, [{ mark: 2 }]],
  [
    'has a directory above, and one below',
    [],
    { items: [B], dirs: ['WRK-004_alpha', 'WRK-006_alpha'] },
    [{ mark: 4 }],
  ],
  ['has a directory at the mark', [], { items: [B], dirs: ['WRK-006_alpha'] }, [{ mark: 6 }]],
  [
    'stays beside the other, and has a directory above',
    ['WRK-005'],
    { items: [B, A], dirs: ['WRK-006_alpha'] },
    [{ mark: 4 }],
  ],
])('an item that %s', (_, keys, candidate, bases) => {
  expect(keysOf(candidate, bases, merged(candidate))).toEqual(keys);
});

test('an item that went on counts under any title that it had', () => {
  const candidate = { items: [B, at(6, RETITLED)] };
  const alpha = [version('a: x', { items: [RETITLED], mark: 9 }), version('x', { items: [A] })];
  expect(keysOf(candidate, [{ mark: 4 }], merged(candidate, alpha))).toEqual([]);
});

test('an item that goes on, whatever the marks of the bases', () => {
  const candidate = { items: [B, at(6)] };
  const alpha = [version('a', { items: [A], mark: 9 })];
  expect(keysOf(candidate, [{ mark: 4 }, { mark: 7 }], merged(candidate, alpha))).toEqual([]);
  expect(keysOf(candidate, [{ mark: 6 }, { mark: 7 }], merged(candidate, alpha))).toEqual([]);
});

test('an item of others that went on only to hand its ID over', () => {
  const candidate = { items: [B, at(6)] };
  const range = [version('m: a', candidate), published('a', { items: [A] })];
  expect(keysOf(candidate, [{ mark: 4 }], range)).toEqual(['WRK-005']);
});

test('an item that was copied once, and moved then', () => {
  const candidate = { items: [B, at(6), at(7)] };
  const alpha = [version('a: x', { items: [at(6)] }), version('x', { items: [A, at(6)] })];
  expect(keysOf(candidate, [{ mark: 4 }], merged(candidate, alpha))).toEqual([]);
});

test('what a third has gone on to is nothing to the other two', () => {
  const candidate = { items: [C, at(6, B)] };
  const range = [...merged(candidate), version('c', { items: [C] })];
  expect(keysOf(candidate, [{ mark: 4 }], range)).toEqual(['WRK-005']);
});

test.each<[string, readonly string[], Scene]>([
  ['renumbered and archived', [], { items: [at(6, RETITLED)] }],
  ['renumbered, given its ID back, and archived', ['WRK-005'], { items: [RETITLED] }],
])('an item that was retitled, %s', (_, keys, last) => {
  const candidate = { mark: 6 };
  const alpha = [
    version('a: n', { mark: 6 }),
    version('n: r', last),
    version('r: y', { items: [at(6, RETITLED)] }),
    version('y: x', { items: [RETITLED] }),
    version('x', { items: [A] }),
  ];
  expect(keysOf(candidate, [{ mark: 4 }], merged(candidate, alpha))).toEqual(keys);
});

test('what contradicts one on the way, and one behind the base', () => {
  const bases = [{ mark: 5, past: [{ items: [C] }] }];
  expect(keysOf({}, bases, merged({}))).toEqual(['WRK-005']);
});

describe('in a merge of sides that are bases', () => {
  const fork = { mark: 4, items: ['WRK-001 One @t.0'] };
  const found = (ours: BaseScene, candidate: Scene, range: readonly LedgerVersion[]) =>
    findReusesInRange(factsOf(withRange(situation({ fork, ours, theirs: fork, candidate }), range)));

  test('what a side had the ID for is told once', () => {
    const ours = { ...fork, mark: 5, since: [{ items: [A] }] };
    const [reuse] = found(ours, { items: [B] }, [version('b', { items: [B] })]);
    expect(reuse?.uses.map(({ claim }) => claim)).toMatchObject([{ title: 'Beta' }, { title: 'Alpha' }]);
  });

  test('an item went on only to hand its ID to one that has left since', () => {
    const candidate = { items: [...fork.items, at(6, B)] };
    const range = [
      version('m: x', candidate),
      version('x: b', { items: [A, at(6, B)] }),
      version('b', { items: [B] }),
    ];
    const reuses = found({ items: [...fork.items, B] }, candidate, range);
    expect(reuses.map(({ key, left }) => [key, 'title' in left.claim && left.claim.title])).toEqual([
      ['WRK-005', 'Alpha'],
    ]);
  });
});
