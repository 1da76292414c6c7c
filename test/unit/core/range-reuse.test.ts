import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';

import { factsOf } from '../../../src/core/facts.ts';
import { findReusesOnTheWay } from '../../../src/core/range-reuse.ts';
import type { BroughtVersion } from '../../../src/core/situation.ts';
import { situation, type BaseScene, type Scene } from '../../support/situation.ts';

const [A, B] = ['WRK-005 Alpha @t.1', 'WRK-005 Beta @t.2'];
const MOVED = A.replace('5', '6');

function version(commit: string, parents: string, scene: Scene, published = false): BroughtVersion {
  const { backlog } = situation({ candidate: scene }).candidate;
  assert.ok(backlog.state === 'readable');
  const before = parents.split(' ').filter(Boolean);
  return { commit, parents: before, sinceFork: true, published, backlog: backlog.backlog };
}

test.each<[string, readonly string[], string, Scene, Scene]>([
  ['what a merge renumbered was not given twice', [], 'a b', { items: [B, MOVED] }, { mark: null }],
  ['nor where the base had a mark', [], 'a b', { items: [B, MOVED] }, { mark: 4 }],
  ['an ID that was handed on was', ['WRK-005'], 'a', { items: [B, MOVED] }, { mark: 4 }],
  ['and one that was just taken away', ['WRK-005'], 'a', { items: [B] }, { mark: null }],
  ['what goes on as a directory was not', [], 'a b', { items: [B], dirs: ['WRK-006_alpha'] }, { mark: 4 }],
  [
    'but was if it has the old ID as well',
    ['WRK-005'],
    'a b',
    { items: [B], dirs: ['WRK-005_alpha', 'WRK-006_alpha'] },
    { mark: 4 },
  ],
  [
    'or a number that the base had used',
    ['WRK-005'],
    'a b',
    { items: [B], dirs: ['WRK-004_alpha'] },
    { mark: 4 },
  ],
  [
    'or is an item with a number that the base had used',
    ['WRK-005'],
    'a b',
    { items: [B, A.replace('5', '4')] },
    { mark: 4 },
  ],
])('%s', (_, keys, parents, candidate, base) => {
  const brought = parents.includes('b') ? [version('b', '0', { items: [B] })] : [];
  const range = [
    version('m', parents, candidate),
    ...brought,
    version('a', '0', { items: [A] }),
    version('0', '', base),
  ];
  const facts = factsOf({ ...situation({ candidate, base }), range });
  expect(findReusesOnTheWay(facts).map(({ key }) => key)).toEqual(keys);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['what drew it behind a base and was archived there', [], [A]],
  ['nothing that took it on the way', ['WRK-005'], []],
  ['nothing that took it behind a base as well', ['WRK-005'], [B, A]],
])('an ID that was renumbered away stays with %s', (_, keys, held) => {
  const candidate = { items: [B.replace('5', '6')] };
  const base = { mark: 5 };
  const range = [
    version('m', '1 r', candidate),
    version('r', 'b', { items: [A, ...candidate.items] }),
    version('b', '', { items: [B] }),
    version('1', '', base),
  ];
  const behind = held.map((item, at) => version(`v${at}`, `v${at - 1}`, { items: [item] })).toReversed();
  const history = new Map([['1'.repeat(40), behind]]);
  const facts = factsOf({ ...situation({ candidate, base }), range, history });
  expect(findReusesOnTheWay(facts).map(({ key }) => key)).toEqual(keys);
});

test.each<[string, readonly string[], Scene]>([
  ['its item', ['WRK-006'], { items: [A, B.replace('5', '6')] }],
  ['its directory', ['WRK-006'], { items: [B.replace('5', '6')], dirs: ['WRK-005_alpha'] }],
])('an ID is not given back by who returns to an old one: %s', (_, keys, candidate) => {
  const base = { mark: 4 };
  const range = [
    version('m', 'b r', candidate),
    version('b', 'a', { items: [A, B.replace('5', '6')] }),
    version('r', 'a', { items: [MOVED] }),
    version('a', '0', { items: [A] }),
    version('0', '', base),
  ];
  const facts = factsOf({ ...situation({ candidate, base }), range });
  expect(findReusesOnTheWay(facts).map(({ key }) => key)).toEqual(keys);
});

test.each<[string, readonly string[], Scene]>([
  ['given up for', [], { items: [MOVED] }],
  ['kept beside', ['WRK-005'], { items: [A, MOVED] }],
])('an ID that was %s another, until it was archived', (_, keys, merged) => {
  const [candidate, base] = [{ items: [MOVED] }, { mark: 4 }];
  const range = [
    version('n', 'm', candidate),
    version('m', 'a r', merged),
    version('r', 'b', { items: [MOVED] }),
    version('a', '0', { items: [A] }),
    version('b', '0', { items: [B] }),
    version('0', '', base),
  ];
  const facts = factsOf({ ...situation({ candidate, base }), range });
  expect(findReusesOnTheWay(facts).map(({ key }) => key)).toEqual(keys);
});

