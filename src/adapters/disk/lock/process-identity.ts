import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';

import { errorCode, orElse } from '../file-trouble.ts';

/** A process that may be gone now. `started` is the kernel's start time, or `-` where there is none. */
export interface Identity {
  readonly pid: number;
  readonly started: string;
  readonly host: string;
}

/** That of this process. */
export function identify(): Identity {
  own ??= findIdentity();
  return own;
}

let own: Identity | undefined;

function findIdentity(): Identity {
  // Containers can share a host name while they number their processes apart.
  const space = orElse(() => readlinkSync('/proc/self/ns/pid'), 'pid');
  return { pid, started: readStat(pid)?.started ?? '-', host: `${hostname()} ${space}` };
}

/** Whether a process is certainly gone; of other hosts nobody knows. */
export function isDead(other: Identity, me: Identity): boolean {
  if (other.host !== me.host) return false;
  const stat = readStat(other.pid);
  if (!stat) return !isRunning(other.pid);
  // A zombie holds nothing any more, and a number that the kernel gave out again is another process.
  return /[XZ]/u.test(stat.state) || (other.started !== '-' && stat.started !== other.started);
}

function readStat(pid: number): { state: string; started: string } | undefined {
  const text = orElse(() => readFileSync(`/proc/${pid}/stat`, 'latin1'), '');
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
