import { expect, test } from 'vitest';
import type { Claim, Row } from '../../../../src/core/ids/claim.ts';
import { rowOf } from '../../../../src/core/ids/claim-groups.ts';
import { planMark } from '../../../../src/core/numbers/mark-plan.ts';
import type { Mark } from '../../../../src/core/ledger/snapshot.ts';

const place = { path: 'BACKLOG.yaml', line: 1, column: 1 };
const valid = (value: number): Mark => ({ state: 'valid', value, place });
const invalid = (text: string): Mark => ({ state: 'invalid', text, place });
const ABSENT: Mark = { state: 'absent' };

test.each<[string, Mark, readonly number[], readonly number[], number | undefined]>([
  ['right already', valid(5), [5], [1, 5], undefined],
  ['too high is left', valid(9), [5], [1, 5], undefined],
  ['up to the highest claim', valid(3), [], [5, 4], 5],
  ['up to the highest mark', valid(3), [7, 6], [5], 7],
  ['a missing one', ABSENT, [], [5], 5],
  ['a missing one that nobody needs', ABSENT, [], [], undefined],
  ['a missing one that another knows', ABSENT, [4], [], 4],
  ['an invalid one', invalid('x'), [], [2], 2],
  ['an invalid one without any number', invalid('null'), [], [], 0],
  ['an invalid one means what it says', invalid('"8"'), [], [2], 8],
  ['so does a fraction of nothing', invalid('8.0'), [], [2], 8],
  ['and what other programs read as a number', invalid('0x10'), [], [2], 16],
  ['or people do', invalid('1_000'), [], [2], 1000],
  ['but not beyond u32', invalid('"4294967296"'), [], [2], 2],
  ['the lowest claim is believed without a mark', ABSENT, [], [5000, 5100], 5100],
])('%s', (_name, mark, marks, numbers, to) => {
  expect(planMark({ mark, marks, claims: numbers.map(claim), maxLeap: 1000, allowLeap: false })).toEqual({
    to,
    leap: undefined,
  });
});

test.each<[string, Mark, readonly number[], number | undefined, number | undefined]>([
  ['from the mark', valid(5), [1006], undefined, 1006],
  ['between claims', valid(5), [900, 1900, 2901], 1900, 2901],
  ['without a mark', ABSENT, [3, 4, 5000], 4, 5000],
  ['in whatever order the claims come', valid(5), [2901, 1900, 900], 1900, 2901],
  ['a step of maxLeap is none', valid(5), [1005], 1005, undefined],
])('a leap %s', (_name, mark, numbers, to, leap) => {
  const evidence = { mark, marks: [], claims: numbers.map(claim), maxLeap: 1000 };
  const plan = planMark({ ...evidence, allowLeap: false });
  expect([plan.to, plan.leap?.number]).toEqual([to, leap]);
  expect(planMark({ ...evidence, allowLeap: true })).toEqual({ to: Math.max(...numbers), leap: undefined });
});

function claim(number: number): Row<Claim> {
  const id = { prefix: 'WRK', number };
  return rowOf({ kind: 'directory', id, key: `WRK-${number}`, slug: 'x', slugs: [], documents: [], place });
}
