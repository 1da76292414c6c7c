import { describe, expect, test } from 'vitest';
import { checkAll, type Case } from '../../../support/cases.ts';
import { livesIn } from '../../../../src/core/identity/lives.ts';
import { timelineOfVersions } from '../../../../src/core/identity/timeline.ts';
import type { LedgerVersion } from '../../../../src/core/ledger/situation.ts';
import { version } from '../../../support/versions.ts';

const REUSED = 'error id-reused WRK-002';
const NOTHING_LEFT = 'warning item-replaced WRK-002';

const inPlace = (name: string, base: string[], candidate: string[], ...expected: string[]): Case => [
  name,
  { base: { items: base }, candidate: { items: candidate } },
  ...expected,
];

describe('an item without a proven created keeps its ID under another title', () => {
  checkAll([
    inPlace('in both', ['WRK-002 Fast search @'], ['WRK-002 Quick search @']),
    inPlace('since it got one', ['WRK-002 Fast search @'], ['WRK-002 Quick search @t.1']),
    inPlace('since a person wrote one', ['WRK-002 Fast search @'], ['WRK-002 Quick search @2026-01-01']),
    inPlace('which a person had written', ['WRK-002 Fast search @1'], ['WRK-002 Quick search @2']),
    inPlace('which a person had written, or a program', ['WRK-002 Fast x @1'], ['WRK-002 Quick x @t.1']),
    inPlace('its letters alone', ['WRK-002 Shortcuts @'], ['WRK-002 shortcut @']),
    inPlace('its title cut off', ['WRK-002 Internationalization @'], ['WRK-002 International @']),
    inPlace('of no words', ['WRK-002 !! @'], ['WRK-002 Search @']),
    inPlace('beside others', ['WRK-001 A @', 'WRK-002 B x @'], ['WRK-001 A y @', 'WRK-002 B z @']),
    inPlace('that another one has as well', ['WRK-001 A @', 'WRK-002 B A @'], ['WRK-001 A @', 'WRK-002 A @']),
    inPlace('that it shared', ['WRK-001 A @', 'WRK-002 A @'], ['WRK-001 A @', 'WRK-002 A B @']),
    inPlace(
      'beside one that is there twice',
      ['WRK-002 A @', 'WRK-002 B x @'],
      ['WRK-002 A @', 'WRK-002 B @'],
      'error duplicate-id WRK-002',
    ),
  ]);
});

describe('where not a word is left of the title, a warning', () => {
  checkAll([
    inPlace('without created', ['WRK-002 Beta @'], ['WRK-002 Gamma @'], NOTHING_LEFT),
    inPlace('with one now', ['WRK-002 Beta @'], ['WRK-002 Gamma @t.1'], NOTHING_LEFT),
    inPlace(
      'with a day for created',
      ['WRK-002 Beta @2026-01-01'],
      ['WRK-002 Gamma @2026-01-01'],
      NOTHING_LEFT,
    ),
    inPlace('not in Latin letters', ['WRK-002 検索 @'], ['WRK-002 解析 @'], NOTHING_LEFT),
    inPlace('but none where created says who it is', ['WRK-002 Beta @t.1'], ['WRK-002 Gamma @t.1']),
  ]);
});

describe('a created that a program gave, and that changes, is a warning', () => {
  checkAll([
    inPlace('under one title', ['WRK-002 Beta @t.1'], ['WRK-002 Beta @t.2'], NOTHING_LEFT),
    inPlace('into a day', ['WRK-002 Beta @t.1'], ['WRK-002 Beta @2026-01-01'], NOTHING_LEFT),
    inPlace('into nothing', ['WRK-002 Beta @t.1'], ['WRK-002 Beta @'], NOTHING_LEFT),
    inPlace('with the title', ['WRK-002 Beta x @t.1'], ['WRK-002 Beta y @'], NOTHING_LEFT),
    inPlace('into another, with the title', ['WRK-002 Beta x @t.1'], ['WRK-002 Beta y @t.2'], REUSED),
    inPlace(
      'but not its spelling',
      ['WRK-002 Beta @2026-01-01T00:00:00.5Z'],
      ['WRK-002 Beta @2026-01-01T00:00:00.500+00:00'],
    ),
    inPlace('nor one that a person wrote', ['WRK-002 Beta @2026-01-01'], ['WRK-002 Beta @2026-01-02']),
  ]);
});

