import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexLines, lineEnd, lineStart } from '../../../../src/formats/text/line-index.ts';

const TEXT = '\nab\r\n\nc';

test.each([
  [0, 1, 1],
  [1, 2, 1],
  [3, 2, 3],
  [5, 3, 1],
  [6, 4, 1],
  [7, 4, 2],
])('offset %i is on line %i, column %i', (offset, line, column) => {
  expect(indexLines(TEXT)(offset)).toStrictEqual({ line, column });
});

test('lines begin behind a line break and end behind the next', () => {
  expect([0, 1, 4, 5, 6, 7].map((offset) => lineStart(TEXT, offset))).toStrictEqual([0, 1, 1, 5, 6, 6]);
  expect([0, 1, 4, 5, 6, 7].map((offset) => lineEnd(TEXT, offset))).toStrictEqual([1, 5, 5, 6, 7, 7]);
});

test('questions may come in any order', () => {
  const text = fc.array(fc.constantFrom('\n', 'a', '\r\n', 'bc')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(30), { minLength: 1 }), (lines, questions) => {
      const positionAt = indexLines(lines);
      for (const question of questions) {
        const offset = Math.min(question, lines.length);
        const before = lines.slice(0, offset).split('\n');
        expect(positionAt(offset)).toStrictEqual({
          line: before.length,
          column: (before.at(-1) ?? '').length + 1,
        });
      }
    }),
  );
});
