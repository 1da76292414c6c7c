import assert from 'node:assert/strict';
import { ItemPool } from '../../src/core/ledger/item-pool.ts';
import type { LedgerVersion, Situation } from '../../src/core/ledger/situation.ts';
import { situation, type Scene } from './situation.ts';

/** One version of a range, and what it is called: `'m: a b'` has the parents a and b. `0` and `1` are the (first) base. */
export function version(name: string, scene: Scene, pool = new ItemPool()): LedgerVersion {
  const { backlog } = situation({ candidate: scene }).candidate;
  assert.ok(backlog.state === 'readable');
  const [own = '', parents = ''] = name.split(': ');
  const named = (one: string): string => (/^\d$/u.test(one) ? one.replace('0', '1').repeat(40) : one);
  const commit = named(own);
  const before = parents.split(' ').filter(Boolean).map(named);
  return { commit, parents: before, state: pool.share(backlog.backlog), inRange: 'new' };
}

/** The same, that others have already. */
export function published(name: string, scene: Scene, pool?: ItemPool): LedgerVersion {
  return { ...version(name, scene, pool), inRange: 'published' };
}

/** A situation whose candidate comes by a range. What is known of a commit already stays as it is. */
export function withRange(situation: Situation, range: readonly LedgerVersion[]): Situation {
  const known = new Set(situation.versions.map(({ commit }) => commit));
  return {
    ...situation,
    versions: [...situation.versions, ...range.filter(({ commit }) => !known.has(commit))],
  };
}
