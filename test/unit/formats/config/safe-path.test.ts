import { expect, test } from 'vitest';
import { refusePath } from '../../../../src/formats/config/safe-path.ts';

test.each([
  'BACKLOG.yaml',
  '.dev/BACKLOG.yaml',
  'a b/ü',
  '.github/x',
  '.gitignore',
  'git/x',
  'x.git/y',
  '..x',
  '-rf',
])('%j is fine', (path) => {
  expect(refusePath(path)).toBeUndefined();
});

test.each([
  ['', 'is empty'],
  ['a\nb', 'holds a control character'],
  ['a\u0085b', 'holds a control character'],
  ['a\\b', 'holds a backslash; directories are separated by /'],
  ['/etc/passwd', 'is absolute; it has to be relative to the repository'],
  ['C:x', 'is absolute; it has to be relative to the repository'],
  ['../x', 'leads upwards with ..'],
  ['a/../x', 'leads upwards with ..'],
  ['a//b', 'holds an empty or a . segment'],
  ['a/', 'holds an empty or a . segment'],
  ['./a', 'holds an empty or a . segment'],
  ...[
    '.git/config',
    'a/.GIT/x',
    '.git. ./x',
    'GIT~1/x',
    'git~12/x',
    '.g\u200Cit/x',
    '.git::$INDEX_ALLOCATION/x',
    '.git',
  ].map((path) => [path, 'leads into .git'] as const),
] as const)('%j %s', (path, reason) => {
  expect(refusePath(path)).toBe(reason);
});
