import type { Mark } from '../../../core/ledger/snapshot.ts';

import { linesIn } from './lines/line-count.ts';
import type { LineCount } from './lines/line-count.ts';
import type { ScannedItems } from './scanned-items.ts';
import type { EntryStart, EntryStarts } from './entry-starts.ts';

/** What a scan leaves behind, so that the scan of a similar text need not read again what the two have in common. */
export interface ScanTrail {
  readonly path: string;
  readonly bytes: Buffer;
  readonly claims: ScannedItems;
  readonly lines: LineCount;
  /** How far items are indented; undefined where there is none. */
  readonly indent: number | undefined;
  /** What stands before the items. */
  readonly head: ScanHead | undefined;
  readonly starts: EntryStarts;
  /** Behind the last item. */
  readonly end: number | undefined;
}

export interface ScanHead {
  readonly topKeys: readonly number[];
  readonly mark: Mark;
}

/** What a text has in common with one that was scanned: all before the entry `start`, and perhaps entries at its end. */
export interface CommonGround {
  readonly trail: ScanTrail;
  readonly head: ScanHead;
  readonly start: EntryStart;
  readonly rest: CommonRest | undefined;
}

/** The entries from `begin` on, which the new text has on the same lines, `shift` bytes further on. */
export interface CommonRest {
  readonly trail: ScanTrail;
  readonly begin: EntryStart;
  readonly end: number;
  readonly shift: number;
}

/** Undefined where the two differ before the items. */
export function commonGround(trail: ScanTrail, path: string, bytes: Buffer): CommonGround | undefined {
  const { head, starts, end, indent = 0 } = trail;
  if (!head || end === undefined || trail.path !== path) return undefined;
  const same = commonStart(trail.bytes, bytes);
  // What is before an entry ends there because of what follows, so that must be the same, too.
  const start = starts.upTo(same - indent - ENTRY.length);
  if (!start) return undefined;
  const begin = starts.from(trail.bytes.length - commonEnd(trail.bytes, bytes, same));
  const shift = bytes.length - trail.bytes.length;
  const isLevel =
    begin && linesIn(trail.bytes, start.at, begin.at) === linesIn(bytes, start.at, begin.at + shift);
  return { trail, head, start, rest: isLevel ? { trail, begin, end, shift } : undefined };
}

const ENTRY = '- ';

/** How many bytes at a time are compared by the machine's own means: many as long as they are the same, then fewer. */
const CHUNKS = [0x4000, 0x800, 0x100, 0x20];

function commonStart(one: Buffer, other: Buffer): number {
  const length = Math.min(one.length, other.length);
  const same = inChunks(length, (from, to) => one.compare(other, from, to, from, to) === 0);
  return onByOne(same, length, (at) => one[at] === other[at]);
}

/** Bytes that are in common at the start do not count. */
function commonEnd(one: Buffer, other: Buffer, start: number): number {
  const length = Math.min(one.length, other.length) - start;
  const same = inChunks(
    length,
    (from, to) =>
      one.compare(other, other.length - to, other.length - from, one.length - to, one.length - from) === 0,
  );
  return onByOne(same, length, (at) => one[one.length - 1 - at] === other[other.length - 1 - at]);
}

function inChunks(length: number, isSame: (from: number, to: number) => boolean): number {
  let same = 0;
  for (const chunk of CHUNKS) while (same + chunk <= length && isSame(same, same + chunk)) same += chunk;
  return same;
}

function onByOne(start: number, length: number, isSame: (at: number) => boolean): number {
  let same = start;
  while (same < length && isSame(same)) same += 1;
  return same;
}
