import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';

import type { BacklogVersion } from '../../../src/core/situation.ts';
import { commitsWith, holdersOf, tenuresOf, tenuresOfId } from '../../../src/core/tenure.ts';
import { itemVersions, newestUse } from '../../../src/core/versions.ts';
import { situation } from '../../support/situation.ts';

const { candidate } = situation({ candidate: { items: ['WRK-001 Alpha', 'WRK-002 Beta', 'WRK-002 Gamma'] } });
assert.ok(candidate.backlog.state === 'readable');
const [ALPHA, BETA, GAMMA] = candidate.backlog.backlog.items;
assert.ok(ALPHA && BETA && GAMMA);

const versions = [[ALPHA], [ALPHA, GAMMA], [BETA, GAMMA], [ALPHA, ALPHA], [], [BETA]].map(
  (items, at): BacklogVersion => ({
    commit: `${at}`.repeat(40),
    parents: [],
    sinceFork: at > 2,
    backlog: { path: 'BACKLOG.yaml', items, mark: { state: 'absent' } },
  }),
);
const commitsOf = (list: readonly BacklogVersion[]) => list.map(({ commit }) => commit.slice(0, 1)).join('');

describe('the tenures of items', () => {
  test('come in the order of their newest versions', () => {
    const told = tenuresOf(versions).map(
      (tenure) => `${tenure.item.title} ${commitsOf(holdersOf(versions, tenure))}`,
    );
    expect(told).toEqual(['Alpha 013', 'Gamma 12', 'Beta 25']);
  });

  test('are known by ID, and told from the newest on', () => {
    expect(tenuresOfId(versions, 'WRK-002').map(newestUse)).toEqual([
      { claim: GAMMA, seenIn: '1111111111' },
      { claim: BETA, seenIn: '2222222222' },
    ]);
    expect(tenuresOfId(versions, 'WRK-003')).toEqual([]);
  });

  test('name the commits that have what fits', () => {
    const commits = commitsWith(versions, 'WRK-002', ({ title }) => title === 'Beta');
    expect([...commits]).toEqual([2, 5].map((digit) => `${digit}`.repeat(40)));
  });

  test('begin anew where only versions since the fork count', () => {
    const uses = itemVersions({ versions }, 'WRK-002', true);
    expect(uses).toEqual([{ claim: BETA, seenIn: '5555555555' }]);
  });
});
