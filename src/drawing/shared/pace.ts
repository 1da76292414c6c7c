import { randomBytes } from 'node:crypto';

import { readPace, writePace } from '../../adapters/disk/shared-state.ts';
import { madeBy } from './chain.ts';
import type { Tip } from './chain.ts';

/**
 * How a machine keeps out of the way of others that draw at the same time. Whoever loses waits, at random; whoever wins lets the others go first, for about
 * as long as each of them needs a turn. With that, thirty machines that draw without a pause get through in six or seven tries at most, nearly always.
 */
export interface Pace {
  /** The first eight digits of every nonce: by them others see how many machines draw. */
  readonly machine: string;
  /** How many machines drew lately, this one among them. */
  readonly contenders: number;
  /** How long the last push took, in milliseconds. */
  readonly took: number;
  /** When this machine drew last, in milliseconds since 1970. */
  readonly won: number;
}

/** In milliseconds: what was seen longer ago says nothing any more. */
const LATELY_MS = 15_000;
const MOST_MS = 15_000;

/** What this machine knows from its last draw. */
export function currentPace(directory: string): Pace {
  const [machine = '', ...words] = readPace(directory).split(' ');
  const [contenders = 1, took = 0, won = 0] = words.map(Number);
  if (!/^[0-9a-f]{8}$/u.test(machine) || words.some((word) => !/^\d{1,15}$/u.test(word)))
    return { machine: randomBytes(4).toString('hex'), contenders: 1, took: 0, won: 0 };
  const isLate = Math.abs(Date.now() - won) > LATELY_MS;
  return { machine, contenders: isLate ? 1 : contenders, took, won };
}

export function keepPace(directory: string, { machine, contenders, took, won }: Pace): void {
  writePace(directory, [machine, contenders, Math.round(took), won].join(' '));
}

/** How long to wait before the first push, in milliseconds. Whoever sees nobody else leaves room now and then: those who only lose are not seen. */
export function pauseBefore({ contenders, took, won }: Pace): number {
  if (contenders === 1) return Math.random() < 1 / 32 ? Math.min(3 * took, MOST_MS) : 0;
  const turn = 3 * contenders * took * between(0.75, 1.25);
  return Math.min(Math.max(0, won + turn - Date.now()), MOST_MS);
}

/** How long to wait after so many pushes that failed, in milliseconds. Whoever has waited longer comes sooner. */
export function pauseAfter({ contenders, took }: Pace, tries: number): number {
  const usual = Math.max(50, Math.min(took, 1000));
  const room = contenders > 1 ? 5 * Math.sqrt(Math.min(contenders, 8) / tries) : 2 ** Math.min(tries - 1, 4);
  return Math.min(usual * room * between(0, 2), MOST_MS);
}

function between(least: number, most: number): number {
  return least + Math.random() * (most - least);
}

/** How many machines drew in the last seconds of the chain, with this one. */
export function contendersIn(links: readonly Tip[], { machine }: Pace): number {
  const newest = links[0] ? madeBy(links[0].commit).at : 0;
  const late = links.filter(({ commit }) => madeBy(commit).at >= newest - LATELY_MS / 1000);
  return new Set([machine, ...late.map(({ link }) => link.nonce.slice(0, 8))]).size;
}
