import assert from 'node:assert/strict';
import { expect, test } from 'vitest';

import { stateWith } from '../../../../src/core/ledger/ledger-state.ts';
import { situation } from '../../../support/situation.ts';

test('the line of a version is the higher of its mark and its highest entry', () => {
  const { candidate } = situation({ candidate: { items: ['WRK-001 Alpha', 'WRK-002 Beta'] } });
  assert.ok(candidate.backlog.state === 'readable');
  const { items } = candidate.backlog.backlog;
  const lines = [undefined, 1, 9].map(
    (mark) => stateWith({ path: 'BACKLOG.yaml', entries: items, mark }).line,
  );
  expect(lines).toEqual([2, 2, 9]);
  expect(stateWith({ path: 'BACKLOG.yaml', entries: [], mark: undefined }).line).toBe(0);
});
