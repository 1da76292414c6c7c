import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import { onlyFinding, situation } from '../../../support/situation.ts';
import { version, withRange } from '../../../support/versions.ts';

const base = { mark: 5, items: ['WRK-005 Alpha'] };
const leap = { mark: 5000, items: ['WRK-005 Alpha', 'WRK-5000 Beta'] };

checkAll([
  ['a thousand above is no leap', { base, candidate: { ...base, mark: 1005 } }],
  ['a thousand and one is', { base, candidate: { ...base, mark: 1006 } }, 'error mark-leap WRK-1006'],
  [
    'a claim within a thousand below it backs it',
    { base, candidate: { mark: 5000, items: [...base.items, 'WRK-4001 Beta'] } },
    'warning mark-leap WRK-5000',
  ],
  [
    'one further below does not',
    { base, candidate: { mark: 5000, items: [...base.items, 'WRK-4000 Beta'] } },
    'error mark-leap WRK-5000',
  ],
  ['without a base nobody can tell', { candidate: leap }],
  ['adoption', { base: { missing: true }, candidate: leap }],
  ['mark and item together are one finding', { base, candidate: leap }, 'warning mark-leap WRK-5000'],
  [
    'an item alone does not drag the mark along',
    { base, candidate: { ...leap, mark: 5 } },
    'warning mark-leap WRK-5000',
  ],
  ['a heading', { base, candidate: { ...base, headings: ['WRK-5000 Beta'] } }, 'warning mark-leap WRK-5000'],
  [
    'a claim above a leaping mark',
    { base, candidate: { ...leap, mark: 4000 } },
    'error mark-leap WRK-4000',
    'warning mark-leap WRK-5000',
  ],
  [
    'item, heading and directory of one ID are one finding',
    {
      base,
      candidate: { ...leap, mark: 5, headings: ['WRK-5000 Beta'], dirs: ['WRK-5000_beta'] },
    },
    'warning mark-leap WRK-5000',
  ],
  [
    'the line may be a directory',
    { base: { ...base, dirs: ['WRK-4500_x'] }, candidate: { ...leap, dirs: ['WRK-4500_x'] } },
  ],
  ['a leap that is old is no leap', { base: leap, candidate: leap }],
  [
    'the configured distance',
    { base, candidate: { ...base, mark: 16 }, policy: { maxLeap: 10 } },
    'error mark-leap WRK-016',
  ],
  [
    'one base near enough is enough',
    { fork: base, ours: base, theirs: { mark: 4500, items: base.items }, candidate: { ...base, mark: 4600 } },
  ],
  [
    'a second leap is not the first, though there is no prefix to name either',
    { fork: { mark: 5 }, ours: { mark: 5 }, theirs: { mark: 5000 }, candidate: { mark: 9000 } },
    'error mark-leap',
  ],
  ['a side leapt before the merge', { fork: base, ours: base, theirs: leap, candidate: leap }],
]);

test.each<[string, readonly string[], readonly number[]]>([
  ['one step after the other', [], [500, 1400, 2300, 3200]],
  ['a step too far', ['warning mark-leap WRK-3200'], [500, 1400, 3200]],
  ['nothing of it is in the range', ['warning mark-leap WRK-3200'], [500, 1400]],
])('a range that comes to a number by %s', (_, told, numbers) => {
  const titled = (number: number): string => `WRK-${number} Number ${number}`;
  const range = numbers.map((number, at) =>
    version(`v${at}: ${at === 0 ? '0' : `v${at - 1}`}`, { items: [titled(number)] }),
  );
  const candidate = { items: [...base.items, titled(3200)] };
  const { findings } = evaluate(withRange(situation({ base, candidate }), range));
  expect(
    findings
      .filter(({ rule }) => rule === 'mark-leap')
      .map(({ severity, rule, id }) => `${severity} ${rule} ${id}`),
  ).toEqual(told);
});

test('a mark that nothing backs is to be taken back at once', () => {
  expect(onlyFinding({ base, candidate: { ...base, mark: 4_294_967_295 } })).toContain(
    'run set next_item_id back to 5 before others have it',
  );
});

test('in a merge the highest number before is that of the farther side', () => {
  const theirs = { mark: 7, items: base.items };
  expect(onlyFinding({ fork: base, ours: base, theirs, candidate: leap })).toContain('number before (7); a');
});

test('it names the mark, the line before, and the claim that leaps with it', () => {
  expect(onlyFinding({ base, candidate: leap })).toBe(`\
BACKLOG.yaml:11:15 warning mark-leap WRK-5000
next_item_id is 5000, more than 1000 above the highest number before (5); a typo?
see BACKLOG.yaml:7:7 the item “Beta”
run correct the number, or if it is intended: \`tidemark check --format accept\`
accept {"mark":5000}`);
  expect(onlyFinding({ base, candidate: { ...base, dirs: ['WRK-20260101_notes'] } })).toBe(`\
changes/WRK-20260101_notes:1:1 warning mark-leap WRK-20260101
WRK-20260101, a directory “notes” (changes/WRK-20260101_notes/), is more than 1000 above the highest number before (5); a typo?
run correct the number, or if it is intended: \`tidemark check --format accept\`
accept {"mark":20260101}`);
});

test('where nobody knows what was before a version of the range, the base was', () => {
  const given = situation({ base, candidate: leap });
  const range = (parents: string) => [
    version(`b: ${parents}`, { mark: 2000, items: base.items }),
    version('a: lost', { mark: 1000, items: base.items }),
  ];
  const rulesOf = (parents: string) =>
    evaluate(withRange(given, range(parents))).findings.map(({ rule, id }) => `${rule} ${id}`);
  expect(rulesOf('a')).toEqual(rulesOf('lost'));
});
