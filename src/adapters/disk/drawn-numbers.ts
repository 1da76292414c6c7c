import { closeSync, existsSync, fstatSync, openSync } from 'node:fs';
import { readdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { TidemarkError } from '../../errors.ts';
import { cannotRead, cannotWrite, errorCode, makeDirectory } from './file-trouble.ts';
import { MAX_ITEM_NUMBER } from '../../core/ids/item-id.ts';

const DAY_MS = 86_400_000;
/** Sweeping reads the whole directory; doing so every now and then keeps it small enough. */
const SWEEP_EVERY = 64;

export interface Drawn {
  readonly number: number;
  /** When it was drawn, in nanoseconds since 1970. By the clock that stamps files, so a higher number is never the older one. */
  readonly at: bigint;
}

/**
 * Draws the lowest item number above `above` that no process of any worktree of this clone has drawn before, by exclusively
 * creating `tidemark/drawn/<number>` in `commonDir`, the absolute path of git's common directory. `ledger` is the name of the backlog, if it has one.
 * Entries at or below `everyMark`, the lowest mark of any local branch and worktree, are swept now and then.
 * Throws `exhausted` at the end of u32, `cannot-write` where the entry cannot be made.
 */
export async function drawNumber(
  commonDir: string,
  above: number,
  everyMark: number,
  ledger?: string,
): Promise<Drawn> {
  const directory = directoryOf(commonDir, ledger);
  try {
    await prepare(directory);
    for (let number = above + 1; number <= MAX_ITEM_NUMBER; number += 1) {
      const at = claim(join(directory, String(number)));
      if (at === undefined) continue;
      if (number % SWEEP_EVERY === 0) await sweep(directory, everyMark);
      return { number, at };
    }
  } catch (error) {
    throw cannotWrite(directory, error);
  }
  throw exhausted();
}

/**
 * Draws this very number; undefined where a process of this clone has drawn it. Answers and sweeps as `drawNumber` does. Throws `cannot-write`.
 */
export async function claimNumber(
  commonDir: string,
  number: number,
  everyMark: number,
  ledger?: string,
): Promise<Drawn | undefined> {
  const directory = directoryOf(commonDir, ledger);
  const entry = join(directory, String(number));
  // Of a block most are taken: seeing that is to cost next to nothing.
  if (existsSync(entry)) return undefined;
  try {
    await prepare(directory);
    const at = claim(entry);
    if (at !== undefined && number % SWEEP_EVERY === 0) await sweep(directory, everyMark);
    return at === undefined ? undefined : { number, at };
  } catch (error) {
    throw cannotWrite(directory, error);
  }
}

/** Whether no process of this clone has drawn it. */
export function isUndrawn(commonDir: string, number: number, ledger?: string): boolean {
  return !existsSync(join(directoryOf(commonDir, ledger), String(number)));
}

/** The number that `drawNumber` would draw now. */
export async function peekNumber(commonDir: string, above: number, ledger?: string): Promise<number> {
  const drawn = new Set(await readdir(directoryOf(commonDir, ledger)).catch(() => []));
  let number = above + 1;
  while (drawn.has(String(number))) number += 1;
  if (number > MAX_ITEM_NUMBER) throw exhausted();
  return number;
}

/** What was drawn, the lowest number first, without what was swept since. Throws `cannot-read`. */
export async function listDrawn(commonDir: string, ledger?: string): Promise<readonly Drawn[]> {
  const directory = directoryOf(commonDir, ledger);
  const names = await readdir(directory).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw cannotRead(directory, error);
  });
  const entries = await Promise.all(
    names.map(async (name) => {
      const made = await stat(join(directory, name), { bigint: true }).catch(() => undefined);
      return made && /^\d+$/u.test(name) ? [{ number: Number(name), at: made.mtimeNs }] : [];
    }),
  );
  return entries.flat().toSorted((one, other) => one.number - other.number);
}

/** Draws a number of a ledger of files, by a name of one folder and one file; false where somebody of this clone has drawn it. Throws `cannot-write`. */
export async function claimName(commonDir: string, name: string): Promise<boolean> {
  const entry = entryOf(commonDir, name);
  try {
    await prepare(dirname(entry));
    return claim(entry) !== undefined;
  } catch (error) {
    throw cannotWrite(entry, error);
  }
}

/** Whether somebody of this clone has drawn it. */
export function isClaimed(commonDir: string, name: string): boolean {
  return existsSync(entryOf(commonDir, name));
}

function entryOf(commonDir: string, name: string): string {
  return join(commonDir, 'tidemark', 'drawn-files', name);
}

/** A backlog with a name counts by itself. */
function directoryOf(commonDir: string, ledger: string | undefined): string {
  const own = ledger === undefined ? ['drawn'] : ['drawn-in', encodeURIComponent(ledger)];
  return join(commonDir, 'tidemark', ...own);
}

/** Whoever interrupts the program while the directory is made is heard before a number is taken. */
async function prepare(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  await makeDirectory(directory);
  await nextTurn();
}

/** At once, without Node's threads, which take longer than the disk. */
function claim(entry: string): bigint | undefined {
  try {
    const file = openSync(entry, 'wx');
    const { mtimeNs } = fstatSync(file, { bigint: true });
    closeSync(file);
    return mtimeNs;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return undefined;
    throw error;
  }
}

/** Every number is used up. */
export function exhausted(): TidemarkError {
  return new TidemarkError(
    'exhausted',
    `Every item number up to ${MAX_ITEM_NUMBER} is used up.`,
    'Correct next_item_id in the backlog if it leapt there by mistake.',
  );
}

/** A process may have read the marks before they rose and draw by what it read: an entry stays as long as such a process could still be under way. */
async function sweep(directory: string, everyMark: number): Promise<void> {
  const names = await readdir(directory);
  for (const name of names.filter((each) => Number(each) <= everyMark)) {
    const entry = join(directory, name);
    const made = await stat(entry).catch(() => undefined);
    if (made && Date.now() - made.mtimeMs > DAY_MS) await unlink(entry).catch(() => undefined);
  }
}
