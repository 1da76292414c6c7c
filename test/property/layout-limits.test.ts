import { describe, expect, test } from 'vitest';

import { readLayout } from '../../src/formats/backlog/layout.ts';

function problemsOf(text: string): readonly string[] {
  const reading = readLayout(text);
  if ('layout' in reading) return [];
  return reading.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

/** Apart from the units, as these take seconds. */
describe('garbage is given up', () => {
  const size = 1_000_000;
  test.each(['[', '- ', ']', 'a: ', 'lorem ipsum\n', 'QUJD', '? ', '{', '\t', '# a\n', '>>>>>>>\n'])(
    '%j again and again',
    (piece) => {
      expect(problemsOf(piece.repeat(size / piece.length))).toHaveLength(1);
    },
  );

  test('more lexemes than any backlog has', () => {
    // An anchor is for the library to read; what the scan understands may be of any length.
    expect(problemsOf(`items: []\n${'\n'.repeat(4_000_001)}`)).toStrictEqual([]);
    expect(problemsOf(`items: &a []\n${'\n'.repeat(4_000_001)}`)).toStrictEqual([
      '3999993:1 the text is too large to be read',
    ]);
  }, 300_000);
});
