import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const [EARLY, AT_FOUR, LATE] = ['2026-01-01T00:00:00.1Z', '2026-01-04T00:00:00.1Z', '2026-02-01T00:00:00.1Z'];
const four = `WRK-004 Delta @${AT_FOUR}`;
const base = { mark: 9, items: [four] };
const adding = (created: string | undefined, number = '002') => ({
  mark: 9,
  items: [`WRK-${number} Beta @${created ?? ''}`, four],
});
/** One side lowered the mark, and the other drew a number between the two marks, late. */
const LOWERED = {
  fork: { mark: 20, items: [four] },
  ours: { ...base, past: [{ mark: 20, items: [four] }] },
  theirs: { ...adding(LATE, '012'), mark: 20 },
  candidate: { ...adding(LATE, '012'), mark: 20 },
};
const BELOW = 'warning id-below-mark WRK-002';

checkAll([
  ['a number above the mark', { base, candidate: { ...adding(LATE, '010'), mark: 10 } }],
  ['a number drawn before the next higher one', { base, candidate: adding(EARLY) }],
  ['a number drawn at the same moment', { base, candidate: adding(AT_FOUR) }],
  ['a number drawn later', { base, candidate: adding(LATE) }, BELOW],
  ['a number drawn at an unknown moment', { base, candidate: adding(undefined) }, BELOW],
  ['a number drawn at no moment', { base, candidate: adding('yesterday') }, BELOW],
  [
    'a number above every dated one',
    { base, candidate: adding(EARLY, '007') },
    'warning id-below-mark WRK-007',
  ],
  ['a base without a mark', { base: { mark: null, items: [four] }, candidate: adding(LATE) }],
  [
    'the next higher number is an earlier item',
    {
      base: { ...base, past: [{ items: [`WRK-003 Gamma @${LATE}`] }] },
      candidate: adding('2026-01-20T00:00:00Z'),
    },
  ],
  [
    'the next higher number is of another prefix',
    {
      base: { ...base, items: [four, `HAMY-003 Gamma @${LATE}`] },
      candidate: { mark: 9, items: [...adding('2026-01-20T00:00:00Z').items, `HAMY-003 Gamma @${LATE}`] },
    },
  ],
  [
    'its own number under another prefix is not the next higher one',
    {
      base: { ...base, items: [four, `HAMY-002 Gamma @${LATE}`] },
      candidate: { mark: 9, items: [...adding('2026-01-20T00:00:00Z').items, `HAMY-002 Gamma @${LATE}`] },
    },
    BELOW,
  ],
  [
    'the next higher number is in the worklog alone',
    { base: { ...base, headings: [`WRK-003 Gamma @${LATE}`] }, candidate: adding('2026-01-20T00:00:00Z') },
  ],
  [
    'the next higher number is in the worklog alone, its first entry counts',
    {
      base: {
        ...base,
        headings: [`WRK-003 Gamma @${LATE}`, 'WRK-003 Gamma @2026-01-10T00:00:00Z', `WRK-003 Gamma @${LATE}`],
      },
      candidate: adding('2026-01-20T00:00:00Z'),
    },
    BELOW,
  ],
  [
    'the next higher number is an item, whatever its entries say',
    { base: { ...base, headings: ['WRK-004 Delta @2025-12-31'] }, candidate: adding(EARLY) },
  ],
  [
    'the next higher number has no moment, the one after it has',
    {
      base: { ...base, items: ['WRK-003 Gamma @', four] },
      candidate: { mark: 9, items: [`WRK-002 Beta @${EARLY}`, 'WRK-003 Gamma @', four] },
    },
  ],
  [
    'a base that lacks it and one that has it',
    {
      fork: base,
      ours: base,
      theirs: adding(LATE),
      candidate: adding(LATE),
    },
    'warning id-below-mark WRK-002 (inherited)',
  ],
  [
    'another item than the one that a side had let pass',
    {
      fork: base,
      ours: base,
      theirs: { mark: 9, items: [`WRK-002 Beta @${LATE}`, four] },
      candidate: { mark: 9, items: [`WRK-002 Beta @2026-02-02T00:00:00.1Z`, four] },
    },
    BELOW,
    'warning item-replaced WRK-002',
  ],
  [
    'a number above the fork’s mark lands late',
    {
      fork: { mark: 1, items: [] },
      ours: base,
      theirs: { items: [`WRK-002 Beta @${LATE}`] },
      candidate: adding(LATE),
    },
  ],
  [
    'a number that the other side drew late is looked for in all of the history',
    {
      fork: { mark: 1, items: [] },
      ours: { ...base, past: [{ items: ['WRK-002 Zeta'] }] },
      theirs: { items: [`WRK-002 Beta @${LATE}`] },
      candidate: adding(LATE),
    },
    'error id-reused WRK-002',
  ],
  [
    'in CI as well',
    {
      fork: { mark: 1, items: [] },
      ours: { ...base, past: [{ items: ['WRK-002 Zeta'] }, { items: ['WRK-002 Zeta'] }] },
      theirs: { items: [`WRK-002 Beta @${LATE}`] },
      candidate: adding(LATE),
      ci: true,
      trustNoMark: true,
    },
    'error id-reused WRK-002',
  ],
  ['a number above a mark that was lowered', { ...LOWERED }],
  [
    'but in CI not below the mark of the fork',
    { ...LOWERED, ci: true, trustNoMark: true },
    'warning id-below-mark WRK-012',
  ],
  [
    'unless the other side drew it while its own mark was still lower',
    {
      ...LOWERED,
      theirs: { ...LOWERED.theirs, since: [{ ...LOWERED.theirs, mark: 12 }, { mark: 11 }] },
      ci: true,
      trustNoMark: true,
    },
  ],
  [
    'but not while its own mark was already higher',
    {
      ...LOWERED,
      theirs: { ...LOWERED.theirs, since: [LOWERED.theirs, { mark: 20 }] },
      ci: true,
      trustNoMark: true,
    },
    'warning id-below-mark WRK-012',
  ],
]);

test('it names the item and how far numbers were drawn', () => {
  expect(onlyFinding({ base, candidate: adding(LATE) })).toBe(`\
BACKLOG.yaml:3:7 warning id-below-mark WRK-002
WRK-002 “Beta” is new, but numbers up to 9 were already assigned in HEAD
run tidemark next
accept {"subject":"Beta"}`);
});
