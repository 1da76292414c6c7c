import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';

import type { Claim, ItemClaim } from '../../../src/core/claim.ts';
import {
  gaveWay,
  isDrawnAboveMark,
  isDrawnApart,
  wasHandedOn,
  wasRenumbered,
  withoutRenumbered,
} from '../../../src/core/lineage.ts';
import type { BacklogVersion } from '../../../src/core/situation.ts';
import { situation, type Scene } from '../../support/situation.ts';

/** A version by its name, those before it, and what it holds. */
type Told = readonly [commit: string, parents: string, scene: Scene];

const [A, B] = ['WRK-005 Alpha @t.1', 'WRK-005 Beta @t.2'];
const C = 'WRK-005 Gamma @t.3';
const MOVED = A.replace('5', '6');
const backlogOf = (scene: Scene) => {
  const { backlog } = situation({ candidate: scene }).candidate;
  assert.ok(backlog.state === 'readable');
  return backlog.backlog;
};

function item(text: string): ItemClaim {
  const [found] = backlogOf({ items: [text] }).items;
  assert.ok(found);
  return found;
}

function heading(text: string): Claim {
  const [found] = situation({ candidate: { headings: [text] } }).candidate.headings;
  assert.ok(found);
  return found;
}

/** Told from the oldest to the newest, as a story goes. */
const history = (...told: readonly Told[]): readonly BacklogVersion[] =>
  told
    .map(([commit, parents, scene]) => ({
      commit,
      parents: parents.split(' ').filter(Boolean),
      sinceFork: false,
      backlog: backlogOf(scene),
    }))
    .toReversed();

const START: Told = ['0', '', { mark: 4 }];

describe('an item was drawn apart from another of its ID', () => {
  test.each<[string, boolean, readonly Told[]]>([
    [
      'on a branch of its own',
      true,
      [START, ['a', '0', { items: [A] }], ['b', '0', { items: [B] }], ['m', 'a b', { items: [A] }]],
    ],
    ['not in the place of the other', false, [START, ['b', '0', { items: [B] }], ['a', 'b', { items: [A] }]]],
    [
      'not where a version between had neither',
      false,
      [START, ['b', '0', { items: [B] }], ['n', 'b', { mark: 5 }], ['a', 'n', { items: [A] }]],
    ],
    [
      'not on top of a merge that brought the other',
      false,
      [
        START,
        ['b', '0', { items: [B] }],
        ['c', '0', { mark: 4 }],
        ['m', 'c b', { mark: 5 }],
        ['a', 'm', { items: [A] }],
      ],
    ],
    [
      'not where the other stood beside a third',
      false,
      [START, ['b', '0', { items: [B, C] }], ['a', 'b', { items: [A] }]],
    ],
    ['so new that no version has it, nor the other', true, [START]],
    ['not so new that it comes after the other', false, [START, ['b', '0', { items: [B] }]]],
  ])('%s: %s', (_, apart, told) => {
    expect(isDrawnApart(history(...told), item(A), item(B))).toBe(apart);
  });

  test('an item of its title that was made at another time is another', () => {
    const other = A.replace('t.1', 't.9');
    const versions = history(START, ['b', '0', { items: [other] }], ['a', 'b', { items: [A] }]);
    expect(isDrawnApart(versions, item(A), item(other))).toBe(false);
  });

  test('an entry is another use by its title', () => {
    const versions = history(START, ['b', '0', { items: [B] }], ['a', 'b', { items: [A] }]);
    expect(isDrawnApart(versions, item(A), heading('WRK-005 Beta'))).toBe(false);
    expect(isDrawnApart(versions, item(A), heading('WRK-005 Gamma'))).toBe(true);
    expect(isDrawnApart(versions, item(A), heading('WRK-005 Beta rays'))).toBe(false);
  });
});

