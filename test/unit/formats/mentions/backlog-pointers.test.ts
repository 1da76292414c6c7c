import { expect, test } from 'vitest';
import { offsetAt } from '../../../../src/formats/mentions/backlog-pointers.ts';

test.each([
  ['ab\ncd\n', 1, 1, 'a'],
  ['ab\ncd\n', 1, 2, 'b'],
  ['ab\ncd\n', 2, 2, 'd'],
  ['\n\ncd\n', 3, 1, 'c'],
  ['\uFEFFab\ncd\n', 1, 1, 'a'],
  ['\uFEFFab\ncd\n', 2, 1, 'c'],
  ['ab\ncd\uFEFF', 1, 1, 'a'],
])('in %j line %d, column %d is %j', (text, line, column, character) => {
  expect(text.charAt(offsetAt(text, { line, column }))).toBe(character);
});
