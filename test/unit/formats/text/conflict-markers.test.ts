import { expect, test } from 'vitest';

import { splitConflicts } from '../../../../src/formats/text/conflict-markers.ts';

test.each([
  [
    'two ways',
    'a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\nd\n',
    { ours: 'a\nb\nd\n', theirs: 'a\nc\nd\n' },
  ],
  ['three ways', '<<<<<<< x\nb\n||||||| base\no\n=======\n>>>>>>> y\n', { ours: 'b\n', theirs: '' }],
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
