import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const one = { items: ['WRK-007 Alpha'] };
const two = { items: ['WRK-007 Alpha', 'WRK-007 Beta'] };

checkAll([
  ['one title on two IDs', { candidate: { items: ['WRK-001 Alpha', 'WRK-002 Alpha'] } }],
  ['one created on two IDs', { candidate: { items: ['WRK-001 Alpha @x', 'WRK-002 Beta @x'] } }],
  ['one number under two prefixes', { candidate: { items: ['WRK-001 Alpha', 'HAMY-001 Beta'] } }],
  ['two items with one ID', { base: one, candidate: two }, 'error duplicate-id WRK-007'],
  [
    'two items that are the same one',
    { candidate: { items: ['WRK-007 Alpha', 'WRK-007 Alpha'] } },
    'error duplicate-id WRK-007',
  ],
  [
    'however the number is padded',
    { base: one, candidate: { items: ['WRK-007 Alpha', 'WRK-7 Beta'] } },
    'error duplicate-id WRK-007',
  ],
  [
    'however the prefix is written',
    { base: one, candidate: { items: ['WRK-007 Alpha', 'wrk-0007 Beta'] } },
    'error duplicate-id WRK-007',
  ],
  ['old trouble', { base: two, candidate: two }, 'warning duplicate-id WRK-007 (inherited)'],
  [
    'a third item is something added',
    { base: two, candidate: { items: [...two.items, 'WRK-007 Gamma'] } },
    'error duplicate-id WRK-007',
  ],
  [
    'an item in the place of another is something added',
    { base: two, candidate: { items: ['WRK-007 Alpha', 'WRK-007 Gamma'] } },
    'error duplicate-id WRK-007',
  ],
  [
    'a third copy of an item is something added',
    {
      base: { items: ['WRK-007 Beta', 'WRK-007 Beta'] },
      candidate: { items: ['WRK-007 Beta', 'WRK-007 Beta', 'WRK-007 Beta'] },
    },
    'error duplicate-id WRK-007',
  ],
  [
    'a copy of an item is something added',
    { base: two, candidate: { items: [...two.items, 'WRK-007 Beta'] } },
    'error duplicate-id WRK-007',
  ],
]);

test('it names both items and points at the newer one', () => {
  expect(onlyFinding({ base: one, candidate: two })).toBe(`\
BACKLOG.yaml:7:7 error duplicate-id WRK-007
WRK-007 is the ID of two items: “Alpha” (line 3) and “Beta” (line 7)
see BACKLOG.yaml:3:7 the item “Alpha”
run tidemark renumber --stage
accept {"subject":"Beta"}`);
});

test('what any base knows is not the newer one', () => {
  const candidate = { items: ['WRK-007 Beta', 'WRK-007 Alpha'] };
  const told = onlyFinding({ fork: { mark: 7 }, ours: { ...one, mark: 7 }, theirs: { mark: 7 }, candidate });
  expect(told).toContain('accept {"subject":"Beta"}');
  const three = { items: ['WRK-007 Gamma', ...two.items] };
  expect(onlyFinding({ base: two, candidate: three })).toContain('accept {"subject":"Gamma"}');
});

test('the newer one may stand first', () => {
  expect(onlyFinding({ base: one, candidate: { items: ['WRK-007 Beta', 'WRK-007 Alpha'] } })).toBe(`\
BACKLOG.yaml:3:7 error duplicate-id WRK-007
WRK-007 is the ID of two items: “Alpha” (line 7) and “Beta” (line 3)
see BACKLOG.yaml:7:7 the item “Alpha”
run tidemark renumber --stage
accept {"subject":"Beta"}`);
});

test('of very many it names the first few and the newest', () => {
  const items = 'ABCDEFGHIJKL'.split('').map((title) => `WRK-007 ${title}`);
  expect(onlyFinding({ base: { items: items.slice(0, 11) }, candidate: { items } })).toContain(
    'WRK-007 is the ID of 12 items: “A” (line 3), “B” (line 7), “C” (line 11), “D” (line 15), 7 more and “L” (line 47)\n',
  );
});
