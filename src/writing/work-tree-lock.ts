import { join } from 'node:path';

import { sweepLeftovers } from '../adapters/disk/work-files.ts';
import { acquireLock } from '../adapters/disk/lock/lock.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { settleInterrupted } from './recorded-rewrite.ts';

/** The lock's file, absolute. */
export function lockFileOf({ gitDir }: Repository): string {
  return join(gitDir, 'tidemark', 'lock');
}

export interface WorkTreeLock {
  /** What had to be repaired first, one sentence each: a lock of a dead process, an interrupted renumbering. */
  readonly notices: readonly string[];
  readonly release: () => void;
}

/**
 * The lock for editing the files of a work tree. Whoever holds it finds no renumbering half done. `breakLock` takes over an abandoned one.
 * Throws `locked`, and what undoing throws.
 */
export async function lockWorkTree(repository: Repository, breakLock?: boolean): Promise<WorkTreeLock> {
  const { notice, release } = await acquireLock(lockFileOf(repository), { breakLock });
  try {
    await sweepLeftovers(repository.gitDir, 'tidemark');
    const settled = await settleInterrupted(repository);
    const taken = notice === undefined ? [] : [notice];
    return { notices: [...taken, ...settled], release };
  } catch (error) {
    release();
    throw error;
  }
}
