import { readBlock, writeBlock } from '../../adapters/disk/shared-state.ts';
import { advance, compareNumbers, highestIn, numbersIn } from '../../core/numbers/sequence.ts';
import type { SequenceNumber, SequenceRange } from '../../core/numbers/sequence.ts';
import { exhausted } from '../../adapters/disk/drawn-numbers.ts';
import { formatRanges, parseRanges } from '../../formats/others-draws.ts';
import { lastTip, whileLocked } from './chain.ts';
import type { Chain } from './chain.ts';
import { drawLink } from './pushing/draw-link.ts';

/** How numbers of one counter are drawn. */
export interface SharedCounter<T> {
  readonly chain: Chain;
  /** See `ChainLink`. */
  readonly counter: string;
  /** How many numbers are drawn at once. */
  readonly block: number;
  /** Takes a number for this process, before any other of this clone; undefined where another one has it. */
  readonly claim: (number: SequenceNumber) => Promise<T | undefined>;
  readonly isFree: (number: SequenceNumber) => Promise<boolean>;
}

/** What a number is for, and what it has to be above. */
export interface Wish {
  readonly above: SequenceNumber;
  readonly title: string;
}

/**
 * Draws a number that no machine has drawn over that remote: out of the block that this clone has, without any connection; else out of the next one.
 * Throws `not-drawn`, `locked`, `exhausted`.
 */
export async function takeShared<T>(shared: SharedCounter<T>, wish: Wish): Promise<T> {
  const taken = await takeFrom(shared, rangesOf(shared), wish);
  return taken ?? refill(shared, wish);
}

/** Draws so many numbers that `count` can be taken without a connection. */
export async function reserveShared<T>(shared: SharedCounter<T>, wish: Wish, count: number): Promise<void> {
  if (await hasFree(shared, wish, count)) return;
  await whileLocked(shared.chain, async () => {
    const free = await countFree(shared, rangesOf(shared), wish, count);
    if (free < count) await drawBlock(shared, wish, Math.max(shared.block, count - free));
  });
}

/** The number that comes next, as far as this clone knows. */
export async function peekShared<T>(
  shared: SharedCounter<T>,
  above: SequenceNumber,
  seen: SequenceNumber,
): Promise<SequenceNumber> {
  for (const range of rangesOf(shared)) {
    for (const number of numbersIn(range, above)) if (await shared.isFree(number)) return number;
  }
  return firstFree(shared, highestIn(above, seen));
}

async function hasFree<T>(shared: SharedCounter<T>, wish: Wish, count: number): Promise<boolean> {
  return (await countFree(shared, rangesOf(shared), wish, count)) >= count;
}

function rangesOf<T>({ chain, counter }: SharedCounter<T>): readonly SequenceRange[] {
  return parseRanges(readBlock(chain.directory, counter));
}

async function countFree<T>(
  { isFree }: SharedCounter<T>,
  ranges: readonly SequenceRange[],
  { above }: Wish,
  enough: number,
): Promise<number> {
  let free = 0;
  for (const range of ranges) {
    for (const number of numbersIn(range, above)) {
      if (free < enough && (await isFree(number))) free += 1;
    }
  }
  return free;
}

async function takeFrom<T>(
  { claim }: SharedCounter<T>,
  ranges: readonly SequenceRange[],
  { above }: Wish,
): Promise<T | undefined> {
  for (const range of ranges) {
    for (const number of numbersIn(range, above)) {
      const taken = await claim(number);
      if (taken !== undefined) return taken;
    }
  }
  return undefined;
}

/** Another process may have drawn while this one waited for the lock. What is drawn here is taken before anybody else sees it. */
async function refill<T>(shared: SharedCounter<T>, wish: Wish): Promise<T> {
  return whileLocked(shared.chain, async () => {
    for (;;) {
      const taken = await takeFrom(shared, rangesOf(shared), wish);
      if (taken !== undefined) return taken;
      const range = await drawRange(shared, wish, shared.block);
      const first = await takeFrom(shared, [range], wish);
      await keep(shared, wish, range);
      if (first !== undefined) return first;
    }
  });
}

async function drawBlock<T>(shared: SharedCounter<T>, wish: Wish, count: number): Promise<void> {
  await keep(shared, wish, await drawRange(shared, wish, count));
}

async function keep<T>(shared: SharedCounter<T>, { above }: Wish, range: SequenceRange): Promise<void> {
  const earlier = rangesOf(shared).filter(({ to }) => compareNumbers(to, above) > 0);
  const useful: SequenceRange[] = [];
  for (const one of earlier) {
    if ((await countFree(shared, [one], { above, title: '' }, 1)) > 0) useful.push(one);
  }
  writeBlock(shared.chain.directory, shared.counter, formatRanges([...useful, range]));
}

async function drawRange<T>(
  shared: SharedCounter<T>,
  { above, title }: Wish,
  count: number,
): Promise<SequenceRange> {
  const { counter, chain } = shared;
  const known = lastTip(chain)?.link.counters.get(counter);
  const least = await firstFree(shared, known ? highestIn(known, above) : above);
  const { link } = await drawLink(chain, { counter, least, count, title });
  if (link.draw) return link.draw;
  throw exhausted();
}

/** This clone may have drawn numbers that are not shared. */
async function firstFree<T>({ isFree }: SharedCounter<T>, above: SequenceNumber): Promise<SequenceNumber> {
  let number = advance(above, 1);
  while (!(await isFree(number))) number = advance(number, 1);
  return number;
}
