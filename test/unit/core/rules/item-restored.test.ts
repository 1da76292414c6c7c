import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const base = { mark: 4, items: ['WRK-004 Delta'] };
const candidate = { mark: 4, items: ['WRK-002 Beta @t.1', 'WRK-004 Delta'] };
const RESTORED = 'warning item-restored WRK-002';

checkAll([
  ['an item that never left', { base: candidate, candidate }],
  [
    'an item that an earlier version had',
    { base: { ...base, past: [{ items: ['WRK-002 Beta @t.1'] }] }, candidate },
    RESTORED,
  ],
  [
    'under another title',
    { base: { ...base, past: [{ items: ['WRK-002 Zeta @t.1'] }] }, candidate },
    RESTORED,
  ],
  [
    'with another created',
    { base: { ...base, past: [{ items: ['WRK-002 Beta @t.2'] }] }, candidate },
    RESTORED,
  ],
  [
    'an item that the worklog closed',
    { base: { ...base, headings: ['done WRK-002 Beta'] }, candidate },
    RESTORED,
  ],
  [
    'one that the worklog opened and closed',
    { base: { ...base, headings: ['WRK-002 Beta', 'done WRK-002 Beta'] }, candidate },
    RESTORED,
  ],
  ['one that the worklog only opened', { base: { ...base, headings: ['WRK-002 Beta'] }, candidate }],
  [
    'one of two meanings that earlier versions gave the ID',
    {
      base: { ...base, past: [{ items: ['WRK-002 Zeta'] }, { items: ['WRK-002 Beta @t.1'] }] },
      candidate,
    },
    RESTORED,
  ],
  [
    'a closed one of two entries',
    { base: { ...base, headings: ['WRK-002 Zeta', 'done WRK-002 Beta'] }, candidate },
    RESTORED,
  ],
  [
    'an archive on one side of a merge, undone by it',
    {
      fork: candidate,
      ours: { ...base, past: [candidate] },
      theirs: candidate,
      candidate,
    },
    RESTORED,
  ],
  [
    'a copy of one that a side had restored before',
    {
      fork: base,
      ours: { ...base, past: [{ items: ['WRK-002 Beta @t.0'] }] },
      theirs: { ...candidate, past: [{ items: ['WRK-002 Beta @t.0'] }] },
      candidate: { mark: 4, items: ['WRK-002 Beta @t.2', 'WRK-004 Delta'] },
    },
    RESTORED,
    'warning item-replaced WRK-002',
  ],
  [
    'an archive on one side, the other drew the same number',
    {
      fork: { mark: 1, items: [] },
      ours: { ...base, since: [{ items: ['WRK-002 Beta @t.1'] }] },
      theirs: { items: ['WRK-002 Beta @t.2'] },
      candidate: { mark: 4, items: ['WRK-002 Beta @t.2', 'WRK-004 Delta'] },
    },
    'error id-reused WRK-002',
  ],
  [
    'a side that never had a backlog knows of nothing that left',
    {
      fork: { missing: true },
      ours: candidate,
      theirs: { missing: true, headings: ['done WRK-002 Beta'] },
      candidate: { ...candidate, headings: ['done WRK-002 Beta'] },
    },
  ],
  [
    'a backport that was archived there, and retitled here',
    {
      fork: { mark: 1, items: [] },
      ours: { ...base, since: [{ items: ['WRK-002 Beta @noon'] }] },
      theirs: { items: ['WRK-002 Better @noon'], since: [{ items: ['WRK-002 Beta @noon'] }] },
      candidate: { mark: 4, items: ['WRK-002 Better @noon', 'WRK-004 Delta'] },
    },
    RESTORED,
  ],
]);

test('it names the item and how it left', () => {
  expect(onlyFinding({ base: { ...base, headings: ['done WRK-002 Beta'] }, candidate })).toBe(`\
BACKLOG.yaml:3:7 warning item-restored WRK-002
WRK-002 “Beta” had left the backlog and is back: it was a worklog entry “Beta” (_worklog/2026-01.md:1 in HEAD)
see _worklog/2026-01.md:1:1 a worklog entry “Beta” in HEAD
run remove it again, or if it is back on purpose: \`tidemark check --format accept\`
accept {"subject":"Beta"}`);
});

test('an item that has its ID back, which a bad merge had given to another one', () => {
  const [own, other] = ['WRK-002 Beta @t.1', 'WRK-002 Gamma @t.2'];
  const given = { base: { items: [other], past: [{ items: [own] }] }, candidate: { items: [own] } };
  expect(onlyFinding(given)).toBe(`\
BACKLOG.yaml:3:7 warning item-restored WRK-002
WRK-002 “Beta” has its ID back, which meanwhile was that of the item “Gamma” (BACKLOG.yaml:3 in HEAD)
see BACKLOG.yaml:3:7 the item “Gamma” in HEAD
run remove it again, or if it is back on purpose: \`tidemark check --format accept\`
accept {"subject":"Beta"}`);
});

checkAll([
  [
    'it is not back beside what has it now',
    {
      base: { items: ['WRK-002 Gamma @t.2'], past: [{ items: ['WRK-002 Beta @t.1'] }] },
      candidate: { items: ['WRK-002 Beta @t.1', 'WRK-002 Gamma @t.2'] },
    },
    'error duplicate-id WRK-002',
  ],
  [
    'nor where another branch had it',
    {
      base: { items: ['WRK-002 Gamma @t.2'], merged: { items: ['WRK-002 Beta @t.1'] }, past: [{ mark: 1 }] },
      candidate: { items: ['WRK-002 Beta @t.1'] },
    },
    'error id-reused WRK-002',
  ],
  [
    'nor in a merge',
    {
      fork: { items: ['WRK-002 Gamma @t.2'] },
      ours: { items: ['WRK-002 Gamma @t.2'] },
      theirs: { items: ['WRK-002 Gamma @t.2'], past: [{ items: ['WRK-002 Beta @t.1'] }] },
      candidate: { items: ['WRK-002 Beta @t.1'] },
    },
    'error id-reused WRK-002',
  ],
]);
