import { expect, test } from 'vitest';

import { numberPattern } from '../../../../src/formats/entries/number-pattern.ts';

test.each(['see ADR-0042', 'adr 42', 'ADR_42.', '(ADR#042)', 'ADR42 says so'])('%s names it', (text) => {
  expect(numberPattern('ADR', '0042').exact.test(text)).toBe(true);
});

test.each(['ADR-420', 'ADR-42.1', 'QUADR-42', 'ADR-42b', '42', 'ADR 142'])('%s does not', (text) => {
  expect(numberPattern('ADR', '0042').exact.test(text)).toBe(false);
});

test('a version is no wildcard', () => {
  const { exact, basic } = numberPattern('V', '1.2');
  expect([exact.test('V1.2'), exact.test('V1x2')]).toEqual([true, false]);
  expect(basic).toContain(String.raw`1\.2`);
});
