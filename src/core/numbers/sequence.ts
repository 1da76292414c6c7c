import { MAX_ITEM_NUMBER } from '../ids/item-id.ts';

/** A number of a counter that many machines share: one part for items (`143`), several for versions (`6.1.0.5`). Never empty. */
export type SequenceNumber = readonly number[];

/** Numbers that follow each other in their last part, both ends among them. */
export interface SequenceRange {
  readonly from: SequenceNumber;
  readonly to: SequenceNumber;
}

/** Below zero if the first one comes first. A version comes before those that begin with it. */
export function compareNumbers(one: SequenceNumber, other: SequenceNumber): number {
  for (const [index, part] of one.entries()) {
    const theirs = other[index];
    if (theirs !== part) return theirs === undefined ? 1 : part - theirs;
  }
  return one.length - other.length;
}

export function highestIn(one: SequenceNumber, ...others: readonly SequenceNumber[]): SequenceNumber {
  return others.reduce((best, other) => (compareNumbers(other, best) > 0 ? other : best), one);
}

/** The number that many places further on. */
export function advance(number: SequenceNumber, places: number): SequenceNumber {
  return [...number.slice(0, -1), (number.at(-1) ?? 0) + places];
}

/** `6.1.0.5`. */
export function sequenceText(number: SequenceNumber): string {
  return number.join('.');
}

/** Undefined for a text that is no such number, or beyond what a number of an item can be. */
export function parseSequence(text: string): SequenceNumber | undefined {
  if (!/^\d{1,15}(?:\.\d{1,15}){0,7}$/u.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.some((part) => part > MAX_DATE || (parts.length === 1 && part > MAX_ITEM_NUMBER))
    ? undefined
    : parts;
}

/** A part of a version can be a date with seconds. */
const MAX_DATE = 99_999_999_999_999;

/** `143`, `143-162`. */
export function rangeText({ from, to }: SequenceRange): string {
  return compareNumbers(from, to) === 0 ? sequenceText(from) : `${sequenceText(from)}-${sequenceText(to)}`;
}

/** How many numbers a range has; 0 where its ends do not belong together. */
export function lengthOf({ from, to }: SequenceRange): number {
  const isOne = from.length === to.length && from.slice(0, -1).every((part, index) => part === to[index]);
  return isOne ? Math.max(0, (to.at(-1) ?? 0) - (from.at(-1) ?? 0) + 1) : 0;
}

/** The numbers of a range above another number, the lowest first. */
export function* numbersIn(range: SequenceRange, above: SequenceNumber): Generator<SequenceNumber> {
  const length = lengthOf(range);
  for (let place = 0; place < length; place += 1) {
    const number = advance(range.from, place);
    if (compareNumbers(number, above) > 0) yield number;
  }
}
