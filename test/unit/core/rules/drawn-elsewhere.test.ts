import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const [ONE, NEW] = ['WRK-001 Alpha', 'WRK-003 Search by tag'];
const base = { items: [ONE] };
const candidate = { items: [ONE, NEW] };
const FOUND = 'warning drawn-elsewhere WRK-003';

test('it says for what the number was drawn', () => {
  expect(onlyFinding({ base, candidate, drawn: ['3 Upload large files'] })).toBe(`\
BACKLOG.yaml:7:7 warning drawn-elsewhere WRK-003
WRK-003 “Search by tag” is new, but another machine took its number for “Upload large files”
run tidemark next
accept {"subject":"Search by tag"}`);
});

checkAll([
  ['it was drawn for that', { base, candidate, drawn: ['3 Search by tag'] }],
  ['in other words', { base, candidate, drawn: ['3 search by TAG!'] }],
  ['it was cut off', { base, candidate, drawn: ['3 Search by ta'] }],
  ['another number was drawn', { base, candidate, drawn: ['4 Upload large files'] }],
  ['nothing was drawn', { base, candidate, drawn: [] }],
  ['nothing is shared', { base, candidate }],
  ['the item was there before', { base: candidate, candidate, drawn: ['3 Upload'] }],
  [
    'an item of another prefix has the number',
    { base, candidate: { items: [ONE, 'HAMY-003 X'] }, drawn: ['3 Upload'] },
    'warning drawn-elsewhere HAMY-003',
  ],
  [
    'a merge brings what a side has',
    { fork: base, ours: candidate, theirs: { items: [ONE] }, candidate, drawn: ['3 Upload'] },
  ],
  [
    'a merge brings what no side has',
    { fork: base, ours: base, theirs: { items: [ONE] }, candidate, drawn: ['3 Upload'] },
    FOUND,
  ],
]);
