import { expect, test } from 'vitest';

import { meantMark } from '../../../../src/core/ledger/view.ts';

test.each([
  ['142.0', 142],
  ['142.00', 142],
  ['142.', 142],
  ['142.5', undefined],
  ['"142"', 142],
  ["'142'", 142],
  ['"142', undefined],
  ['+142', 142],
  ['-142', undefined],
  ['1_000', 1000],
  ['0x8e', 142],
  ['0X8E', 142],
  ['0o216', 142],
  ['0o9', undefined],
  ['0b101', 5],
  ['0b12', undefined],
  ['about 142', undefined],
  ['142 or so', undefined],
  ['"4294967295"', 4_294_967_295],
  ['"4294967296"', undefined],
  ['', undefined],
])('a mark written as %s means %s', (text, meant) => {
  const place = { path: 'BACKLOG.yaml', line: 1, column: 15 };
  expect(meantMark({ state: 'invalid', text, place })).toBe(meant);
});