describe('what commits bring is held against sides that are no bases', () => {
  const fork = { mark: 4, items: ['WRK-001 One @t.0'] };
  const keysBeside = (theirs: BaseScene, brought = B) => {
    const candidate = { items: [...fork.items, brought] };
    const given = situation({ fork, ours: fork, theirs, candidate, ci: true });
    const facts = factsOf({ ...given, range: [version('b', '0', candidate)] });
    return findReusesOnTheWay(facts).map(({ key }) => key);
  };
  test.each<[string, readonly string[], BaseScene]>([
    ['one that had the ID for something else', ['WRK-005'], { ...fork, since: [{ items: [A] }] }],
    ['one that had it for the same', [], { ...fork, since: [{ items: [B] }] }],
    ['one that had it for both', [], { ...fork, since: [{ items: [A] }, { items: [B] }] }],
    ['one that had it before they parted', [], { ...fork, past: [{ items: [A] }] }],
    ['one that never had it', [], fork],
  ])('%s', (_, keys, theirs) => {
    expect(keysBeside(theirs)).toEqual(keys);
  });
});

describe('what was published before', () => {
  const keysOf = (...range: readonly BroughtVersion[]) => {
    const facts = factsOf({ ...situation({ candidate: {}, base: { mark: 4 } }), range });
    return findReusesOnTheWay(facts).map(({ key }) => key);
  };
  const [older, newer] = [{ items: [A] }, { items: [B] }];
  test.each<[string, readonly string[], boolean, boolean]>([
    ['is no news, but contradicts what is', ['WRK-005'], false, true],
    ['whichever of the two it is', ['WRK-005'], true, false],
    ['and all of it is none', [], true, true],
    ['while nothing was', ['WRK-005'], false, false],
  ])('%s', (_, keys, isNewer, isOlder) => {
    expect(keysOf(version('b', 'a', newer, isNewer), version('a', '', older, isOlder))).toEqual(keys);
  });

  test('stays published in the versions around it', () => {
    const both = { items: [A, B] };
    expect(keysOf(version('c', 'b', both), version('b', 'a', both, true), version('a', '', both))).toEqual(
      [],
    );
  });
});

test.each<[string, readonly string[], Scene]>([
  ['was renumbered and archived', [], { items: [MOVED] }],
  ['had its ID back before it was archived', ['WRK-005'], { items: [A] }],
])('an item that %s', (_, keys, last) => {
  const [candidate, base] = [{ mark: 6 }, { mark: 4 }];
  const range = [
    version('m', 'n b', candidate),
    version('n', 'r', last),
    version('r', 'a', { items: [MOVED] }),
    version('a', '0', { items: [A] }),
    version('b', '0', { items: [B] }),
    version('0', '', base),
  ];
  const facts = factsOf({ ...situation({ candidate, base }), range });
  expect(findReusesOnTheWay(facts).map(({ key }) => key)).toEqual(keys);
});

test('an item that was renumbered right on top of what is behind a base', () => {
  const [candidate, base] = [{ mark: 6 }, { mark: 4 }];
  const range = [
    version('m', 'n b', candidate),
    version('n', 'r', { mark: 6 }),
    version('r', 'a', { items: [MOVED] }),
    version('c', '0', { items: [A] }),
    version('b', '0', { items: [B] }),
    version('0', '', base),
    { ...version('a', '', { items: [A] }), sinceFork: false },
  ];
  const facts = factsOf({ ...situation({ candidate, base }), range });
  expect(findReusesOnTheWay(facts)).toEqual([]);
  expect(findReusesOnTheWay({ ...facts, grounds: [] }).map(({ key }) => key)).toEqual(['WRK-005']);
});

test('what a base has is not brought, though later commits have it as well', () => {
  const both = { items: [A, B] };
  const facts = factsOf({ ...situation({ candidate: both, base: both }), range: [version('b', '0', both)] });
  expect(findReusesOnTheWay(facts)).toEqual([]);
});

test('a use is told by the commit that has it, in ten digits', () => {
  const range = [version('c'.repeat(40), 'a', { items: [A, B] }), version('a', '', { mark: 4 })];
  const facts = factsOf({ ...situation({ candidate: {}, base: { mark: 4 } }), range });
  expect(findReusesOnTheWay(facts)).toMatchObject([
    { use: { claim: { title: 'Alpha' }, seenIn: 'c'.repeat(10) }, rival: { claim: { title: 'Beta' } } },
  ]);
});
