import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import { onlyFinding, situation } from '../../../support/situation.ts';

const [OLD, NEW] = ['WRK-002 Beta @', 'WRK-002 Gamma @'];

test('it says what the item was, and what to do if it is another one', () => {
  expect(onlyFinding({ base: { items: [OLD] }, candidate: { items: [NEW] } })).toBe(`\
BACKLOG.yaml:4:10 warning item-replaced WRK-002
WRK-002 was “Beta” in HEAD and is “Gamma” now: without \`created\` nothing shows that it is the same item
see BACKLOG.yaml:3:7 the item “Beta” in HEAD
run if it is another item, bring the old one back and add this one under the next ID: \`tidemark next\`
accept {"subject":"Gamma"}`);
});

test('it names both moments, and has the old one written back', () => {
  const given = { base: { items: ['WRK-002 Beta @t.1'] }, candidate: { items: ['WRK-002 Beta @t.2'] } };
  expect(onlyFinding(given)).toBe(`\
BACKLOG.yaml:5:12 warning item-replaced WRK-002
WRK-002 “Beta” was created t.1 in HEAD and is of t.2 now: \`created\` identifies an item
see BACKLOG.yaml:3:7 the item “Beta” in HEAD
run write the old one back: created: t.1
accept {"subject":"Beta"}`);
  expect(onlyFinding({ ...given, candidate: { items: ['WRK-002 Beta @'] } })).toContain('and has none now');
});

const fork = { items: [OLD] };
checkAll([
  [
    'in a merge it was told on the side',
    { fork, ours: { items: [OLD] }, theirs: { items: [NEW] }, candidate: { items: [NEW] } },
  ],
  [
    'in a merge that is another thing than both sides',
    { fork, ours: { items: [OLD] }, theirs: { items: [OLD] }, candidate: { items: [NEW] } },
    'warning item-replaced WRK-002',
  ],
  [
    'what takes an ID that was left means another thing, and that is told alone',
    {
      base: { items: ['WRK-002 Beta @', 'WRK-003 Gamma @'] },
      candidate: { items: ['WRK-002 Gamma @'], mark: 3 },
    },
    'error id-reused WRK-002',
  ],
  ['of two under one ID, what is there still', { base: { items: [OLD, NEW] }, candidate: { items: [NEW] } }],
]);

test('it points at the item where nobody knows where its title stands', () => {
  const given = situation({ base: { items: [OLD] }, candidate: { items: [NEW] } });
  const { backlog } = given.candidate;
  const items = backlog.state === 'readable' ? backlog.backlog.items : [];
  for (const item of items) Object.assign(item, { titlePlace: undefined });
  expect(evaluate(given).findings[0]?.place).toEqual(items[0]?.place);
});
