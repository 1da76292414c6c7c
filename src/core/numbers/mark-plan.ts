import type { Claim, Row } from '../ids/claim.ts';
import type { Mark } from '../ledger/snapshot.ts';
import { meantMark } from '../ledger/view.ts';

/** What is known about the numbers that were handed out. */
export interface MarkEvidence {
  /** The mark to be corrected. */
  readonly mark: Mark;
  /** Marks of everything else that counts: index, HEAD, bases, history. */
  readonly marks: readonly number[];
  readonly claims: readonly Row<Claim>[];
  /** A step of more item numbers than this looks like a typo. */
  readonly maxLeap: number;
  readonly allowLeap: boolean;
}

export interface MarkPlan {
  /** The value to write; undefined where the mark is right as it is. */
  readonly to: number | undefined;
  /** The first claim that leaps, when it was stopped at. */
  readonly leap: Row<Claim> | undefined;
}

/**
 * Works out how far to raise the mark: to the highest mark and the highest claim, but not over a leap between two claims, nor from the
 * highest mark to the next claim. Where no mark is known the lowest claim is believed. Never lowers: a mark that is an integer in
 * disguise, such as `"142"`, counts as what it says.
 */
export function planMark({ mark, marks, claims, maxLeap, allowLeap }: MarkEvidence): MarkPlan {
  const own = meantMark(mark);
  const known = [...marks, ...(own === undefined ? [] : [own])];
  const start = known.length > 0 ? Math.max(...known) : lowestOf(claims);
  const above = claims.filter(({ number }) => number > start);
  const ascending = above.toSorted((one, other) => one.number - other.number);
  const { level, leap } = climb(start, ascending, allowLeap ? Infinity : maxLeap);
  return { to: isRight(mark, level) ? undefined : level, leap };
}

function lowestOf(claims: readonly Row<Claim>[]): number {
  const lowest = claims.reduce((least, { number }) => Math.min(least, number), Infinity);
  return lowest === Infinity ? 0 : lowest;
}

function climb(
  start: number,
  ascending: readonly Row<Claim>[],
  maxLeap: number,
): { readonly level: number; readonly leap: Row<Claim> | undefined } {
  let level = start;
  for (const claim of ascending) {
    if (claim.number - level > maxLeap) return { level, leap: claim };
    level = Math.max(level, claim.number);
  }
  return { level, leap: undefined };
}

/** A file without a mark and without a number in use needs none. */
function isRight(mark: Mark, level: number): boolean {
  return mark.state === 'valid' ? mark.value === level : mark.state === 'absent' && level === 0;
}
