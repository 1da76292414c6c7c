import { growingList, listUnder } from '../../ids/lookup.ts';
import { oidsOf, type FileEntry } from '../../ledger/files/file-ledger.ts';
import type { FileHistory, Turnover } from './file-history.ts';
import { stateIn, underKey } from './file-state.ts';
import { ALIKE, similarity, type Sketch } from './similarity.ts';
import type { Known, Thing } from './things.ts';

export type Sketches = ReadonlyMap<string, Sketch>;

/** All halves of an entry count together. Undefined if none of them could be read. */
export function sketchOfEntry({ files }: FileEntry, sketches: Sketches): Sketch | undefined {
  const found = oidsOf(files).flatMap((oid) => sketches.get(oid) ?? []);
  const [first, ...rest] = found;
  if (!first || rest.length === 0) return first;
  const lines = new Map(first.lines);
  for (const sketch of rest)
    for (const [line, bytes] of sketch.lines) lines.set(line, (lines.get(line) ?? 0) + bytes);
  return { lines, stamp: first.stamp };
}

/** What had a number before some position, each as it was last then. Positions are asked for in their order: branches may have a number thousands of times. */
class FormerEntries {
  readonly #history: FileHistory;
  readonly #key: string;
  readonly #latest = new Map<Thing, Known>();
  #next = 0;

  constructor(history: FileHistory, key: string) {
    this.#history = history;
    this.#key = key;
  }

  /** Goes on to a position, and answers with what came or changed since the last one. */
  goTo(position: number): readonly Known[] {
    const { changedAt, changes } = this.#history;
    const positions = listUnder(changedAt, this.#key);
    const news: Known[] = [];
    for (let at = positions[this.#next]; at !== undefined && at < position; at = positions[this.#next]) {
      news.push(...underKey(stateIn(changes, at), this.#key));
      this.#next += 1;
    }
    for (const known of news) this.#latest.set(known.thing, known);
    return news;
  }

  /** It is the last that is known of its thing, which is not among what has the number at a position. */
  isFormer(known: Known, position: number): boolean {
    return this.isLatest(known) && !this.#isAt(position, known.thing);
  }

  isLatest(known: Known): boolean {
    return this.#latest.get(known.thing) === known;
  }

  hasAny(position: number): boolean {
    for (const thing of this.#latest.keys()) if (!this.#isAt(position, thing)) return true;
    return false;
  }

  #isAt(position: number, thing: Thing): boolean {
    return underKey(stateIn(this.#history.changes, position), this.#key).some((one) => one.thing === thing);
  }
}

/** What had the numbers of what came, turnover by turnover, each version once. */
export function newFormerIn(history: FileHistory): (turnover: Turnover) => NewFormer {
  const shelfOf = byKey((key) => ({ former: new FormerEntries(history, key), waiting: new Set<Known>() }));
  return ({ position, come, looksBack }) => {
    const news: Known[] = [];
    let any = false;
    for (const key of looksBack ? keysOf(come) : []) {
      const { former, waiting } = shelfOf(key);
      for (const known of former.goTo(position)) waiting.add(known);
      any ||= former.hasAny(position);
      for (const known of waiting) {
        if (former.isFormer(known, position)) news.push(known);
        else if (former.isLatest(known)) continue;
        waiting.delete(known);
      }
    }
    return { any, news };
  };
}

interface NewFormer {
  /** There is some, told before or not. */
  readonly any: boolean;
  readonly news: readonly Known[];
}

/**
 * Finds what had the number of something before and is alike, turnover by turnover. Texts are looked up by their lines: where thousands of
 * branches have one number, nobody can compare them pair by pair.
 */
export function alikeFormerIn(
  history: FileHistory,
  sketches: Sketches,
  boilerplate: ReadonlySet<number>,
): (turnover: Turnover, come: Known) => readonly Known[] {
  const shelfOf = byKey((key) => ({
    former: new FormerEntries(history, key),
    known: new KnownTexts(boilerplate),
  }));
  return ({ position, looksBack }, { entry }) => {
    const sketch = looksBack ? sketchOfEntry(entry, sketches) : undefined;
    if (!sketch) return [];
    const { former, known } = shelfOf(entry.key);
    for (const one of former.goTo(position)) known.add(one, sketchOfEntry(one.entry, sketches));
    const alike = [...known.mayBeLike(sketch)].flatMap(([other, text]) =>
      similarity(sketch, text, boilerplate) >= ALIKE ? [other] : [],
    );
    return [...alike, ...known.stampedLike(sketch)].filter((one) => former.isFormer(one, position));
  };
}

/** Texts by their lines, those of `boilerplate` left out. */
class KnownTexts {
  readonly #boilerplate: ReadonlySet<number>;
  readonly #byLine = new Map<number, [Known, Sketch][]>();
  readonly #byStamp = new Map<string, Known[]>();

  constructor(boilerplate: ReadonlySet<number>) {
    this.#boilerplate = boilerplate;
  }

  /** One that could not be read is like no other. */
  add(known: Known, sketch: Sketch | undefined): void {
    if (!sketch) return;
    for (const line of sketch.lines.keys())
      if (!this.#boilerplate.has(line)) growingList(this.#byLine, line).push([known, sketch]);
    if (sketch.stamp !== undefined) growingList(this.#byStamp, sketch.stamp).push(known);
  }

  /** Those that may be alike: who has none of the rarer lines of a text cannot have half of it. */
  mayBeLike({ lines }: Sketch): ReadonlyMap<Known, Sketch> {
    const own = [...lines].filter(([line]) => !this.#boilerplate.has(line));
    let left = own.reduce((sum, [, bytes]) => sum + bytes, 0);
    const fewest = left * ALIKE;
    const found = new Map<Known, Sketch>();
    const rarestFirst = own
      .map(([line, bytes]) => ({ bytes, list: listUnder(this.#byLine, line) }))
      .toSorted((one, other) => one.list.length - other.list.length);
    for (const { bytes, list } of rarestFirst) {
      if (left < fewest) break;
      for (const [known, sketch] of list) found.set(known, sketch);
      left -= bytes;
    }
    return found;
  }

  /** Those with the very moment of a text in their front matter, whatever else they say. */
  stampedLike({ stamp }: Sketch): readonly Known[] {
    return stamp === undefined ? [] : listUnder(this.#byStamp, stamp);
  }
}

function byKey<V>(make: (key: string) => V): (key: string) => V {
  const made = new Map<string, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

function keysOf(list: readonly Known[]): ReadonlySet<string> {
  return new Set(list.map(({ entry }) => entry.key));
}
