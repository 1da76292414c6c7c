import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';

import { temporaryBeside } from '../../src/adapters/disk/temporary-files.ts';

/** The number of a process that is no more. */
export async function pidOfTheDead(): Promise<number> {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid ?? 0;
}

/** The name of a temporary file of that process of this host. */
export async function leftoverOf(pid: number): Promise<string> {
  const own = basename(temporaryBeside('x'));
  return own.replace(/\d+/u, String(pid));
}
