import { expect, test } from 'vitest';

import { unifiedDiff } from '../../../src/writing/unified-diff.ts';

const lines = (...numbers: number[]) => numbers.map((number) => `${number}\n`).join('');

test.each<[string, string | null, string | null, number | undefined, string]>([
  ['nothing', 'a\n', 'a\n', undefined, ''],
  ['no file', null, null, undefined, ''],
  ['a new file', null, 'a\n', undefined, '--- /dev/null\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n'],
  ['a deletion', 'a\n', null, undefined, '--- a/f\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n'],
  [
    'a change, with a line around it',
    lines(1, 2, 3, 4, 5),
    lines(1, 2, 9, 4, 5),
    1,
    '--- a/f\n+++ b/f\n@@ -2,3 +2,3 @@\n 2\n-3\n+9\n 4\n',
  ],
  ['a change in the whole file', lines(1, 2), lines(1, 3), Infinity, '--- a/f\n+++ b/f\n 1\n-2\n+3\n'],
  [
    'a last line without an end',
    'a',
    'b',
    undefined,
    '--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n',
  ],
])('%s', (_, before, after, context, diff) => {
  expect(unifiedDiff('f', before, after, context)).toBe(diff);
});
