import { expect, test } from 'vitest';
import { revisionOf } from '../../../../src/core/messages/wording.ts';
import { situation } from '../../../support/situation.ts';

test.each([
  ['HEAD', 'HEAD'],
  ['origin/main', 'origin/main'],
  ['a63c6b2fbb', 'a63c6b2fbb'],
  ['topic;reboot', "'topic;reboot'"],
])('%s is called %s in a command', (label, expected) => {
  const { candidate } = situation({ candidate: {} });
  expect(revisionOf({ ...candidate, label })).toBe(expected);
});
