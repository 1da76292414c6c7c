import assert from 'node:assert/strict';
import { expect, test } from 'vitest';

import { factsOf } from '../../../src/core/facts.ts';
import { findReusesOnTheWay } from '../../../src/core/range-reuse.ts';
import type { BroughtVersion } from '../../../src/core/situation.ts';
import { situation, type Scene } from '../../support/situation.ts';

const [A, B] = ['WRK-005 Alpha @t.1', 'WRK-005 Beta @t.2'];
const MOVED = A.replace('5', '6');

function version(commit: string, parents: string, scene: Scene): BroughtVersion {
  const { backlog } = situation({ candidate: scene }).candidate;
  assert.ok(backlog.state === 'readable');
  const before = parents.split(' ').filter(Boolean);
  return { commit, parents: before, sinceFork: true, published: false, backlog: backlog.backlog };
}

test.each<[string, readonly string[], string, Scene, Scene]>([
  ['what a merge renumbered was not given twice', [], 'a b', { items: [B, MOVED] }, { mark: null }],
  ['nor where the base had a mark', [], 'a b', { items: [B, MOVED] }, { mark: 4 }],
  ['an ID that was handed on was', ['WRK-005'], 'a', { items: [B, MOVED] }, { mark: 4 }],
  ['and one that was just taken away', ['WRK-005'], 'a', { items: [B] }, { mark: null }],
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
