import assert from 'node:assert/strict';
import { ItemPool } from '../../src/core/item-pool.ts';
import type { BroughtVersion } from '../../src/core/situation.ts';
import { situation, type Scene } from './situation.ts';

/** One version, and what it is called: `'m: a b'` has the parents a and b. */
export function version(name: string, scene: Scene, pool = new ItemPool()): BroughtVersion {
  const { backlog } = situation({ candidate: scene }).candidate;
  assert.ok(backlog.state === 'readable');
  const [commit = '', parents = ''] = name.split(': ');
  const before = parents.split(' ').filter(Boolean);
  return { commit, parents: before, sinceFork: true, published: false, backlog: pool.share(backlog.backlog) };
}
