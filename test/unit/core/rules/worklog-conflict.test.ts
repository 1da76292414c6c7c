import { describe, expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const items = ['WRK-002 Retry limits'];
const MOVED = 'WRK-003 Parser @t.1';
const base = { items };
const logging = (...headings: string[]) => ({ items, headings });
const archiving = (...headings: string[]) => ({ mark: 2, headings });
const CONFLICT = 'error worklog-conflict WRK-002';

checkAll([
  ['an entry of an active item', { base, candidate: logging('WRK-002 Retry limits') }],
  [
    'one entry for each phase',
    { base, candidate: logging('WRK-002 Retry limits @t.1', 'WRK-002 Retry limits @t.2') },
  ],
  ['an entry under a shorter title', { base, candidate: logging('WRK-002 Retry') }],
  ['an entry under another title', { base, candidate: logging('WRK-002 Parser') }, CONFLICT],
  [
    'a last entry under another title, the item stays',
    { base, candidate: logging('done WRK-002 Parser') },
    CONFLICT,
  ],
  [
    'a last entry as the item goes, whatever its title',
    { base, candidate: archiving('done WRK-002 Parser') },
  ],
  [
    'a last entry as one of two items goes, and the other gets another ID',
    {
      base: { items: [...items, 'WRK-002 Parser @t.1'] },
      candidate: { items: [MOVED], headings: ['done WRK-002 Scanner'] },
    },
  ],
  ['an open entry as the item goes', { base, candidate: archiving('WRK-002 Parser') }, CONFLICT],
  [
    'a last entry one commit later',
    {
      base: { mark: 2, past: [{ items }] },
      candidate: archiving('done WRK-002 Retry limits'),
    },
  ],
  [
    'a last entry one commit later, of something else',
    {
      base: { mark: 2, past: [{ items }] },
      candidate: archiving('done WRK-002 Parser'),
    },
    CONFLICT,
  ],
  ['an old entry', { base: logging('WRK-002 Parser @t.1'), candidate: logging('WRK-002 Parser @t.1') }],
  [
    'an old entry whose title is edited',
    { base: logging('WRK-002 Retry @t.1'), candidate: logging('WRK-002 Parser @t.1') },
  ],
  [
    'an old entry beside another one of its ID, its title edited',
    {
      base: logging('WRK-002 Retry @t.1', 'WRK-002 Retry @t.2'),
      candidate: logging('WRK-002 Parser @t.1', 'WRK-002 Retry @t.2'),
    },
  ],
  [
    'an entry that agrees with an older one alone',
    {
      base: logging('WRK-002 Parser @t.1'),
      candidate: logging('WRK-002 Parser @t.1', 'WRK-002 Parser @t.2'),
    },
  ],
  [
    'an entry that agrees with an old directory alone',
    {
      base: { items, dirs: ['WRK-002_parser'] },
      candidate: { items, dirs: ['WRK-002_parser'], headings: ['WRK-002 Parser'] },
    },
  ],
  [
    'an entry against an old directory',
    {
      base: { mark: 2, items: ['WRK-001 Alpha'], dirs: ['WRK-002_retry'] },
      candidate: { mark: 2, items: ['WRK-001 Alpha'], dirs: ['WRK-002_retry'], headings: ['WRK-002 Parser'] },
    },
    CONFLICT,
  ],
  [
    'a directory that comes with the entry is no witness',
    {
      base: { mark: 2 },
      candidate: { mark: 2, headings: ['WRK-002 Parser'], dirs: ['WRK-002_retry'] },
    },
  ],
  [
    'an entry under a title of an earlier version',
    {
      base: { ...base, past: [{ items: ['WRK-002 Parser'] }] },
      candidate: logging('WRK-002 Parser'),
    },
  ],
  [
    'an entry of an item that stands under another ID now: it stays where it was written',
    {
      base: { items: [...items, MOVED], past: [{ items: ['WRK-002 Parser @t.1'] }] },
      candidate: { items: [...items, MOVED], headings: ['WRK-002 Parser'] },
    },
  ],
  [
    'and of one that was seen to get it',
    {
      base: {
        items: [...items, MOVED],
        past: [{ items: [...items, MOVED] }, { items: ['WRK-002 Parser @t.1'] }],
      },
      candidate: { items: [...items, MOVED], headings: ['WRK-002 Parser'] },
    },
  ],
  ['a title that is not ASCII', { base, candidate: logging('WRK-002 検索') }],
  [
    'two titles that are not ASCII and differ',
    {
      base: { items: ['WRK-002 検索'] },
      candidate: { items: ['WRK-002 検索'], headings: ['WRK-002 解析'] },
    },
    CONFLICT,
  ],
  [
    'two titles that are not ASCII and are written alike',
    {
      base: { items: ['WRK-002 ガ'] },
      candidate: { items: ['WRK-002 ガ'], headings: ['WRK-002 \u30AB\u3099'] },
    },
  ],
  [
    'first entries of an ID that nothing else names agree',
    {
      base: { mark: 2 },
      candidate: archiving('WRK-002 Retry @t.1', 'WRK-002 Retry limits @t.2'),
    },
  ],
  [
    'first entries that do not',
    {
      base: { mark: 2 },
      candidate: archiving('WRK-002 Retry @t.1', 'WRK-002 Parser @t.2', 'WRK-002 Parser @t.3'),
    },
    CONFLICT,
    CONFLICT,
  ],
  [
    'first entries that nobody can compare',
    {
      base: { mark: 2 },
      candidate: archiving('WRK-002 Retry @t.1', 'WRK-002 検索 @t.2'),
    },
  ],
  [
    'the same timestamp under another ID is another entry',
    {
      base: { items: ['WRK-001 Alpha', ...items], headings: ['WRK-001 Alpha @t.1'] },
      candidate: {
        items: ['WRK-001 Alpha', ...items],
        headings: ['WRK-001 Alpha @t.1', 'WRK-002 Alpha @t.1'],
      },
    },
    CONFLICT,
  ],
  [
    'a further entry beside one that a side of the merge had put up with',
    {
      fork: base,
      ours: base,
      theirs: logging('WRK-002 Parser @t.1'),
      candidate: logging('WRK-002 Parser @t.1', 'WRK-002 Scanner @t.2'),
    },
    CONFLICT,
  ],
  [
    'the other side of a merge logged it',
    {
      fork: base,
      ours: base,
      theirs: logging('WRK-002 Parser'),
      candidate: logging('WRK-002 Parser'),
    },
  ],
]);

describe('adoption: entries that disagree are warnings', () => {
  checkAll([
    ['with an item', { candidate: logging('WRK-002 Parser') }, 'warning worklog-conflict WRK-002'],
    [
      'with a directory',
      { candidate: { mark: 2, headings: ['WRK-002 Parser'], dirs: ['WRK-002_retry'] } },
      'warning change-dir-conflict WRK-002',
      'warning worklog-conflict WRK-002',
    ],
    [
      'with the first entry',
      { candidate: archiving('WRK-002 Retry @t.1', 'WRK-002 Parser @t.2') },
      'warning worklog-conflict WRK-002',
    ],
    [
      'unless configured otherwise',
      { candidate: logging('WRK-002 Parser'), policy: { rules: { 'worklog-conflict': 'error' } } },
      CONFLICT,
    ],
  ]);
});

test('it names the entry and what the ID is', () => {
  expect(onlyFinding({ base, candidate: logging('WRK-002 Parser') })).toBe(`\
_worklog/2026-01.md:1:1 error worklog-conflict WRK-002
the entry “Parser” is logged under WRK-002, but WRK-002 is the item “Retry limits” (BACKLOG.yaml:3 in index)
see BACKLOG.yaml:3:7 the item “Retry limits” in index
run tidemark renumber --stage
accept {"subject":"Parser"}`);
});
