import { expect, test } from 'vitest';

import { aboutLedger } from '../../../../src/core/messages/of-ledger.ts';

test.each([
  ['tidemark fix', 'tidemark fix --ledger web'],
  ['tidemark fix --base main', 'tidemark fix --ledger web --base main'],
  [
    'git add x && tidemark renumber --ledger web --stage',
    'git add x && tidemark renumber --ledger web --stage',
  ],
  ['draw one: `tidemark next --take`', 'draw one: `tidemark next --ledger web --take`'],
  ['tidemark resolve', 'tidemark resolve'],
])('%s is about one of several backlogs', (text, expected) => {
  expect(aboutLedger(text, 'web')).toBe(expected);
  expect(aboutLedger(text, undefined)).toBe(text);
});
