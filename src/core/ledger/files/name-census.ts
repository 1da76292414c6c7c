import { growingList, listUnder, numberUnder } from '../../ids/lookup.ts';
import type { FileName } from './file-ledger.ts';

/** What some names of a ledger say together, in their order. There may be very many, and most of them are of no further interest. */
export interface NameCensus {
  /** How many entries there are. */
  readonly size: number;
  /** The numbers that several entries have. */
  readonly shared: ReadonlySet<string>;
  /** The highest number of each prefix. */
  readonly lines: ReadonlyMap<string, number>;
  /** The same of those that are not new. */
  readonly keptLines: ReadonlyMap<string, number>;
  /** The first name of the highest number; undefined where nothing is counted. */
  readonly highest: FileName | undefined;
  /** How many digits numbers have at least, where most of them are filled up with zeros; 0 where not. */
  readonly width: number;
  /** Where the names of some numbers are among all, in their order. */
  readonly placesOf: (keys: Iterable<string>) => readonly number[];
}

/** A name, undefined where it claims nothing, and how many digits its number has, where zeros fill them up. */
interface Reading {
  readonly name: FileName | undefined;
  readonly width: number | undefined;
}

/** Reads every path, and keeps of the names nothing but which numbers are where. */
export function censusOf<Path>(
  paths: readonly Path[],
  read: (path: Path) => Reading,
  isNew: (path: Path) => boolean,
): NameCensus {
  const numbers = new Numbers((at) => paths.slice(at, at + 1).map((path) => read(path).name?.slug)[0]);
  const [lines, keptLines] = [new Map<string, number>(), new Map<string, number>()];
  const widths = new Widths();
  let highest: FileName | undefined;
  let at = -1;
  for (const path of paths) {
    at += 1;
    const { name, width } = read(path);
    if (!name) continue;
    numbers.add(name, at);
    widths.add(width);
    raise(lines, name);
    if (!isNew(path)) raise(keptLines, name);
    if (name.isCounted && (!highest || name.id.number > highest.id.number)) highest = name;
  }
  return {
    size: numbers.size,
    shared: numbers.shared,
    lines,
    keptLines,
    highest,
    width: widths.usual,
    placesOf: (keys) => [...keys].flatMap((key) => numbers.at(key)).toSorted((one, other) => one - other),
  };
}

/** The highest number of each prefix among some names. */
export function linesOf(names: Iterable<Pick<FileName, 'id' | 'isCounted'>>): Map<string, number> {
  const lines = new Map<string, number>();
  for (const name of names) raise(lines, name);
  return lines;
}

/** The higher number of each prefix. */
export function highestIn(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const lines = new Map(one);
  for (const [prefix, number] of other) lines.set(prefix, Math.max(number, numberUnder(lines, prefix)));
  return lines;
}

function raise(lines: Map<string, number>, { id, isCounted }: Pick<FileName, 'id' | 'isCounted'>): void {
  const { prefix, number } = id;
  if (isCounted && number > numberUnder(lines, prefix)) lines.set(prefix, number);
}

/** How many digits numbers have at least, where most of them are filled up with zeros; 0 where not. */
export function usualWidth(readings: Iterable<Reading>): number {
  const widths = new Widths();
  for (const { name, width } of readings) if (name) widths.add(width);
  return widths.usual;
}

class Widths {
  #names = 0;
  #filled = 0;
  #least = Infinity;

  add(width: number | undefined): void {
    this.#names += 1;
    if (width === undefined) return;
    this.#filled += 1;
    this.#least = Math.min(this.#least, width);
  }

  get usual(): number {
    return this.#filled * 2 > this.#names ? this.#least : 0;
  }
}

/** What stands under each number: mostly one file, of which nothing but the place is kept. */
class Numbers {
  readonly #slugAt: (place: number) => string | undefined;
  readonly #first = new Map<string, number>();
  readonly #others = new Map<string, number[]>();
  readonly #slugs = new Map<string, Set<string | undefined>>();

  constructor(slugAt: (place: number) => string | undefined) {
    this.#slugAt = slugAt;
  }

  add({ key, slug }: FileName, place: number): void {
    const first = this.#first.get(key);
    if (first === undefined) {
      this.#first.set(key, place);
      return;
    }
    growingList(this.#others, key).push(place);
    const slugs = this.#slugs.get(key) ?? new Set([this.#slugAt(first)]);
    this.#slugs.set(key, slugs.add(slug));
  }

  at(key: string): readonly number[] {
    const first = this.#first.get(key);
    return first === undefined ? [] : [first, ...listUnder(this.#others, key)];
  }

  get size(): number {
    return [...this.#slugs.values()].reduce((sum, { size }) => sum + size - 1, this.#first.size);
  }

  get shared(): ReadonlySet<string> {
    return new Set([...this.#slugs].flatMap(([key, { size }]) => (size > 1 ? [key] : [])));
  }
}
