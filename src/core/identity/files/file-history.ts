import type { FileName } from '../../ledger/files/file-ledger.ts';
import { growingList, numberUnder } from '../../ids/lookup.ts';
import { applyChanges, hasName, restore, underKey, type Changed, type KeyChanges } from './file-state.ts';
import { linesAfter, type PrefixLines } from './prefix-lines.ts';
import type { Known, Thing } from './things.ts';

/** What a commit made of the files of a ledger, compared with its first parent. */
export interface FileCommit {
  /** Full hex. */
  readonly commit: string;
  /** In the order of the commit; those that were not added before are left out. */
  readonly parents: readonly string[];
  /** `oid` is undefined where it removed the file. */
  readonly changes: readonly { readonly path: string; readonly oid: string | undefined }[];
  /** It gives the ledger other folders: whatever goes by that, the ledger does not begin again. */
  readonly isMove?: boolean;
}

/** What came and went between a version and what is before it. */
export interface Turnover {
  readonly position: number;
  /** Where the gone ones were: a parent's position. */
  readonly before: number;
  readonly come: readonly Known[];
  readonly gone: readonly Known[];
  /** What else ever had the numbers of those that came may have come back. */
  readonly looksBack: boolean;
  /** How many entries there were before. */
  readonly size: number;
}

/**
 * The versions of a ledger of files, one after the other, parents first. Kept of each is what it changed; whole states are kept for as long as
 * commits may go on from them.
 */
export class FileHistory {
  readonly commits: string[] = [];
  readonly positions = new Map<string, number>();
  readonly parents: (readonly number[])[] = [];
  readonly changes: KeyChanges[] = [];
  /** The highest number of each prefix that a version has. */
  readonly lines: PrefixLines[] = [];
  /** The numbers under which something came or went, by commit. */
  readonly movedAt: (readonly string[])[] = [];
  readonly turnovers: Turnover[] = [];
  /** All that ever stood under a number, in the order in which it came, each as it was last. */
  readonly holders = new Map<string, Map<Thing, Known>>();
  /** How many things came under a number that were not there before. */
  readonly comings = new Map<string, number>();
  /** The positions of the commits that touched what stands under a number, be it only a text. */
  readonly changedAt = new Map<string, number[]>();

  readonly #read: (path: string) => FileName | undefined;
  readonly #names = new Map<string, FileName | undefined>();
  readonly #states = new Map<number, Map<string, readonly Known[]>>();
  readonly #waiting = new Map<number, number>();
  #things = 0;

  /** `read` says what a path is; `children` how many commits will go on from one. */
  constructor(read: (path: string) => FileName | undefined) {
    this.#read = read;
  }

