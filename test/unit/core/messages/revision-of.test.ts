import { expect, test } from 'vitest';
import { revisionOf } from '../../../../src/core/messages/wording.ts';
import { situation } from '../../../support/situation.ts';

test.each([
  ['HEAD', 'abc', 'HEAD'],
  ['main', 'abc', 'abc'],
  ['index', undefined, 'index'],
])('%s at %s is called %s in a command', (label, commit, expected) => {
  const { candidate } = situation({ candidate: {} });
  expect(revisionOf({ ...candidate, label, commit })).toBe(expected);
});
