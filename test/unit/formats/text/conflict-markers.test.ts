import { expect, test } from 'vitest';

import { findConflicts, splitConflicts } from '../../../../src/formats/text/conflict-markers.ts';

test.each([
  [
    'two ways',
    'a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\nd\n',
    { ours: 'a\nb\nd\n', theirs: 'a\nc\nd\n' },
  ],
  [
    'three ways',
    '<<<<<<< x\nb\n||||||| base\no\n=======\n>>>>>>> y\n',
    { ours: 'b\n', theirs: '', base: 'o\n' },
  ],
  [
    'three ways and two',
    '<<<<<<< x\nb\n||||||| base\no\n=======\n>>>>>>> y\n<<<<<<< x\n=======\n>>>>>>> y\n',
    { ours: 'b\n', theirs: '' },
  ],
  ['CRLF, no end', '<<<<<<< x\r\nb\r\n=======\r\nc\r\n>>>>>>> y', { ours: 'b\r\n', theirs: 'c\r\n' }],
  ['a rule that looks like a marker', 'h\n=======\n', undefined],
  [
    'markers are lines of their own',
    '<<<<<<< x\nb =======\n=======c\n=======\nd\n>>>>>>> y\n',
    { ours: 'b =======\n=======c\n', theirs: 'd\n' },
  ],
  ['none', 'a\n', undefined],
  ['left open', '<<<<<<< x\nb\n=======\n', undefined],
])('%s', (_, text, sides) => {
  expect(splitConflicts(text)).toEqual(sides);
});

test('longer markers are markers where they are asked for', () => {
  const text = '<<<<<<<<< x\na\n=========\nb\n>>>>>>>>> y\n';
  expect(splitConflicts(text)).toBeUndefined();
  expect(splitConflicts(text, 9)).toMatchObject({ ours: 'a\n', theirs: 'b\n' });
});

test.each([
  ['none', 'a\n=======\n', []],
  [
    'two',
    'a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd\n<<<<<<< x\n=======\n>>>>>>> y\n',
    [
      { first: 2, last: 6 },
      { first: 8, last: 10 },
    ],
  ],
  ['one that is left open', 'a\n<<<<<<< x\nb\nc', [{ first: 2, last: 4 }]],
])('the lines of conflicts: %s', (_, text, ranges) => {
  expect(findConflicts(text)).toEqual(ranges);
});
