import { machineIn, readPace, writePace } from '../../../adapters/disk/shared-state.ts';
import { madeBy } from '../chain.ts';
import type { Tip } from '../chain.ts';
import { MACHINE_DIGITS } from '../links.ts';
import type { Look } from './look.ts';

/**
 * How a machine keeps out of the way of others that draw at the same time. Whoever loses waits, at random; whoever wins lets the others go first, for about
 * as long as each of them needs a turn. In a simulation, thirty machines that draw without a pause get through in four or five tries that way; twelve were tried.
 */
export interface Pace {
  /** The first digits of every nonce: by them others see how many machines draw. */
  readonly machine: string;
  /** Other machines that drew lately, and when that was seen, in milliseconds since 1970. */
  readonly others: ReadonlyMap<string, number>;
  /** How long it takes to read the ref and to push, in milliseconds, as it was of late. */
  readonly took: number;
  /** When this machine drew last, in milliseconds since 1970. */
  readonly won: number;
}

/** In milliseconds: what was seen longer ago says nothing any more. */
const LATELY_MS = 15_000;
const MOST_MS = 10_000;
/** For others that may not be there: all clones of this machine wait meanwhile. */
const ROOM_MS = 3000;

/** What this machine knows from its last draw. */
export function currentPace(directory: string): Pace {
  const [took = '', won = '', ...seen] = readPace(directory).split(' ');
  const machine = machineIn(directory);
  if (!/^\d{1,15} \d{1,15}$/u.test(`${took} ${won}`)) return { machine, others: new Map(), took: 0, won: 0 };
  const others = seen.flatMap((word): [string, number][] => {
    const [, other = '', at = ''] = /^([0-9a-f]{8})@(\d{1,15})$/u.exec(word) ?? [];
    return Math.abs(Date.now() - Number(at)) > LATELY_MS ? [] : [[other, Number(at)]];
  });
  return { machine, others: new Map(others), took: Number(took), won: Number(won) };
}

export function keepPace(directory: string, { others, took, won }: Pace): void {
  const seen = [...others].map(([other, at]) => `${other}@${at}`);
  writePace(directory, [Math.round(took), won, ...seen].join(' '));
}

/** How long to wait before the first push, in milliseconds. Whoever sees nobody else leaves room now and then: those who only lose are not seen. */
export function pauseBefore({ others, took, won }: Pace): number {
  if (others.size === 0) return Math.random() < 1 / 32 ? Math.min(3 * took, ROOM_MS) : 0;
  const turn = 1.5 * (others.size + 1) * took * between(0.75, 1.25);
  return Math.min(Math.max(0, won + turn - Date.now()), MOST_MS);
}

/** How long to wait after so many pushes that failed, in milliseconds. Whoever has waited longer comes sooner. */
export function pauseAfter({ others, took }: Pace, tries: number): number {
  const usual = Math.max(50, Math.min(took, 2000));
  const room =
    others.size > 0 ? 2 * Math.sqrt(Math.min(others.size + 1, 8) / tries) : 2 ** Math.min(tries - 1, 4);
  return Math.min(usual * room * between(0, 2), MOST_MS);
}

function between(least: number, most: number): number {
  return least + Math.random() * (most - least);
}

/** What is known after one more look and one more push: some take longer, for no reason that lasts. */
export function tookAgain(pace: Pace, took: number): Pace {
  return { ...pace, took: pace.took === 0 ? took : (pace.took + took) / 2, won: Date.now() };
}

/** What is known after the ref was read: the other machines that drew in the last seconds of the chain, where they are in the way. */
export function sawLinks(pace: Pace, { links, unnoted, took, unmoved }: Look): Pace {
  // Who sets the counters is not about to draw.
  const isOther = ({ link }: Tip): boolean => link.draw !== undefined && !link.nonce.startsWith(pace.machine);
  const isFirst = unmoved === undefined;
  if (isFirst && (took === 0 || pace.others.size === 0)) return pace;
  // They had the time, and none has drawn.
  if (isFirst && !unnoted.some(isOther)) return { ...pace, others: new Map() };
  const newest = Math.max(...links.map(({ commit }) => madeBy(commit).at));
  const late = links.filter(({ commit }) => madeBy(commit).at >= newest - LATELY_MS / 1000);
  const machines = late.filter(isOther).map(({ link }) => link.nonce.slice(0, MACHINE_DIGITS));
  return { ...pace, others: new Map([...pace.others, ...machines.map((one) => [one, Date.now()] as const)]) };
}
