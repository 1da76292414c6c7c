import { expect, test } from 'vitest';

import { formatTimestamp, isNotLater } from '../../../../src/core/ids/timestamp.ts';

test.each([
  [1_771_625_179_551_975_316n, '2026-02-20T22:06:19.551975316+00:00'],
  [1_771_625_179_000_000_042n, '2026-02-20T22:06:19.000000042+00:00'],
  [1_771_625_179_000_000_000n, '2026-02-20T22:06:19.000000001+00:00'],
])('%s nanoseconds', (nanoseconds, text) => {
  expect(formatTimestamp(nanoseconds)).toBe(text);
  expect(isNotLater(text, formatTimestamp(nanoseconds + 2n))).toBe(true);
});
