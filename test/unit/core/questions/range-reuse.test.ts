import { describe, expect, test } from 'vitest';

import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import { findReusesInRange } from '../../../../src/core/questions/range-reuse.ts';
import type { LedgerVersion } from '../../../../src/core/ledger/situation.ts';
import {
  situation,
  type BaseScene,
  type Linear,
  type Merge,
  type Scene,
} from '../../../support/situation.ts';
import { published, version, withRange } from '../../../support/versions.ts';

const [A, B] = ['WRK-005 Alpha @t.1', 'WRK-005 Beta @t.2'];
const MOVED = A.replace('5', '6');

/** What the candidate brings twice; its base stands at `0` or `1`. */
function keysIn(given: Linear | Merge, range: readonly LedgerVersion[]): readonly string[] {
  return findReusesInRange(factsOf(withRange(situation(given), range))).map(({ key }) => key);
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
  const brought = parents.includes('b') ? [version('b: 0', { items: [B] })] : [];
  const range = [
    version(`m: ${parents}`, candidate),
    ...brought,
    version('a: 0', { items: [A] }),
    version('0', base),
  ];
  expect(keysIn({ candidate, base }, range)).toEqual(keys);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['what drew it behind a base and was archived there', [], [A]],
  ['nothing that took it on the way', ['WRK-005'], []],
  ['nothing that took it behind a base as well', ['WRK-005'], [B, A]],
])('an ID that was renumbered away stays with %s', (_, keys, held) => {
  const candidate = { items: [B.replace('5', '6')] };
  const base = { mark: 5 };
  const range = [
    version('m: 1 r', candidate),
    version('r: b', { items: [A, ...candidate.items] }),
    version('b', { items: [B] }),
    version('1', base),
  ];
  const past = held.map((item) => ({ items: [item] })).toReversed();
  expect(keysIn({ candidate, base: { ...base, past } }, range)).toEqual(keys);
});

test.each<[string, readonly string[], Scene]>([
  ['its item', ['WRK-006'], { items: [A, B.replace('5', '6')] }],
  ['its directory', ['WRK-006'], { items: [B.replace('5', '6')], dirs: ['WRK-005_alpha'] }],
])('an ID is not given back by who returns to an old one: %s', (_, keys, candidate) => {
  const base = { mark: 4 };
  const range = [
    version('m: b r', candidate),
    version('b: a', { items: [A, B.replace('5', '6')] }),
    version('r: a', { items: [MOVED] }),
    version('a: 0', { items: [A] }),
    version('0', base),
  ];
  expect(keysIn({ candidate, base }, range)).toEqual(keys);
});

test.each<[string, readonly string[], Scene]>([
  ['given up for', [], { items: [MOVED] }],
  ['kept beside', ['WRK-005'], { items: [A, MOVED] }],
])('an ID that was %s another, until it was archived', (_, keys, merged) => {
  const [candidate, base] = [{ items: [MOVED] }, { mark: 4 }];
  const range = [
    version('n: m', candidate),
    version('m: a r', merged),
    version('r: b', { items: [MOVED] }),
    version('a: 0', { items: [A] }),
    version('b: 0', { items: [B] }),
    version('0', base),
  ];
  expect(keysIn({ candidate, base }, range)).toEqual(keys);
});

