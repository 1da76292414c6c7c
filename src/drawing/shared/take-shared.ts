import { readBlock, writeBlock } from '../../adapters/disk/shared-state.ts';
import { advance, compareNumbers, highestIn, lengthOf, numbersIn } from '../../core/numbers/sequence.ts';
import type { SequenceNumber, SequenceRange } from '../../core/numbers/sequence.ts';
import { MAX_ITEM_NUMBER } from '../../core/ids/item-id.ts';
import { exhausted } from '../../adapters/disk/drawn-numbers.ts';
import { linkTitle } from '../../formats/number-chain.ts';
import type { ChainLink } from '../../formats/number-chain.ts';
import { formatRanges, parseRanges } from '../../formats/others-draws.ts';
import { withChain } from './chain.ts';
import type { Chain } from './chain.ts';
import { drawLink } from './draw-link.ts';

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
  const taken = await takeFrom(shared, await rangesOf(shared), wish);
  return taken ?? refill(shared, wish);
}

/** Draws so many numbers that `count` can be taken without a connection. */
export async function reserveShared<T>(shared: SharedCounter<T>, wish: Wish, count: number): Promise<void> {
  if (await hasFree(shared, wish, count)) return;
  await withChain(shared.chain, async (store) => {
    const free = await countFree(shared, await rangesOf(shared), wish, count);
    if (free < count) await drawBlock(shared, store, wish, Math.max(shared.block, count - free));
  });
}

/** The number that comes next, as far as this clone knows. */
export async function peekShared<T>(
  shared: SharedCounter<T>,
  above: SequenceNumber,
  seen: SequenceNumber,
): Promise<SequenceNumber> {
  for (const range of await rangesOf(shared)) {
    for (const number of numbersIn(range, above)) if (await shared.isFree(number)) return number;
  }
  return firstFree(shared, highestIn(above, seen));
}

async function hasFree<T>(shared: SharedCounter<T>, wish: Wish, count: number): Promise<boolean> {
  return (await countFree(shared, await rangesOf(shared), wish, count)) >= count;
}

async function rangesOf<T>({ chain, counter }: SharedCounter<T>): Promise<readonly SequenceRange[]> {
  return parseRanges(await readBlock(chain.directory, counter));
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
  return withChain(shared.chain, async (store) => {
    for (;;) {
      const taken = await takeFrom(shared, await rangesOf(shared), wish);
      if (taken !== undefined) return taken;
      const range = await drawRange(shared, store, wish, shared.block);
      const first = await takeFrom(shared, [range], wish);
      await keep(shared, wish, range);
      if (first !== undefined) return first;
    }
  });
}

type Store = Parameters<typeof drawLink>[1];

async function drawBlock<T>(
  shared: SharedCounter<T>,
  store: Store,
  wish: Wish,
  count: number,
): Promise<void> {
  await keep(shared, wish, await drawRange(shared, store, wish, count));
}

async function keep<T>(shared: SharedCounter<T>, { above }: Wish, range: SequenceRange): Promise<void> {
  const earlier = (await rangesOf(shared)).filter(({ to }) => compareNumbers(to, above) > 0);
  const useful: SequenceRange[] = [];
  for (const one of earlier) {
    if ((await countFree(shared, [one], { above, title: '' }, 1)) > 0) useful.push(one);
  }
  await writeBlock(shared.chain.directory, shared.counter, formatRanges([...useful, range]));
}

async function drawRange<T>(
  shared: SharedCounter<T>,
  store: Store,
  { above, title }: Wish,
  count: number,
): Promise<SequenceRange> {
  const { counter, chain } = shared;
  const { link } = await drawLink(chain, store, async ({ counters }: ChainLink) => {
    const before = counters.get(counter);
    const from = await firstFree(shared, before ? highestIn(before, above) : above);
    const to = advance(from, count - 1);
    if (lengthOf({ from, to }) !== count || (to.length === 1 && (to[0] ?? 0) > MAX_ITEM_NUMBER))
      throw exhausted();
    const draw = { counter, from, to, title: linkTitle(title) };
    return { draw, counters: new Map([...counters, [counter, to]]) };
  });
  if (link.draw) return link.draw;
  throw exhausted();
}

/** This clone may have drawn numbers that are not shared. */
async function firstFree<T>({ isFree }: SharedCounter<T>, above: SequenceNumber): Promise<SequenceNumber> {
  let number = advance(above, 1);
  while (!(await isFree(number))) number = advance(number, 1);
  return number;
}
