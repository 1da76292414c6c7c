import { createHash } from 'node:crypto';

import type { LockFile } from './lock-file.ts';
import { isDead } from './process-identity.ts';
import type { Identity } from './process-identity.ts';

/** Who holds a lock. */
export interface Holder {
  /** Unique to one acquisition. */
  readonly token: string;
  /** Undefined where the text says nothing that can be understood. */
  readonly process: Identity | undefined;
  readonly touched: number;
}

/** How long nobody has to have touched the lock of a process that cannot be looked for, before it may be broken. */
const ABANDONED_MS = 600_000;

export function holderText(token: string, { pid, started, host }: Identity): string {
  return `${token} ${pid} ${started} ${host}`;
}

export function holderOf({ text, touched }: LockFile): Holder {
  const match = /^([0-9a-f]+) (\d+) (\d+|-) (.+)$/u.exec(text);
  const [, token, pid, started, host] = match ?? [];
  if (token !== undefined && started !== undefined && host !== undefined)
    return { token, process: { pid: Number(pid), started, host }, touched };
  return { token: createHash('sha256').update(text).digest('hex').slice(0, 12), process: undefined, touched };
}

/**
 * `dead`: the process is certainly gone. `abandoned`: it runs on another host or in another container, or its text cannot be understood, so
 * nobody here can tell; and it has not touched the lock for ten minutes before `now` (milliseconds, the clock of the file system). Else `living`.
 */
export function stateOf(
  { process, touched }: Holder,
  me: Identity,
  now: number,
): 'living' | 'abandoned' | 'dead' {
  if (process && isDead(process, me)) return 'dead';
  // Where no start time is known, another process may have got the number.
  const isKnown = process?.host === me.host && process.started !== '-';
  return !isKnown && now - touched > ABANDONED_MS ? 'abandoned' : 'living';
}

/** The holder as the subject of a sentence. */
export function naming({ process }: Holder, me: Identity): string {
  if (!process) return 'Something';
  const [host = '', own] = [process.host, me.host].map((words) => words.split(' ')[0]);
  if (process.host === me.host) return `Process ${process.pid} on ${host}`;
  return host === own
    ? `Process ${process.pid} of another container on ${host}`
    : `Process ${process.pid} on ${host}`;
}

/** `3 minutes`, `31 days`. */
export function durationOf(milliseconds: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
  ] as const;
  const [unit, length] = units.find(([, length]) => milliseconds >= length) ?? ['second', 1000];
  const count = Math.max(1, Math.round(milliseconds / length));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
