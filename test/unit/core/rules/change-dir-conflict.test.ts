import { describe, expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { findings, onlyFinding } from '../../../support/situation.ts';

const items = ['WRK-002 Retry limits'];
const base = { items };
const adding = (...dirs: string[]) => ({ items, dirs });
const CONFLICT = 'error change-dir-conflict WRK-002';

checkAll([
  ['a directory named after its item', { base, candidate: adding('WRK-002_retry-limits') }],
  ['a shorter slug', { base, candidate: adding('WRK-002_retry') }],
  ['a longer slug', { base, candidate: adding('WRK-002_retry-limits-per-host') }],
  ['a slug cut off in a word', { base, candidate: adding('WRK-002_retry-lim') }],
  ['no slug', { base, candidate: adding('WRK-002') }],
  ['a slug in capitals', { base, candidate: adding('WRK-002_Retry_Limits') }],
  ['a slug that is not ASCII', { base, candidate: adding('WRK-002_検索') }],
  [
    'an item whose title is not ASCII',
    { base: { items: ['WRK-002 検索'] }, candidate: { items: ['WRK-002 検索'], dirs: ['WRK-002_search'] } },
  ],
  ['an ID that nothing else names', { base, candidate: { mark: 7, items, dirs: ['WRK-007_eta'] } }],
  ['directories that carry no ID of the project', { base, candidate: adding('RFC-002_other') }],
  ['another slug', { base, candidate: adding('WRK-002_parser') }, CONFLICT],
  ['a word alike is not the word', { base, candidate: adding('WRK-002_limits-retrying') }, CONFLICT],
  ['an old directory', { base: { items, dirs: ['WRK-002_parser'] }, candidate: adding('WRK-002_parser') }],
  [
    'an old directory that is renamed',
    { base: { items, dirs: ['WRK-002_parser'] }, candidate: adding('WRK-002_scanner') },
    CONFLICT,
  ],
  ['an item added with it', { base: { mark: 1 }, candidate: adding('WRK-002_parser') }, CONFLICT],
  ['an item removed with it', { base, candidate: { mark: 2, dirs: ['WRK-002_parser'] } }, CONFLICT],
  [
    'an item retitled with it',
    {
      base: { items: ['WRK-002 Parser @t.1'] },
      candidate: { items: ['WRK-002 Scanner @t.1'], dirs: ['WRK-002_parser'] },
    },
  ],
  [
    'an item retitled before it',
    {
      base: { ...base, past: [{ items: ['WRK-002 Parser'] }] },
      candidate: adding('WRK-002_parser'),
    },
  ],
  [
    'an item that stands under another ID now, however it came there',
    {
      base: { items: [...items, 'WRK-003 Parser @t.1'], past: [{ items: ['WRK-002 Parser @t.1'] }] },
      candidate: { items: [...items, 'WRK-003 Parser @t.1'], dirs: ['WRK-002_parser'] },
    },
    CONFLICT,
  ],
  [
    'an item that stands under both IDs now',
    {
      base: { ...base, past: [{ items: ['WRK-002 Parser @t.1'] }] },
      candidate: {
        items: [...items, 'WRK-002 Parser @t.1', 'WRK-003 Parser @t.1'],
        dirs: ['WRK-002_parser'],
      },
    },
    'error duplicate-id WRK-002',
  ],
  [
    'an item whose like stands under another ID now',
    {
      base: { ...base, past: [{ items: ['WRK-002 Parser @t.1'] }] },
      candidate: { items: [...items, 'WRK-003 Parser @t.2'], dirs: ['WRK-002_parser'] },
    },
  ],
  [
    'an item whose like, dated by hand, stands under another ID now',
    {
      base: { ...base, past: [{ items: ['WRK-002 Parser @2026-01-01'] }] },
      candidate: { items: [...items, 'WRK-003 Parser @2026-01-02'], dirs: ['WRK-002_parser'] },
    },
  ],
  [
    'an item that was renumbered says nothing any more, where one is left that says nothing either',
    {
      base: {
        items: ['WRK-002 検索 @t.2', 'WRK-003 Parser @t.1'],
        past: [{ items: ['WRK-002 検索 @t.2', 'WRK-003 Parser @t.1'] }, { items: ['WRK-002 Parser @t.1'] }],
      },
      candidate: { items: ['WRK-002 検索 @t.2', 'WRK-003 Parser @t.1'], dirs: ['WRK-002_scanner'] },
    },
  ],
  [
    'an item that only earlier versions knew',
    {
      base: { mark: 2, past: [{ items: ['WRK-002 Retry limits'] }] },
      candidate: { mark: 2, dirs: ['WRK-002_parser'], prefixes: ['WRK'] },
    },
    CONFLICT,
  ],
  [
    'an entry of the base',
    {
      base: { mark: 2, headings: ['done WRK-002 Retry limits'] },
      candidate: { mark: 2, headings: ['done WRK-002 Retry limits'], dirs: ['WRK-002_parser'] },
    },
    CONFLICT,
  ],
  [
    'an entry of the base that agrees, an item that does not',
    {
      base: { items, headings: ['WRK-002 Parser'] },
      candidate: { items, headings: ['WRK-002 Parser'], dirs: ['WRK-002_parser'] },
    },
  ],
  [
    'an entry that comes with the directory is no witness against it',
    {
      base: { mark: 2, items: ['WRK-001 Alpha'] },
      candidate: {
        mark: 2,
        items: ['WRK-001 Alpha'],
        headings: ['WRK-002 Retry limits'],
        dirs: ['WRK-002_parser'],
      },
    },
  ],
  [
    'nor one for it',
    {
      base,
      candidate: {
        items,
        headings: ['done WRK-003 Parser', 'WRK-002 Parser'],
        dirs: ['WRK-002_parser'],
        mark: 3,
      },
    },
    CONFLICT,
    'error worklog-conflict WRK-002',
  ],
  [
    'another directory of the base is no witness: that is change-dir-duplicate',
    {
      base: { mark: 2, items: ['WRK-001 Alpha'], dirs: ['WRK-002_retry'] },
      candidate: { mark: 2, items: ['WRK-001 Alpha'], dirs: ['WRK-002_retry', 'WRK-002_parser'] },
    },
    'error change-dir-duplicate WRK-002',
  ],
  [
    'a lost base lends its items',
    {
      base: { missing: true, lent: base },
      candidate: { missing: true, dirs: ['WRK-002_parser'] },
    },
    CONFLICT,
  ],
  [
    'the other side of a merge had it',
    {
      fork: base,
      ours: base,
      theirs: { items, dirs: ['WRK-002_parser'] },
      candidate: adding('WRK-002_parser'),
    },
  ],
  [
    'a further directory beside one that a side of the merge had put up with',
    {
      fork: base,
      ours: base,
      theirs: adding('WRK-002_parser'),
      candidate: adding('WRK-002_parser', 'WRK-002_scanner'),
    },
    CONFLICT,
    'error change-dir-duplicate WRK-002',
  ],
  [
    'in CI the head’s directory is new',
    {
      fork: base,
      ours: base,
      theirs: { items, dirs: ['WRK-002_parser'] },
      candidate: adding('WRK-002_parser'),
      ci: true,
    },
    CONFLICT,
  ],
]);

describe('adoption: claims that disagree are warnings', () => {
  checkAll([
    ['a first commit', { candidate: adding('WRK-002_parser') }, 'warning change-dir-conflict WRK-002'],
    [
      'a first backlog',
      { base: { missing: true }, candidate: adding('WRK-002_parser') },
      'warning change-dir-conflict WRK-002',
    ],
    [
      'a first backlog with an older worklog',
      {
        candidate: { mark: 2, headings: ['done WRK-002 Retry limits'], dirs: ['WRK-002_parser'] },
      },
      'warning change-dir-conflict WRK-002',
      'warning worklog-conflict WRK-002',
    ],
    ['a directory that agrees', { candidate: adding('WRK-002_retry') }],
  ]);
});

describe('a directory about what an entry of its ID says, and an item of it does not', () => {
  const [alpha, beta] = ['WRK-002 Alpha @t.1', 'WRK-002 Beta @t.2'];
  const moved = 'WRK-003 Alpha @t.1';
  const adopt = (items: readonly string[], headings: readonly string[]) => ({
    base: { mark: 3, items, headings, past: [{ mark: 3, items }, { items: [alpha] }] },
    candidate: { mark: 3, items, headings, dirs: ['WRK-002_alpha'] },
  });
  checkAll([
    ['agrees with an item that has left', adopt([beta], ['WRK-002 Alpha'])],
    ['is in the way where that goes on under another ID', adopt([beta, moved], ['WRK-002 Alpha']), CONFLICT],
    ['whatever else is logged', adopt([beta, moved], ['WRK-002 Alpha', 'WRK-002 Beta @t.9']), CONFLICT],
    ['is in nobody’s way where no item has the ID', adopt([moved], ['WRK-002 Alpha'])],
    ['nor where the item is about that too', adopt(['WRK-002 Alpha', moved], ['WRK-002 Beta @t.9'])],
  ]);

  test('and an entry needs no more than another one', () => {
    const { base, candidate } = adopt([beta, moved], ['WRK-002 Alpha']);
    const headings = [...base.headings, 'WRK-002 Alpha @t.8'];
    expect(findings({ base, candidate: { ...candidate, headings, dirs: [] } })).toEqual([]);
  });
});

test('what a lost base lends is reported with the commit that had it, all else with the base', () => {
  const lost = { missing: true, mark: 2, lent: { mark: 2 } } as const;
  const candidate = { missing: true, dirs: ['WRK-002_parser'], prefixes: ['WRK'] } as const;
  expect(onlyFinding({ base: { ...lost, lent: base }, candidate })).toContain(
    'the item “Retry limits” (BACKLOG.yaml:3 in eeeeeeeeee)',
  );
  const headings = ['WRK-002 Retry limits'];
  expect(onlyFinding({ base: { ...lost, headings }, candidate: { ...candidate, headings } })).toContain(
    'a worklog entry “Retry limits” (_worklog/2026-01.md:1 in HEAD)',
  );
});

test('it names the directory and what the ID is', () => {
  expect(onlyFinding({ base, candidate: adding('WRK-002_parser') })).toBe(`\
changes/WRK-002_parser:1:1 error change-dir-conflict WRK-002
changes/WRK-002_parser/ takes WRK-002 for “parser”, but WRK-002 is the item “Retry limits” (BACKLOG.yaml:3 in index)
see BACKLOG.yaml:3:7 the item “Retry limits” in index
run tidemark renumber --stage
accept {"subject":"parser"}`);
});

test('a directory that is picked alone, whose item was renumbered on the other side', () => {
  const [moved, taker] = ['WRK-002 Alpha rays @t.1', 'WRK-002 Beta blockers @t.2'];
  const ours = {
    items: [taker, moved.replace('002', '005')],
    merged: { items: [taker] },
    since: [{ items: [moved], mark: 4 }],
  };
  const given = {
    fork: { mark: 1 },
    ours,
    theirs: { dirs: ['WRK-002_alpha-rays'], mark: 1 },
    candidate: { items: ours.items, dirs: ['WRK-002_alpha-rays'] },
  };
  expect(findings(given)).toEqual(['error change-dir-conflict WRK-002']);
  expect(findings({ ...given, candidate: { items: ours.items, dirs: ['WRK-005_alpha-rays'] } })).toEqual([]);
});
