import { numberUnder } from '../../ids/lookup.ts';
import type { KeyChanges } from './file-state.ts';
import type { FileEntry } from '../../ledger/files/file-ledger.ts';
import { linesOf } from '../../ledger/files/name-census.ts';
import type { Known } from './things.ts';

/** The highest number of each prefix, without those that are dates. */
export type PrefixLines = ReadonlyMap<string, number>;

const NO_LINES: PrefixLines = new Map();

/** Mostly nothing is higher than what was there, and the highest stays. */
export function linesAfter(
  before: PrefixLines = NO_LINES,
  { was, now }: { readonly was: KeyChanges; readonly now: KeyChanges },
  state: KeyChanges,
): PrefixLines {
  const came = linesOf(entriesIn(now.values()));
  const left = linesOf(entriesIn(was.values()));
  const isLower = [...left].some(
    ([prefix, line]) => line >= numberUnder(before, prefix) && numberUnder(came, prefix) < line,
  );
  if (isLower) return linesOf(entriesIn(state.values()));
  if ([...came].every(([prefix, line]) => line <= numberUnder(before, prefix))) return before;
  const lines = new Map(before);
  for (const [prefix, line] of came) lines.set(prefix, Math.max(line, numberUnder(lines, prefix)));
  return lines;
}

function* entriesIn(lists: Iterable<readonly Known[]>): Generator<FileEntry> {
  for (const list of lists) for (const { entry } of list) yield entry;
}

/** Whatever its prefix; 0 without any. */
export function highestOf(lines: PrefixLines = NO_LINES): number {
  return Math.max(0, ...lines.values());
}
