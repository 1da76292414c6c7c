import { expect, test } from 'vitest';

import { policyOfBacklog, DEFAULT_POLICY } from '../../../../src/core/findings/policy.ts';
import { backlogCounter } from '../../../../src/core/ledger/counters.ts';
import { overlap, placesOf } from '../../../../src/core/ledger/named-backlog.ts';

test('paths overlap where one is the other, or in it', () => {
  const pairs = [
    ['a', 'a'],
    ['a/b', 'a'],
    ['a', 'a/b'],
    ['a', 'ab'],
  ] as const;
  expect(pairs.map(([one, other]) => overlap(one, other))).toEqual([true, true, true, false]);
});

test('a backlog has three places, a counter and a policy of its own', () => {
  expect(placesOf({ path: 'p', worklog: 'w', changes: 'c' })).toEqual(['p', 'w', 'c']);
  expect([backlogCounter('web'), backlogCounter(undefined)]).toEqual(['web', 'backlog']);
  const own = { prefixes: ['WEB'], maxLeap: undefined };
  expect(policyOfBacklog(DEFAULT_POLICY, own)).toEqual({ ...DEFAULT_POLICY, prefixes: ['WEB'] });
  expect(policyOfBacklog(DEFAULT_POLICY, { ...own, maxLeap: 5 }).maxLeap).toBe(5);
});
