import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { BIN } from './cli.ts';
import { freshDirectory } from './repo.ts';

/** The system calls that change a disk. */
const CALLS = [
  'write',
  'pwrite64',
  'rename',
  'fsync',
  'unlink',
  'symlink',
  'mkdir',
  'rmdir',
  'fchmod',
  'chmod',
  'fchown',
  'openat',
];

/** What happens at the `nth` call of a name in any thread: the process is killed, or the call fails so. */
export interface Sabotage {
  readonly call: string;
  readonly nth: number;
  readonly how: 'KILL' | 'ENOSPC' | 'EIO' | 'EACCES' | 'EROFS';
}

export interface Sabotaged {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly stderr: string;
}

/** Whether this machine lets strace interfere. */
export function canSabotage(): boolean {
  const { status } = spawnSync('strace', ['-f', '-o', '/dev/null', '-e', 'trace=rename', 'true']);
  return status === 0;
}

/** How often each call happens in a run, at most, in one thread of it. */
export function countCalls(cwd: string, argv: readonly string[]): ReadonlyMap<string, number> {
  const log = join(freshDirectory('trace'), 'log');
  strace(cwd, ['-o', log, '-e', `trace=${CALLS.join(',')}`], argv);
  const perThread = new Map<string, number>();
  const most = new Map<string, number>();
  for (const [, thread = '', call = ''] of readFileSync(log, 'latin1').matchAll(/^(\d+) +([a-z0-9]+)\(/gmu)) {
    const count = (perThread.get(`${thread} ${call}`) ?? 0) + 1;
    perThread.set(`${thread} ${call}`, count);
    most.set(call, Math.max(count, most.get(call) ?? 0));
  }
  return most;
}

export function sabotage(cwd: string, { call, nth, how }: Sabotage, argv: readonly string[]): Sabotaged {
  const fault = how === 'KILL' ? 'signal=KILL' : `error=${how}`;
  const { status, stderr } = strace(
    cwd,
    ['-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:${fault}:when=${nth}`],
    argv,
  );
  return { code: status, stderr };
}

function strace(cwd: string, options: readonly string[], argv: readonly string[]) {
  return spawnSync('strace', ['-f', '--seccomp-bpf', ...options, process.execPath, BIN, ...argv], {
    cwd,
    encoding: 'utf8',
    // With one thread for files, the nth call is the nth of the command.
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  });
}