describe('what went elsewhere was not retitled', () => {
  const base = { items: ['WRK-001 Alpha @', 'WRK-002 Beta @'], mark: 3 };
  checkAll([
    inPlace('but handed its ID on', ['WRK-002 Beta @'], ['WRK-002 Gamma @', 'WRK-003 Beta @'], REUSED),
    inPlace(
      'but swapped it',
      ['WRK-001 Alpha @', 'WRK-002 Beta @'],
      ['WRK-001 Beta @', 'WRK-002 Alpha @'],
      'error id-reused WRK-001',
      REUSED,
    ),
    inPlace('but made room for another one', ['WRK-001 A @', 'WRK-002 B @'], ['WRK-002 A @'], REUSED),
    [
      'but had gone before',
      { base: { items: [], mark: 3, past: [base] }, candidate: { items: ['WRK-002 Gamma @'], mark: 3 } },
      REUSED,
    ],
    [
      'but had gone before, and the same day was written on both',
      {
        base: { items: [], mark: 3, past: [{ items: ['WRK-002 Beta @2026-01-01'] }] },
        candidate: { items: ['WRK-002 Gamma @2026-01-01'], mark: 3 },
      },
      REUSED,
    ],
    inPlace(
      'but stands beside it',
      ['WRK-002 B @'],
      ['WRK-002 B @', 'WRK-002 C @'],
      'error duplicate-id WRK-002',
    ),
    inPlace('where nobody can tell which of two', ['WRK-002 A @', 'WRK-002 B @'], ['WRK-002 C @'], REUSED),
  ]);
});

describe('in merges', () => {
  const fork = { mark: 2, items: ['WRK-002 Old search @'] };
  const side = (item: string) => ({ items: [item] });
  const old = side('WRK-002 Old search @');
  const one = side('WRK-002 Fast search @');
  const other = side('WRK-002 Quick search @');
  checkAll([
    ['one side retitled it', { fork, ours: one, theirs: old, candidate: one }],
    ['both did', { fork, ours: one, theirs: other, candidate: one }],
    [
      'both did, and the merge again',
      { fork, ours: one, theirs: other, candidate: side('WRK-002 Search @') },
    ],
    ['as CI sees it', { fork, ours: old, theirs: one, candidate: one, ci: true }],
    [
      'as CI sees it, without a word',
      { fork, ours: old, theirs: side('WRK-002 Gamma @'), candidate: side('WRK-002 Gamma @'), ci: true },
      NOTHING_LEFT,
    ],
    [
      'while the other side gave it a created',
      {
        fork,
        ours: side('WRK-002 Old search @t.1'),
        theirs: one,
        candidate: side('WRK-002 Fast search @t.1'),
      },
    ],
    [
      'two that were drawn apart stay two',
      {
        fork: { mark: 1 },
        ours: side('WRK-002 Fast search @'),
        theirs: side('WRK-002 Quick search @'),
        candidate: side('WRK-002 Fast search @'),
      },
      REUSED,
    ],
    [
      'also where the merge tells them by a third title',
      {
        fork: { mark: 1 },
        ours: side('WRK-002 Fast search @'),
        theirs: side('WRK-002 Quick search @'),
        candidate: side('WRK-002 Search @'),
      },
      REUSED,
    ],
  ]);
});

/** The lives that had WRK-002, each as the titles that it had there. */
function titlesOf(...versions: LedgerVersion[]): readonly string[] {
  const { at } = livesIn(timelineOfVersions(versions));
  return at('WRK-002').map(({ entries }) => [...new Set(entries.map(({ title }) => title))].join(', '));
}

const holding = (name: string, ...items: string[]) => version(name, { items, mark: 2 });

test.each<[string, LedgerVersion[], string[]]>([
  [
    'step by step',
    [holding('3: 2', 'WRK-002 C @'), holding('2: 1', 'WRK-002 B @'), holding('1', 'WRK-002 A @')],
    ['C, B, A'],
  ],
  [
    'and back again',
    [holding('3: 2', 'WRK-002 A @'), holding('2: 1', 'WRK-002 B @'), holding('1', 'WRK-002 A @')],
    ['A, B'],
  ],
  [
    'not over a gap',
    [holding('3: 2', 'WRK-002 B @'), holding('2: 1'), holding('1', 'WRK-002 A @')],
    ['B', 'A'],
  ],
  [
    'not what another branch had drawn',
    [
      holding('3: 1', 'WRK-002 B @'),
      holding('2: 0', 'WRK-002 B @'),
      holding('1: 0', 'WRK-002 A @'),
      holding('0'),
    ],
    ['B', 'A'],
  ],
  [
    'not from what had a created to what has another',
    [holding('3: 2', 'WRK-002 B @t.2'), holding('2: 1', 'WRK-002 A @t.1'), holding('1', 'WRK-002 A @')],
    ['B', 'A'],
  ],
])('a title after the other: %s', (_, versions, expected) => {
  expect(titlesOf(...versions)).toEqual(expected);
});
