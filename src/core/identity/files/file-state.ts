import { groupBy } from '../../ids/group-by.ts';
import {
  entryOf,
  nameOf,
  type FileEntry,
  type FileName,
  type LedgerFile,
  type NamedFile,
} from '../../ledger/files/file-ledger.ts';
import type { Known, Thing } from './things.ts';

/** What stands under some numbers, by key. */
export type KeyChanges = ReadonlyMap<string, readonly Known[]>;

export interface Changed {
  readonly was: KeyChanges;
  readonly now: KeyChanges;
}

/** What changes of files mean is told by the ledger: what a path is, and a thing for what was not there before. */
export interface Reader {
  readonly read: (path: string) => FileName | undefined;
  readonly newThing: (key: string) => Thing;
}

/** Changes a state, and tells what was and what is under the numbers that the files are of. `others` are the states of a merge's other parents. */
export function applyChanges(
  state: Map<string, readonly Known[]>,
  others: readonly KeyChanges[],
  changes: readonly LedgerFile[],
  reader: Reader,
): Changed {
  const was = new Map<string, readonly Known[]>();
  const now = new Map<string, readonly Known[]>();
  for (const [key, files] of filesAfter(state, changes, reader)) {
    const old = underKey(state, key);
    const known = [...old, ...others.flatMap((other) => underKey(other, key))];
    const list = knownOf(known, files, reader);
    was.set(key, old);
    now.set(key, list);
    if (list.length === 0) state.delete(key);
    else state.set(key, list);
  }
  return { was, now };
}

/** Gives a state back what it was before some changes. */
export function restore(state: Map<string, readonly Known[]>, was: KeyChanges): void {
  for (const [key, list] of was) {
    if (list.length > 0) state.set(key, list);
    else state.delete(key);
  }
}

/** What stands, or changed, at a position. */
export function stateIn(states: readonly KeyChanges[], position: number): KeyChanges {
  return states[position] ?? NOTHING;
}

const NOTHING: KeyChanges = new Map();

export function underKey(state: KeyChanges, key: string): readonly Known[] {
  return state.get(key) ?? [];
}

/** By the keys of what changed, all files that have the number then. */
function filesAfter(
  state: KeyChanges,
  changes: readonly LedgerFile[],
  { read }: Reader,
): ReadonlyMap<string, readonly NamedFile[]> {
  const named = (files: readonly LedgerFile[]): readonly NamedFile[] =>
    files.flatMap((file) => {
      const name = read(file.path);
      return name ? { ...name, ...file } : [];
    });
  const standing = (key: string) => named(underKey(state, key).flatMap(({ entry }) => entry.files));
  const found = new Map<string, Map<string, NamedFile>>();
  for (const file of named(changes)) {
    const { key, path, oid } = file;
    const files = found.get(key) ?? new Map(standing(key).map((one) => [one.path, one]));
    found.set(key, files);
    if (oid === undefined) files.delete(path);
    else files.set(path, file);
  }
  return new Map([...found].map(([key, files]) => [key, [...files.values()]]));
}

/** Entries go on where one of their name was before; else they are new. */
function knownOf(
  known: readonly Known[],
  files: readonly NamedFile[],
  { newThing }: Reader,
): readonly Known[] {
  return [...groupBy(files, ({ slug }) => slug).values()].map((group) => {
    const entry = entryOf(group);
    const old = known.find((one) => one.entry.slug === entry.slug);
    if (!old) return { entry, thing: newThing(entry.key), claim: { value: undefined } };
    if (isSameEntry(old.entry, entry)) return old;
    const hasSameClaim =
      old.entry.files[0].path === entry.files[0].path && old.entry.isArchived === entry.isArchived;
    return { entry, thing: old.thing, claim: hasSameClaim ? old.claim : { value: undefined } };
  });
}

function isSameEntry(one: FileEntry, other: FileEntry): boolean {
  return (
    one.files.length === other.files.length &&
    one.files.every(({ path, oid }, at) => other.files[at]?.path === path && other.files[at]?.oid === oid)
  );
}

/** Whether an entry of that name is among some. */
export function hasName(list: readonly Known[], known: Known): boolean {
  return list.some(({ entry }) => nameOf(entry) === nameOf(known.entry));
}