  /** Adds a commit; `children` commits will name it as a parent. Answers with its position. */
  add({ commit, parents, changes, isMove }: FileCommit, children: number): number {
    const position = this.commits.length;
    const before = parents.flatMap((parent) => this.positions.get(parent) ?? []);
    this.commits.push(commit);
    this.positions.set(commit, position);
    this.parents.push(before);
    this.#waiting.set(position, children);
    const others = before.slice(1).map((parent) => this.#stateOf(parent));
    const lent = children === 0 ? this.#lentBy(before[0]) : undefined;
    const state = lent ?? this.#take(before[0]);
    const size = isMove ? 0 : state.size;
    const changed = applyChanges(state, others, changes, {
      read: (path) => this.#nameOf(path),
      newThing: (key) => this.#newThing(key),
    });
    this.changes.push(changed.now);
    this.#states.set(position, state);
    this.#note(position, before, { ...changed, size, state, others });
    this.lines.push(linesAfter(this.lines[before[0] ?? -1], changed, state));
    for (const parent of before.slice(1)) this.#release(parent);
    if (children === 0) this.#states.delete(position);
    if (lent) restore(lent, changed.was);
    return position;
  }

  /** What a version has; nothing where nobody goes on from it any more. */
  stateAt(position: number): KeyChanges {
    return this.#stateOf(position);
  }

  /** The state of a first parent: the last that goes on from it may change it. */
  #take(parent: number | undefined): Map<string, readonly Known[]> {
    const state = this.#stateOf(parent);
    if (parent === undefined) return state;
    const isLast = numberUnder(this.#waiting, parent) === 1;
    this.#release(parent);
    return isLast ? state : new Map(state);
  }

  /** The state of a first parent that others go on from as well: who goes no further gives it back as it was, and nothing is copied. */
  #lentBy(parent: number | undefined): Map<string, readonly Known[]> | undefined {
    if (parent === undefined || numberUnder(this.#waiting, parent) < 2) return undefined;
    const state = this.#stateOf(parent);
    this.#release(parent);
    return state;
  }

  /** Nothing is before the first commit. */
  #stateOf(parent = -1): Map<string, readonly Known[]> {
    return this.#states.get(parent) ?? new Map();
  }

  #release(parent: number): void {
    const left = numberUnder(this.#waiting, parent) - 1;
    this.#waiting.set(parent, left);
    if (left <= 0) this.#states.delete(parent);
  }

  #nameOf(path: string): FileName | undefined {
    if (!this.#names.has(path)) this.#names.set(path, this.#read(path));
    return this.#names.get(path);
  }

  #newThing(key: string): Thing {
    this.#things += 1;
    this.comings.set(key, numberUnder(this.comings, key) + 1);
    return { id: this.#things, above: undefined };
  }

  #note(position: number, before: readonly number[], step: Step): void {
    const { now, size, others, state } = step;
    const { come, gone } = turnoverOf(step);
    for (const key of now.keys()) growingList(this.changedAt, key).push(position);
    this.movedAt.push([...come, ...gone].map(({ entry }) => entry.key));
    for (const known of [...now.values()].flat()) this.#hold(known);
    const [first] = before;
    if (first !== undefined && come.length + gone.length > 0)
      this.turnovers.push({ position, before: first, come, gone, looksBack: true, size });
    for (const [at, other] of others.entries()) this.#noteOther(position, before[at + 1], come, other, state);
  }

  #hold(known: Known): void {
    const { key } = known.entry;
    const holders = this.holders.get(key) ?? new Map<Thing, Known>();
    this.holders.set(key, holders.set(known.thing, known));
  }

  /** What a merge lost of another parent, where it has what nobody had before or lost most. */
  #noteOther(
    position: number,
    before: number | undefined,
    come: readonly Known[],
    other: KeyChanges,
    state: KeyChanges,
  ): void {
    if (before === undefined || (come.length === 0 && state.size * 2 > other.size)) return;
    const gone = [...other].flatMap(([key, list]) =>
      list.filter((known) => !hasName(underKey(state, key), known)),
    );
    if (gone.length > 0)
      this.turnovers.push({ position, before, come, gone, looksBack: false, size: other.size });
  }
}

/** The full hex name of the commit at a position; empty where there is none. */
export function commitAt({ commits }: Pick<FileHistory, 'commits'>, position: number): string {
  return commits[position] ?? '';
}

/** All that ever had a number, each as it was last. */
export function heldUnder({ holders }: Pick<FileHistory, 'holders'>, key: string): readonly Known[] {
  return [...(holders.get(key)?.values() ?? [])];
}

interface Step extends Changed {
  readonly size: number;
  readonly state: KeyChanges;
  readonly others: readonly KeyChanges[];
}

/** What none of the parents has, and what the first of them has alone. */
function turnoverOf({ was, now, others }: Step): Pick<Turnover, 'come' | 'gone'> {
  const come: Known[] = [];
  const gone: Known[] = [];
  for (const [key, list] of now) {
    const old = underKey(was, key);
    const before = [...old, ...others.flatMap((other) => underKey(other, key))];
    come.push(...list.filter((known) => !hasName(before, known)));
    gone.push(...old.filter((known) => !hasName(list, known)));
  }
  return { come, gone };
}
