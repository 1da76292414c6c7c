import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readlink, symlink, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { TidemarkError } from '../../../errors.ts';
import { cannotWrite, errorCode, reasonOf } from '../file-trouble.ts';
import { dropAtExit } from './held-locks.ts';
import { identify, isDead } from './process-identity.ts';
import type { Identity } from './process-identity.ts';

export interface Lock {
  /** One sentence when the lock had to be taken over from a process that died, else undefined. */
  readonly notice: string | undefined;
  readonly release: () => Promise<void>;
}

/** Who holds a lock. `token` is unique to one acquisition. */
interface Holder extends Identity {
  readonly token: string;
}

const WAIT_MS = 30_000;

/**
 * Acquires the lock `file` (absolute path), waiting at most `waitMs` milliseconds for a living holder.
 * A lock whose holder died on this host is taken over. Throws `locked` when the wait was in vain, `cannot-write` when no lock can be made.
 *
 * The lock is a symbolic link whose target names its holder: made in one step, exclusively, and never half-written.
 */
export async function acquireLock(file: string, waitMs: number = WAIT_MS): Promise<Lock> {
  const me = { ...(await identify()), token: randomBytes(6).toString('hex') };
  await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
    throw cannotWrite(file, error);
  });
  const settled = dropAtExit({ file, text: textOf(me) });
  try {
    const dead = await waitFor(file, me, waitMs);
    await sweepSeconds(file, me);
    const notice = dead && `Took over the lock of process ${dead.pid}, which ended without releasing it.`;
    return { notice, release: async () => release(file, me).finally(settled) };
  } catch (error) {
    settled();
    throw error;
  }
}

/** Answers with the dead holder that the lock was taken over from. */
async function waitFor(file: string, me: Holder, waitMs: number): Promise<Holder | undefined> {
  const deadline = Date.now() + waitMs;
  let dead: Holder | undefined;
  while (!(await create(file, me))) {
    const other = await readHolder(file);
    if (other !== 'gone' && Date.now() > deadline) throw stillLocked(file, other, waitMs);
    if (typeof other === 'object' && (await isDead(other, me))) {
      if (await takeAway(file, other, me)) dead = other;
    } else if (other !== 'gone') {
      await sleep(5 + Math.random() * 20);
    }
  }
  return dead;
}

function textOf({ token, pid, started, host }: Holder): string {
  return `${token} ${pid} ${started} ${host}`;
}

async function create(file: string, holder: Holder): Promise<boolean> {
  try {
    await symlink(textOf(holder), file);
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
  try {
    const now = await readHolder(file);
    const mine = typeof now === 'object' && now.token === dead.token;
    if (mine) await remove(file);
    return mine;
  } finally {
    await remove(second);
  }
}

/** One that died while it took a lock over may have left its second file, which nobody else would ever look at. */
async function sweepSeconds(file: string, me: Holder): Promise<void> {
  const names = await readdir(dirname(file)).catch(() => []);
  for (const name of names.filter((name) => name.startsWith(`${basename(file)}.`))) {
    const second = join(dirname(file), name);
    const holder = await readHolder(second);
    if (typeof holder === 'object' && (await isDead(holder, me)))
      await takeAway(second, holder, me).catch(() => false);
  }
}

async function release(file: string, me: Holder): Promise<void> {
  const holder = await readHolder(file);
  if (typeof holder !== 'object' || holder.token !== me.token) return;
  await remove(file, 'What the command had to write is written. The next command takes the lock over.');
}

async function remove(
  file: string,
  hint = 'Nothing was changed. Remove the cause and run the command again.',
) {
  await unlink(file).catch((error: unknown) => {
    throw new TidemarkError(
      'cannot-write',
      `The lock ${file} could not be removed: ${reasonOf(error)}.`,
      hint,
    );
  });
}

function stillLocked(file: string, holder: Holder | 'unknown', waitMs: number): TidemarkError {
  const who = holder === 'unknown' ? 'Something' : `Process ${holder.pid} on ${holder.host.split(' ')[0]}`;
  return new TidemarkError(
    'locked',
    `${who} has been holding the lock ${file} for more than ${Math.round(waitMs / 1000)} s.`,
    'Wait until it has finished; if it is certainly gone, remove that file.',
  );
}
