import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../../../src/core/rules/engine/evaluate.ts';
import { checkAll } from '../../../../support/cases.ts';
import { onlyFinding, type BaseScene, situation } from '../../../../support/situation.ts';
import { fork, one } from '../../../../support/two-drawn.ts';

/** A side that drew WRK-005 for this. */
const side = (title: string, more: BaseScene = {}): BaseScene => ({
  items: [one, `WRK-005 ${title}`],
  ...more,
});
/** A side that drew WRK-005 for this and has archived it. */
const archived = (title: string, more: BaseScene = {}): BaseScene => ({
  mark: 5,
  items: [one],
  since: [{ items: [one, `WRK-005 ${title}`] }],
  ...more,
});
const none = { mark: 4, items: [one] };
const gone = { mark: 5, items: [one] };
const REUSED = 'error id-reused WRK-005';

describe('an ID that is new since the fork', () => {
  checkAll([
    ['drawn on one side', { fork, ours: none, theirs: side('Beta'), candidate: side('Beta') }],
    [
      'drawn once, and picked over to the other side',
      { fork, ours: side('Beta'), theirs: side('Beta'), candidate: side('Beta') },
    ],
    [
      'drawn once, picked over, and retitled there',
      { fork, ours: side('Beta @t.5'), theirs: side('Better @t.5'), candidate: side('Better @t.5') },
    ],
    [
      'drawn once by hand, picked over, and retitled there',
      {
        fork,
        ours: side('Beta @noon'),
        theirs: side('Better @noon', { since: [side('Beta @noon')] }),
        candidate: side('Better @noon'),
      },
    ],
    [
      'drawn twice, git keeps both',
      {
        fork,
        ours: side('Beta'),
        theirs: side('Gamma'),
        candidate: { items: [one, 'WRK-005 Beta', 'WRK-005 Gamma'] },
      },
      'error duplicate-id WRK-005',
    ],
    [
      'drawn twice, the merge keeps ours',
      { fork, ours: side('Beta'), theirs: side('Gamma'), candidate: side('Beta') },
      REUSED,
    ],
    [
      'drawn twice, the merge keeps theirs',
      { fork, ours: side('Beta'), theirs: side('Gamma'), candidate: side('Gamma') },
      REUSED,
    ],
    [
      'drawn twice, the merge keeps neither',
      { fork, ours: side('Beta'), theirs: side('Gamma'), candidate: gone },
      REUSED,
    ],
    [
      'drawn twice under one title',
      { fork, ours: side('Beta @t.5'), theirs: side('Beta @t.6'), candidate: side('Beta @t.5') },
      REUSED,
    ],
    [
      'drawn twice by hand on one day',
      {
        fork,
        ours: side('Beta @2026-01-05'),
        theirs: side('Gamma @2026-01-05'),
        candidate: side('Beta @2026-01-05'),
      },
      REUSED,
    ],
    [
      'drawn twice, one side has archived its item',
      { fork, ours: archived('Beta'), theirs: side('Gamma'), candidate: side('Gamma') },
      REUSED,
    ],
    [
      'drawn twice, both sides have',
      { fork, ours: archived('Beta'), theirs: archived('Gamma'), candidate: gone },
      REUSED,
    ],
    [
      'drawn twice, one side only has a directory left',
      {
        fork,
        ours: { mark: 5, items: [one], dirs: ['WRK-005_beta'] },
        theirs: archived('Gamma'),
        candidate: { ...gone, dirs: ['WRK-005_beta'] },
      },
      REUSED,
    ],
    [
      'drawn twice, one side only has an entry left',
      {
        fork,
        ours: { mark: 5, items: [one], headings: ['done WRK-005 Beta'] },
        theirs: side('Gamma'),
        candidate: side('Gamma', { headings: ['done WRK-005 Beta'] }),
      },
      REUSED,
    ],
    [
      'drawn twice, with items on both sides nothing else is paired',
      {
        fork,
        ours: side('Beta @t.5', { dirs: ['WRK-005_gamma'] }),
        theirs: side('Gamma @t.6'),
        candidate: side('Beta @t.5', { dirs: ['WRK-005_gamma'] }),
      },
      REUSED,
    ],
    [
      'drawn once, its directory on the other side',
      {
        fork,
        ours: side('Beta'),
        theirs: { ...none, dirs: ['WRK-005_beta'] },
        candidate: side('Beta', { dirs: ['WRK-005_beta'] }),
      },
    ],
    [
      'an entry and a directory that agree with one of two claims',
      {
        fork,
        ours: { ...gone, headings: ['WRK-005 Beta', 'WRK-005 Alpha'] },
        theirs: { ...gone, dirs: ['WRK-005_alpha'] },
        candidate: { ...gone, headings: ['WRK-005 Beta', 'WRK-005 Alpha'], dirs: ['WRK-005_alpha'] },
      },
    ],
    [
      'claims that nobody can compare',
      {
        fork,
        ours: { ...gone, headings: ['WRK-005 検索'] },
        theirs: { ...gone, dirs: ['WRK-005_search'] },
        candidate: { ...gone, headings: ['WRK-005 検索'], dirs: ['WRK-005_search'] },
      },
    ],
    [
      'drawn twice and archived, beside an entry of ours that nobody can compare',
      {
        fork,
        ours: archived('Beta', { headings: ['WRK-005 検索'] }),
        theirs: archived('Gamma'),
        candidate: { ...gone, headings: ['WRK-005 検索'] },
      },
      REUSED,
    ],
    [
      'drawn twice and archived, beside one of theirs',
      {
        fork,
        ours: archived('Beta'),
        theirs: archived('Gamma', { headings: ['WRK-005 検索'] }),
        candidate: { ...gone, headings: ['WRK-005 検索'] },
      },
      REUSED,
    ],
    [
      'drawn once, an entry of it on the other side, and one about something else',
      {
        fork,
        ours: side('Beta'),
        theirs: { ...gone, headings: ['WRK-005 Beta', 'WRK-005 Alpha'] },
        candidate: side('Beta', { headings: ['WRK-005 Beta', 'WRK-005 Alpha'] }),
      },
    ],
    [
      'claimed at the fork by an entry is not new',
      {
        fork: { ...gone, headings: ['done WRK-005 Delta'] },
        ours: archived('Beta', { headings: ['done WRK-005 Delta'] }),
        theirs: archived('Gamma', { headings: ['done WRK-005 Delta'] }),
        candidate: { ...gone, headings: ['done WRK-005 Delta'] },
      },
    ],
    [
      'claimed at the fork by a directory is not new',
      {
        fork: { ...fork, dirs: ['WRK-005_beta'] },
        ours: side('Beta @t.5', { dirs: ['WRK-005_beta'] }),
        theirs: { ...none, dirs: ['WRK-005_beta'] },
        candidate: side('Beta @t.5', { dirs: ['WRK-005_beta'] }),
      },
    ],
    [
      'two IDs are two findings',
      {
        fork,
        ours: { items: [one, 'WRK-005 Beta', 'WRK-006 Delta'] },
        theirs: { items: [one, 'WRK-005 Gamma', 'WRK-006 Epsilon'] },
        candidate: { items: [one, 'WRK-005 Beta', 'WRK-006 Epsilon'] },
      },
      REUSED,
      'error id-reused WRK-006',
    ],
    [
      'a lost fork lends its items',
      {
        fork: { missing: true, lent: { items: ['WRK-005 Beta @t.5'] } },
        ours: side('Beta @t.5'),
        theirs: side('Beta @t.5'),
        candidate: side('Beta @t.5'),
      },
    ],
  ]);
});

