import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readlink, symlink, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { kill, pid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { TidemarkError } from '../errors.ts';
import { cannotWrite, errorCode } from './file-trouble.ts';

export interface Lock {
  /** One sentence when the lock had to be taken over from a process that died, else undefined. */
  readonly notice: string | undefined;
  readonly release: () => Promise<void>;
}

/** Who holds a lock. `token` is unique to one acquisition, `started` the kernel's start time of the process, or `-` where there is none. */
interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly started: string;
  readonly host: string;
}

const WAIT_MS = 30_000;

/**
 * Acquires the lock `file` (absolute path), waiting at most `waitMs` milliseconds for a living holder.
 * A lock whose holder died on this host is taken over. Throws `locked` when the wait was in vain, `cannot-write` when no lock can be made.
 *
 * The lock is a symbolic link whose target names its holder: made in one step, exclusively, and never half-written.
 */
export async function acquireLock(file: string, waitMs: number = WAIT_MS): Promise<Lock> {
  const me = await identify();
  const deadline = Date.now() + waitMs;
  let dead: Holder | undefined;
  await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
    throw cannotWrite(file, error);
  });
  while (!(await create(file, me))) {
    const other = await readHolder(file);
    if (other !== 'gone' && Date.now() > deadline) throw stillLocked(file, other, waitMs);
    if (typeof other === 'object' && (await isDead(other, me))) {
      if (await takeAway(file, other, me)) dead = other;
    } else if (other !== 'gone') {
      await sleep(5 + Math.random() * 20);
    }
  }
  const notice = dead && `Took over the lock of process ${dead.pid}, which ended without releasing it.`;
  return { notice, release: async () => release(file, me) };
}

async function identify(): Promise<Holder> {
  // Containers can share a host name while they number their processes apart.
  const space = await readlink('/proc/self/ns/pid').catch(() => 'pid');
  const stat = await readStat(pid);
  const token = randomBytes(6).toString('hex');
  return { token, pid, started: stat?.started ?? '-', host: `${hostname()} ${space}` };
}

async function create(file: string, { token, pid, started, host }: Holder): Promise<boolean> {
  try {
    await symlink(`${token} ${pid} ${started} ${host}`, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw cannotWrite(file, error);
  }
}

async function readHolder(file: string): Promise<Holder | 'gone' | 'unknown'> {
  try {
    const match = /^([0-9a-f]+) (\d+) (\d+|-) (.+)$/u.exec(await readlink(file));
    const [, token, pid, started, host] = match ?? [];
    if (token === undefined || started === undefined || host === undefined) return 'unknown';
    return { token, pid: Number(pid), started, host };
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'gone' : 'unknown';
  }
}

async function isDead(holder: Holder, me: Holder): Promise<boolean> {
  if (holder.host !== me.host) return false;
  const stat = await readStat(holder.pid);
  if (!stat) return !isRunning(holder.pid);
  // A zombie holds nothing any more, and a number that the kernel gave out again is another process.
  return /[XZ]/u.test(stat.state) || (holder.started !== '-' && stat.started !== holder.started);
}

/**
 * Removes the lock of a dead process, under a second exclusive file that only this one lock can ever have:
 * whoever is late finds either that file or another holder, and so never removes a lock that is alive.
 * The second file is a lock like the first, for its holder may die as well.
 */
async function takeAway(file: string, dead: Holder, me: Holder): Promise<boolean> {
  const second = `${file}.${dead.token}`;
  if (!(await create(second, me))) {
    const other = await readHolder(second);
    if (typeof other === 'object' && (await isDead(other, me))) await takeAway(second, other, me);
    else await sleep(5);
    return false;
  }
  const now = await readHolder(file);
  const mine = typeof now === 'object' && now.token === dead.token;
  if (mine) await unlink(file);
  await unlink(second);
  return mine;
}

async function release(file: string, me: Holder): Promise<void> {
  const holder = await readHolder(file);
  if (typeof holder !== 'object' || holder.token !== me.token) return;
  await unlink(file).catch((error: unknown) => {
    throw new TidemarkError(
      'cannot-write',
      `The lock ${file} could not be removed: ${errorCode(error)}.`,
      'What the command had to write is written. The next command takes the lock over.',
    );
  });
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

function stillLocked(file: string, holder: Holder | 'unknown', waitMs: number): TidemarkError {
  const who = holder === 'unknown' ? 'Something' : `Process ${holder.pid} on ${holder.host.split(' ')[0]}`;
  return new TidemarkError(
    'locked',
    `${who} has been holding the lock ${file} for more than ${Math.round(waitMs / 1000)} s.`,
    'Wait until it has finished; if it is certainly gone, remove that file.',
  );
}