describe('an item was renumbered', () => {
  const drawn: Told = ['a', '0', { items: [A] }];
  test.each<[string, boolean, readonly Told[]]>([
    ['to a number above the mark', true, [START, drawn, ['r', 'a', { items: [MOVED] }]]],
    ['in a merge', true, [START, drawn, ['b', '0', { items: [B] }], ['r', 'a b', { items: [B, MOVED] }]]],
    [
      'not to a number that the other side had handed out',
      false,
      [START, drawn, ['b', '0', { mark: 6, items: [B] }], ['r', 'a b', { mark: 6, items: [B, MOVED] }]],
    ],
    [
      'where nobody had a mark yet',
      true,
      [
        ['0', '', { mark: null }],
        ['a', '0', { mark: null, items: [A] }],
        ['r', 'a', { items: [MOVED] }],
      ],
    ],
    ['not where nobody knows what was before', false, [['r', 'x', { items: [MOVED] }]]],
    [
      'where it shared the ID with another',
      true,
      [START, ['a', '0', { items: [A, C] }], ['r', 'a', { items: [C, MOVED] }]],
    ],
    ['not by a copy', false, [START, drawn, ['r', 'a', { items: [A, MOVED] }]]],
    ['not under another title', false, [START, drawn, ['r', 'a', { items: [MOVED.replace('Al', 'El')] }]]],
    ['not by leaving', false, [START, drawn, ['r', 'a', { mark: 5 }]]],
    [
      'not below the mark',
      false,
      [START, ['a', '0', { mark: 6, items: [A] }], ['r', 'a', { mark: 6, items: [MOVED] }]],
    ],
    [
      'not where it came back',
      false,
      [START, drawn, ['r', 'a', { items: [MOVED] }], ['s', 'r', { items: [A, MOVED] }]],
    ],
    [
      'where it came back and was renumbered again',
      true,
      [
        START,
        drawn,
        ['r', 'a', { items: [MOVED] }],
        ['s', 'r', { mark: 6, items: [A] }],
        ['t', 's', { items: [A.replace('5', '7')] }],
      ],
    ],
    ['not where it never had the ID', false, [START, ['r', '0', { items: [MOVED] }]]],
  ])('%s: %s', (_, renumbered, told) => {
    expect(wasRenumbered(history(...told), item(A))).toBe(renumbered);
  });

  test('by a merge of which not all that came before is known', () => {
    const versions = history(START, drawn, ['r', 'a x', { items: [MOVED] }]);
    expect(wasRenumbered(versions, item(A))).toBe(true);
  });

  test('and counts no longer, while another use is left', () => {
    const versions = history(START, drawn, ['b', '0', { items: [B] }], ['r', 'a b', { items: [B, MOVED] }]);
    const [a, b] = [A, B].map((text) => ({ claim: item(text), seenIn: 'a' }));
    assert.ok(a && b);
    expect(withoutRenumbered(versions, [a, b])).toEqual([b]);
    expect(withoutRenumbered(versions, [a])).toEqual([a]);
    expect(withoutRenumbered(versions, [a, a])).toEqual([a, a]);
    const both = [
      ...versions,
      ...history(['c', '0', { items: [C] }], ['s', 'c', { items: [C.replace('5', '7')] }]),
    ];
    const c = { claim: item(C), seenIn: 'c' };
    expect(withoutRenumbered(both, [a, b, c])).toEqual([b]);
  });
});

describe('an item gave way in a merge', () => {
  test.each<[string, boolean, string, Scene]>([
    ['with a side that never had it', true, 'a b', { items: [B, MOVED] }],
    ['not with one that had not come so far', false, 'a 0', { items: [MOVED] }],
    ['with one that had used the number up', true, 'a e', { mark: 5, items: [MOVED] }],
    ['not with one that nobody knows', false, 'a x', { items: [MOVED] }],
    ['not on its own branch', false, 'a', { items: [MOVED] }],
    ['not of two sides that have it', false, 'c a', { items: [MOVED] }],
    ['nor with one that has it no more', false, 'd c', { items: [MOVED] }],
    ['not where it stays', false, 'a b', { items: [A] }],
  ])('%s: %s', (_, gave, parents, scene) => {
    const versions = history(
      START,
      ['a', '0', { items: [A] }],
      ['b', '0', { items: [B] }],
      ['c', 'a', { items: [A] }],
      ['d', 'a', { mark: 5 }],
      ['e', '0', { mark: 5 }],
      ['m', parents, scene],
    );
    expect(gaveWay(versions, item(A))).toBe(gave);
  });
});

describe('two branches renumbered an item', () => {
  const [six, seven] = [MOVED, A.replace('5', '7')];
  const drawn: Told = ['a', '0', { items: [A] }];
  const apart: readonly Told[] = [
    ['r', 'a', { items: [six] }],
    ['s', 'a', { items: [seven] }],
  ];
  const left = (...items: string[]): Told => ['m', 'r s', { mark: 7, items }];
  test.each<[string, boolean, readonly Told[]]>([
    ['and a merge left it the one', true, [...apart, left(six)]],
    ['and a merge left it the other', false, [...apart, left(seven)]],
    ['and a merge left it both', false, [...apart, left(six, seven)]],
    ['and a merge left it neither', false, [...apart, left()]],
    ['and nothing joined them', false, apart],
    ['one after the other', false, [['r', 'a', { items: [six] }], ['s', 'r', { items: [seven] }], left(six)]],
    ['the other way round', false, [['s', 'a', { items: [seven] }], ['r', 's', { items: [six] }], left(six)]],
    [
      'and one below its mark',
      false,
      [['r', 'b', { items: [six] }], ['s', 'a', { items: [seven] }], left(six)],
    ],
    ['or one drew it so', false, [['r', '0', { items: [six] }], ['s', 'a', { items: [seven] }], left(six)]],
  ])('%s: %s', (_, settled, told) => {
    const versions = history(START, drawn, ['b', '0', { mark: 9, items: [A] }], ...told);
    expect(wasHandedOn(versions, item(seven))).toBe(settled);
    // In whatever order.
    expect(wasHandedOn(versions.toReversed(), item(seven))).toBe(settled);
  });
});

test.each<[string, boolean, readonly Told[]]>([
  ['above it', true, [START, ['a', '0', { items: [A] }]]],
  ['first of all', true, [['a', '', { items: [A] }]]],
  ['after nobody knows what', true, [['a', 'x', { items: [A] }]]],
  [
    'where nobody had a mark yet',
    true,
    [
      ['0', '', { mark: null }],
      ['a', '0', { items: [A] }],
    ],
  ],
  [
    'not at it',
    false,
    [
      ['0', '', { mark: 5 }],
      ['a', '0', { items: [A] }],
    ],
  ],
  ['not below that of one side', false, [START, ['b', '0', { mark: 9 }], ['a', '0 b', { items: [A] }]]],
  ['not where it was never drawn', false, [START, ['b', '0', { items: [B] }]]],
])('an item was drawn while the mark was below its number: %s', (_, above, told) => {
  expect(isDrawnAboveMark(history(...told), item(A))).toBe(above);
});