describe('an ID that the fork had', () => {
  const had = { items: ['WRK-005 Beta @t.5'] };
  checkAll([
    [
      'retitled on both sides',
      {
        fork: had,
        ours: { items: ['WRK-005 Better @t.5'] },
        theirs: { items: ['WRK-005 Best @t.5'] },
        candidate: { items: ['WRK-005 Best @t.5'] },
      },
    ],
    [
      'retitled on both sides, made by hand',
      {
        fork: { items: ['WRK-005 Beta @noon'] },
        ours: { items: ['WRK-005 Better @noon'] },
        theirs: { items: ['WRK-005 Best @noon'] },
        candidate: { items: ['WRK-005 Best @noon'] },
      },
    ],
    [
      'archived on one side',
      {
        fork: had,
        ours: { mark: 5, since: [had] },
        theirs: had,
        candidate: { mark: 5 },
      },
    ],
    [
      'given another meaning on one side before the merge',
      {
        fork: had,
        ours: had,
        theirs: { items: ['WRK-005 Gamma @t.6'] },
        candidate: { items: ['WRK-005 Gamma @t.6'] },
      },
      'warning id-reused WRK-005 (inherited)',
    ],
  ]);
});

describe('several uses on one side', () => {
  checkAll([
    [
      'one of which the other side took over',
      {
        fork,
        ours: side('Gamma @t.6', { since: [side('Beta @t.5')] }),
        theirs: side('Gamma @t.6'),
        candidate: side('Gamma @t.6'),
      },
    ],
  ]);

  test('are told once each, however many versions had them', () => {
    const ours = archived('Beta', { since: [side('Beta'), side('Beta'), side('Beta')] });
    const merge = { fork, ours, theirs: side('Gamma'), candidate: side('Gamma') };
    const [found] = evaluate(situation(merge)).findings;
    expect(found?.evidence).toHaveLength(2);
  });

  test('are all told, an entry beside the item of its title too', () => {
    const ours = side('Beta @', { headings: ['WRK-005 Beta @'] });
    const found = onlyFinding({ fork, ours, theirs: side('Gamma @'), candidate: side('Gamma @') });
    expect(found).toContain('see _worklog/2026-01.md:1:1 a worklog entry “Beta” in HEAD\n');
    expect(found).toContain('see BACKLOG.yaml:7:7 the item “Beta” in HEAD\n');
  });
});

