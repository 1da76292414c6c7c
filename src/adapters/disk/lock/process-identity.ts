import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';

import { errorCode } from '../file-trouble.ts';

/** A process that may be gone now. `started` is the kernel's start time, or `-` where there is none. */
export interface Identity {
  readonly pid: number;
  readonly started: string;
  readonly host: string;
}

/** That of this process. */
export async function identify(): Promise<Identity> {
  // Containers can share a host name while they number their processes apart.
  const space = await readlink('/proc/self/ns/pid').catch(() => 'pid');
  const stat = await readStat(pid);
  return { pid, started: stat?.started ?? '-', host: `${hostname()} ${space}` };
}

/** Whether a process is certainly gone; of other hosts nobody knows. */
export async function isDead(other: Identity, me: Identity): Promise<boolean> {
  if (other.host !== me.host) return false;
  const stat = await readStat(other.pid);
  if (!stat) return !isRunning(other.pid);
  // A zombie holds nothing any more, and a number that the kernel gave out again is another process.
  return /[XZ]/u.test(stat.state) || (other.started !== '-' && stat.started !== other.started);
}

async function readStat(pid: number): Promise<{ state: string; started: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The command's name stands in parentheses and may hold anything: the fields are counted from the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  return state !== undefined && started !== undefined ? { state, started } : undefined;
}

function isRunning(pid: number): boolean {
  try {
    return kill(pid, 0);
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}
