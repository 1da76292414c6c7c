import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { TidemarkError } from '../../../errors.ts';
import { cannotWrite, makeDirectory, orElse } from '../file-trouble.ts';
import { dropAtExit } from './held-locks.ts';
import { draftLock, makeLock, readLock, removeDraft, removeLock, touchLock } from './lock-file.ts';
import type { LockDraft } from './lock-file.ts';
import { durationOf, holderOf, holderText, naming, stateOf } from './lock-holder.ts';
import type { Holder } from './lock-holder.ts';
import { identify } from './process-identity.ts';
import type { Identity } from './process-identity.ts';

export interface Lock {
  /** One sentence when the lock had to be taken over from a process that died, or was broken; else undefined. */
  readonly notice: string | undefined;
  readonly release: () => void;
}

export interface LockOptions {
  /** Milliseconds to wait for a living holder. */
  readonly waitMs?: number;
  /** Take over a lock that is abandoned (`stateOf`). */
  readonly breakLock?: boolean | undefined;
}

/** Who asks: the process, the token of this acquisition, and the draft of its lock. */
interface Asking {
  readonly me: Identity;
  readonly token: string;
  readonly draft: LockDraft;
  readonly breakLock: boolean;
}

const WAIT_MS = 30_000;
const TOUCH_MS = 60_000;

/**
 * Acquires the lock `file` (absolute path). A lock whose holder died on this host is taken over. Throws `locked` when the wait was in vain,
 * `cannot-write` when no lock can be made.
 */
export async function acquireLock(
  file: string,
  { waitMs = WAIT_MS, breakLock = false }: LockOptions = {},
): Promise<Lock> {
  const me = identify();
  const token = randomBytes(6).toString('hex');
  await makeDirectory(dirname(file)).catch((error: unknown) => {
    throw cannotWrite(file, error);
  });
  const draft = draftLock(file, holderText(token, me));
  const settled = dropAtExit({ file, text: draft.text });
  try {
    const notice = await waitFor(file, { me, token, draft, breakLock }, waitMs);
    await sweepSeconds(file, { me, token, draft, breakLock: false });
    const touching = setInterval(() => touchLock(file), TOUCH_MS).unref();
    const finished = () => {
      clearInterval(touching);
      settled();
    };
    return { notice, release: () => release(file, token, finished) };
  } catch (error) {
    settled();
    throw error;
  } finally {
    removeDraft(draft);
  }
}

/** Answers with what is to be said of a former holder that the lock was taken from. */
async function waitFor(file: string, asking: Asking, waitMs: number): Promise<string | undefined> {
  const deadline = Date.now() + waitMs;
  let notice: string | undefined;
  while (!makeLock(file, asking.draft)) {
    const other = readHolder(file);
    if (!other) continue;
    const state = stateOf(other, asking.me, fileTime(asking.draft));
    if (Date.now() > deadline || (state === 'abandoned' && !asking.breakLock))
      throw stillLocked(file, other, state, asking);
    if (state === 'living') await sleep(5 + Math.random() * 20);
    else if (await takeAway(file, other, asking)) notice = noticeOf(other, state, asking.me);
  }
  return notice;
}

/** Now, by the clock of the file system, which need not be this machine's. */
function fileTime({ written, now }: LockDraft): number {
  return written + (Date.now() - now);
}

function readHolder(file: string): Holder | undefined {
  const lock = readLock(file);
  return lock && holderOf(lock);
}

/**
 * Removes the lock of a dead process, or an abandoned one, under a second exclusive file that only this one lock can ever have:
 * whoever is late finds either that file or another holder, and so never removes a lock that is alive.
 * The second file is a lock like the first, for its holder may die as well.
 */
async function takeAway(file: string, former: Holder, asking: Asking): Promise<boolean> {
  const second = `${file}.${former.token}`;
  if (!makeLock(second, asking.draft)) {
    const other = readHolder(second);
    if (other && isTakable(other, asking)) await takeAway(second, other, asking);
    else await sleep(5);
    return false;
  }
  try {
    const now = readHolder(file);
    const mine = now?.token === former.token && now.touched === former.touched;
    if (mine) removeLock(file);
    return mine;
  } finally {
    removeLock(second);
  }
}

function isTakable(other: Holder, { me, draft, breakLock }: Asking): boolean {
  const state = stateOf(other, me, fileTime(draft));
  return state === 'dead' || (state === 'abandoned' && breakLock);
}

/** One that died while it took a lock over may have left its second file, which nobody else would ever look at. */
async function sweepSeconds(file: string, asking: Asking): Promise<void> {
  const names = orElse(() => readdirSync(dirname(file)), []);
  for (const name of names.filter((name) => name.startsWith(`${basename(file)}.`))) {
    const second = join(dirname(file), name);
    const holder = readHolder(second);
    if (holder && isTakable(holder, asking)) await takeAway(second, holder, asking).catch(() => false);
  }
}

function release(file: string, token: string, finished: () => void): void {
  try {
    if (readHolder(file)?.token !== token) return;
    removeLock(file, 'What the command had to write is written. The next command takes the lock over.');
  } finally {
    finished();
  }
}

function noticeOf(other: Holder, state: 'abandoned' | 'dead', me: Identity): string {
  const pid = other.process?.pid;
  return state === 'dead' && pid !== undefined
    ? `Took over the lock of process ${pid}, which ended without releasing it.`
    : `Broke the lock: ${naming(other, me)} had not touched it for ten minutes.`;
}

function stillLocked(
  file: string,
  other: Holder,
  state: 'living' | 'abandoned' | 'dead',
  { me, draft }: Asking,
): TidemarkError {
  const untouched = durationOf(fileTime(draft) - other.touched);
  const isHere = other.process?.host === me.host;
  return new TidemarkError(
    'locked',
    `${naming(other, me)} has the lock ${file}, and last touched it ${untouched} ago.`,
    hintOf(state, isHere),
  );
}

function hintOf(state: 'living' | 'abandoned' | 'dead', isHere: boolean): string {
  if (state === 'abandoned')
    return 'Whether it still runs cannot be seen from here. If it does not, run the command again with `--break-lock`.';
  return isHere
    ? 'Wait until it has finished, or end it, and run the command again.'
    : 'Wait until it has finished. If it is gone, `--break-lock` takes the lock over ten minutes after it was last touched.';
}

/** A lock as one finds it, without asking for it. */
export interface FoundLock {
  readonly state: 'living' | 'abandoned' | 'dead';
  /** The subject of a sentence. */
  readonly holder: string;
  /** How long it has not been touched, in words. */
  readonly untouched: string;
}

/** Undefined where nobody has the lock. Changes nothing, and goes by this machine's clock. */
export function inspectLock(file: string): FoundLock | undefined {
  const [other, me] = [readHolder(file), identify()];
  if (!other) return undefined;
  const now = Date.now();
  return {
    state: stateOf(other, me, now),
    holder: naming(other, me),
    untouched: durationOf(now - other.touched),
  };
}