test('it names both draws, and points at what the merge kept', () => {
  const found = onlyFinding({
    fork,
    ours: archived('Beta'),
    theirs: side('Gamma'),
    candidate: side('Gamma'),
  });
  expect(found).toBe(`\
BACKLOG.yaml:7:7 error id-reused WRK-005
WRK-005 was assigned on both sides of the merge: as the item “Beta” (BACKLOG.yaml:7 in b0b0b0b0b0) and as the item “Gamma” (BACKLOG.yaml:7 in MERGE_HEAD)
see BACKLOG.yaml:7:7 the item “Beta” in b0b0b0b0b0
see BACKLOG.yaml:7:7 the item “Gamma” in MERGE_HEAD
run tidemark resolve
accept {"subject":"Gamma"}`);
});

test('where the work tree has only one of the two, the command names the other side', () => {
  const merge = { fork, ours: archived('Beta'), theirs: side('Gamma'), candidate: side('Gamma') };
  expect(onlyFinding({ ...merge, ci: true })).toContain(
    `\nrun tidemark renumber --against ${'1'.repeat(10)}\n`,
  );
});

test.each([
  ['an entry', { headings: ['done WRK-005 Beta'] }, '_worklog/2026-01.md:1:1'],
  ['a directory', { dirs: ['WRK-005_beta'] }, 'changes/WRK-005_beta:1:1'],
  ['nothing', {}, 'BACKLOG.yaml:1:1'],
])('where the merge kept %s, it points there', (_, left, place) => {
  const ours = archived('Beta', left);
  const found = onlyFinding({ fork, ours, theirs: archived('Gamma'), candidate: { ...gone, ...left } });
  expect(found).toMatch(new RegExp(`^${place} error id-reused WRK-005`, 'u'));
});
