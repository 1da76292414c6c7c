import { numberAt } from '../../ids/lookup.ts';
import type { FileEntry } from './file-ledger.ts';

/** Gives out numbers that come after those of some entries, as these are written; another one each time. */
export function numbersAfter(entries: readonly FileEntry[]): (prefix: string) => string | undefined {
  const given = new Map<string, string>();
  return (prefix) => {
    const last = given.get(prefix) ?? highestOf(entries, prefix)?.written;
    const next = last === undefined ? undefined : after(last);
    if (next !== undefined) given.set(prefix, next);
    return next;
  };
}

/** The entry of the highest number; of a prefix, where one is named. Dates and seconds do not count. */
export function highestOf(entries: readonly FileEntry[], prefix?: string): FileEntry | undefined {
  let best: FileEntry | undefined;
  for (const entry of entries) {
    if (!entry.isCounted || (prefix !== undefined && entry.id.prefix !== prefix)) continue;
    if (!best || entry.id.number > best.id.number) best = entry;
  }
  return best;
}

/** `0042` → `0043`, `6.1.0.4` → `6.1.0.5`, `task-9` → `10`: only digits, as wide as before. */
function after(written: string): string | undefined {
  const digits = digitsOf(written);
  const cut = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf('_')) + 1;
  const last = Number.parseInt(digits.slice(cut), 10);
  if (Number.isNaN(last)) return undefined;
  const width = digits.length - cut - (/[a-z]$/iu.test(digits) ? 1 : 0);
  return digits.slice(0, cut) + String(last + 1).padStart(width, '0');
}

/** What follows the prefix of a written number. */
export function digitsOf(written: string): string {
  return written.slice(Math.max(written.search(/\d/u), 0));
}

/** The parts of a written number: `V6_1` is 6 and 1. Undefined where there is none. */
export function partsOf(written: string): readonly number[] | undefined {
  const parts = digitsOf(written)
    .split(/[._]/u)
    .map((part) => Number.parseInt(part, 10));
  return parts.some(Number.isNaN) ? undefined : parts;
}

/** A number written as another one is: with its prefix, its separators, and as wide. */
export function writtenLike(written: string, parts: readonly number[]): string {
  const digits = digitsOf(written);
  const widths = digits.split(/[._]/u).map((part) => part.replace(/[a-z]$/iu, '').length);
  const [separator = '.'] = /[._]/u.exec(digits) ?? [];
  const own = widths.length === parts.length ? widths : [];
  const text = parts.map((part, at) => String(part).padStart(numberAt(own, at), '0'));
  return written.replace(digits, () => text.join(separator));
}

/** Digits of a number without the zeros that fill its parts up: `0042` and `42` are one. */
export function plainDigits(digits: string): string {
  return digits
    .toLowerCase()
    .split(/[._]/u)
    .map((part) => part.replace(/^0+(?=\d)/u, ''))
    .join('.');
}

/** A number as people write it, where parts of a version are behind the point: see `FileName`. */
export function numberText(number: number): string {
  const [whole = '', rest = ''] = number.toFixed(PLACES).split('.');
  const parts = [...rest.matchAll(/.{3}/gu)].map(([part]) => String(Number(part)));
  const last = parts.findLastIndex((part) => part !== '0');
  return [whole, ...parts.slice(0, last + 1)].join('.');
}

/** Of four further parts; a double has no more. */
const PLACES = 12;
