import { expect, test } from 'vitest';

import { enumerate, inQuotes, inWords } from '../../../../src/core/messages/wording.ts';

test.each([
  ['Retry limits', '“Retry limits”'],
  ['', '“”'],
  ['a'.repeat(99), `“${'a'.repeat(99)}”`],
  ['a'.repeat(10_000), `“${'a'.repeat(80)}…”`],
  ['🌊'.repeat(100), `“${'🌊'.repeat(80)}…”`],
])('a title fits into a sentence: %s', (title, text) => {
  expect(inQuotes(title)).toBe(text);
});

test('small numbers are words', () => {
  const words = Array.from({ length: 11 }, (_, count) => inWords(count)).join(' ');
  expect(words).toBe('no one two three four five six seven eight nine 10');
});

test.each([
  ['a', 'a'],
  ['a b', 'a and b'],
  ['a b c d e', 'a, b, c, d and e'],
  ['a b c d e f', 'a, b, c, d, 1 more and f'],
])('of %j people read “%s”', (texts, told) => {
  expect(enumerate(texts.split(' '))).toBe(told);
});
