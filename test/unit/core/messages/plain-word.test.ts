import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { plainWord } from '../../../../src/core/messages/wording.ts';

test.each([
  ['a/b-c.d', 'a/b-c.d'],
  ['my files/x', '"my files/x"'],
  ["o'brien", String.raw`'o'\''brien'`],
  ["o'brien and sons", `"o'brien and sons"`],
  ['a"b c', `'a"b c'`],
  ['$HOME x', `'$HOME x'`],
  ['a\nb', '"a\nb"'],
])('%j is one word of a shell', (path, word) => {
  expect(plainWord(path)).toBe(word);
  expect(spawnSync('sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' }).stdout).toBe(path);
});
