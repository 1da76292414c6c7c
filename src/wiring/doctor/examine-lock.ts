import { inspectLock } from '../../adapters/disk/lock/lock.ts';
import { lockFileOf } from '../../writing/work-tree-lock.ts';
import { note, problem } from '../remark.ts';
import type { Patient, Remark } from '../remark.ts';

/** Whether a process that is gone, or may be, keeps the lock that every command needs that writes. */
export async function examineLock({ repository }: Patient): Promise<readonly Remark[]> {
  const lock = inspectLock(lockFileOf(repository));
  if (!lock || lock.state === 'living') return [];
  const message = `${lock.holder} has the lock ${lockFileOf(repository)}, and last touched it ${lock.untouched} ago`;
  return lock.state === 'dead'
    ? [note(`${message}; it is gone.`, 'The next command that writes takes the lock over.')]
    : [
        problem(
          `${message}. Whether it still runs cannot be seen from here, and no command can write.`,
          'If it does not, run that command with `--break-lock`, as in `tidemark fix --break-lock`.',
        ),
      ];
}