describe('what commits bring is held against sides that are no bases', () => {
  const fork = { mark: 4, items: ['WRK-001 One @t.0'] };
  const keysBeside = (theirs: BaseScene, brought = B) => {
    const candidate = { items: [...fork.items, brought] };
    return keysIn({ fork, ours: fork, theirs, candidate, ci: true }, [version('b: 0', candidate)]);
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
  const keysOf = (...range: readonly LedgerVersion[]) => keysIn({ candidate: {}, base: { mark: 4 } }, range);
  const made = (name: string, scene: Scene, isPublished: boolean) =>
    (isPublished ? published : version)(name, scene);
  const [older, newer] = [{ items: [A] }, { items: [B] }];
  test.each<[string, readonly string[], boolean, boolean]>([
    ['is no news, but contradicts what is', ['WRK-005'], false, true],
    ['whichever of the two it is', ['WRK-005'], true, false],
    ['and all of it is none', [], true, true],
    ['while nothing was', ['WRK-005'], false, false],
  ])('%s', (_, keys, isNewer, isOlder) => {
    expect(keysOf(made('b: a', newer, isNewer), made('a', older, isOlder))).toEqual(keys);
  });

  test('stays published in the versions around it', () => {
    const both = { items: [A, B] };
    expect(keysOf(made('c: b', both, false), made('b: a', both, true), made('a', both, false))).toEqual([]);
  });
});

test.each<[string, readonly string[], Scene]>([
  ['was renumbered and archived', [], { items: [MOVED] }],
  ['had its ID back before it was archived', ['WRK-005'], { items: [A] }],
])('an item that %s', (_, keys, last) => {
  const [candidate, base] = [{ mark: 6 }, { mark: 4 }];
  const range = [
    version('m: n b', candidate),
    version('n: r', last),
    version('r: a', { items: [MOVED] }),
    version('a: 0', { items: [A] }),
    version('b: 0', { items: [B] }),
    version('0', base),
  ];
  expect(keysIn({ candidate, base }, range)).toEqual(keys);
});

test('an item that was renumbered right on top of what is behind a base', () => {
  const [candidate, base] = [{ mark: 6 }, { mark: 4 }];
  const range = [
    version('m: n b', candidate),
    version('n: r', { mark: 6 }),
    version('r: a', { items: [MOVED] }),
    version('c: 0', { items: [A] }),
    version('b: 0', { items: [B] }),
    version('0', base),
  ];
  const { inRange: _inRange, ...behind } = version('a', { items: [A] });
  expect(keysIn({ candidate, base }, [...range, behind])).toEqual([]);
});

test('what a base has is not brought, though later commits have it as well', () => {
  const both = { items: [A, B] };
  expect(keysIn({ candidate: both, base: both }, [version('b: 0', both)])).toEqual([]);
});

test('a use is told by the commit that has it, in ten digits', () => {
  const range = [version(`${'c'.repeat(40)}: a`, { items: [A, B] }), version('a', { mark: 4 })];
  const given = withRange(situation({ candidate: {}, base: { mark: 4 } }), range);
  expect(findReusesInRange(factsOf(given))).toMatchObject([
    { left: { claim: { title: 'Alpha' }, seenIn: 'c'.repeat(10) }, right: { claim: { title: 'Beta' } } },
  ]);
});

test('a base without a backlog has nothing to say', () => {
  const range = [version('b: a', { items: [] }), version('a: 0', { items: [A] })];
  const base = { missing: true, headings: ['WRK-005 Gamma rays', 'WRK-009 More'] } as const;
  expect(keysIn({ base, candidate: { mark: 9 } }, range)).toEqual([]);
  expect(keysIn({ base: { headings: base.headings, mark: 9 }, candidate: { mark: 9 } }, range)).toEqual([
    'WRK-005',
  ]);
});

test.each<[string, Scene]>([
  ['loses the backlog', { missing: true }],
  ['has one that cannot be read', { unreadable: ['x'] }],
])('a range counts even if its last commit %s', (_, candidate) => {
  const given = { candidate, base: { items: [A] }, policy: { rules: OFF } };
  const range = [version('b: a', { items: [B] }), version('a: 1', { items: [] })];
  const told = evaluate(withRange(situation(given), range)).findings;
  expect(told.map(({ rule, id, place }) => `${place.path} ${rule} ${id}`)).toEqual([
    'BACKLOG.yaml id-reused WRK-005',
  ]);
  expect(evaluate(situation(given)).findings).toEqual([]);
});

const OFF = { 'backlog-missing': 'off', 'backlog-unreadable': 'off' } as const;

describe('an ID that a branch gave to what is published under another one, and then took back', () => {
  const [HOME, AWAY, OTHER] = ['WRK-001 Home @t.3', 'WRK-002 Home @t.3', 'WRK-002 Other @t.4'];
  const base = { items: [HOME] };
  /** `last` has the ID back or not, and the candidate has archived it. */
  const keysAfter = (last: Scene, isPublished: boolean): readonly string[] => {
    const candidate = { mark: 2, items: [OTHER] };
    const range = [
      version('m: o t', last),
      version('o: 0', { items: [HOME, OTHER] }),
      version('t: 0', { items: [AWAY] }),
      version('0', base),
    ];
    const given = withRange(situation({ candidate, base }), range);
    const published = isPublished ? ['1'.repeat(40)] : [];
    return findReusesInRange(factsOf({ ...given, published })).map(({ key }) => key);
  };
  test('is free, though the item is archived since', () => {
    expect(keysAfter({ items: [HOME, OTHER] }, true)).toEqual([]);
    expect(keysAfter({ items: [HOME, OTHER] }, false)).toEqual(['WRK-002']);
  });
  test('is not while the item never went back', () => {
    expect(keysAfter({ items: [OTHER] }, true)).toEqual(['WRK-002']);
  });
});
