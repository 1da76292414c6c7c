import { expect, test } from 'vitest';

import { inQuotes } from '../../../src/core/wording.ts';

test.each([
  ['Retry limits', '“Retry limits”'],
  ['', '“”'],
  ['a'.repeat(99), `“${'a'.repeat(99)}”`],
  ['a'.repeat(10_000), `“${'a'.repeat(80)}…”`],
  ['🌊'.repeat(100), `“${'🌊'.repeat(80)}…”`],
])('a title fits into a sentence: %s', (title, text) => {
  expect(inQuotes(title)).toBe(text);
});
