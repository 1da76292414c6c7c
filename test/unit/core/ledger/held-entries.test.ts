import assert from 'node:assert/strict';
import { expect, test } from 'vitest';

import { heldEntries, holdersOf } from '../../../../src/core/ledger/held-entries.ts';
import { stateWith } from '../../../../src/core/ledger/ledger-state.ts';
import { situation } from '../../../support/situation.ts';

const { candidate } = situation({ candidate: { items: ['WRK-001 Alpha', 'WRK-002 Beta', 'WRK-002 Gamma'] } });
assert.ok(candidate.backlog.state === 'readable');
const [ALPHA, BETA, GAMMA] = candidate.backlog.backlog.items;
assert.ok(ALPHA && BETA && GAMMA);

const versions = [[ALPHA], [ALPHA, GAMMA], [BETA, GAMMA], [ALPHA, ALPHA], [], [BETA]].map((entries, at) => ({
  name: String(at),
  state: stateWith('BACKLOG.yaml', entries, undefined),
}));

test('entries come in the order of their newest versions, each with all versions that have it', () => {
  const told = heldEntries(versions).map((held) => {
    const holders = holdersOf(versions, held).map(({ name }) => name);
    return `${held.entry.title} ${holders.join('')}`;
  });
  expect(told).toEqual(['Alpha 013', 'Gamma 12', 'Beta 25']);
});

test('the line of a version is the higher of its mark and its highest entry', () => {
  const lines = [undefined, 1, 9].map((mark) => stateWith('BACKLOG.yaml', [ALPHA, BETA], mark).line);
  expect(lines).toEqual([2, 2, 9]);
  expect(stateWith('BACKLOG.yaml', [], undefined).line).toBe(0);
});
