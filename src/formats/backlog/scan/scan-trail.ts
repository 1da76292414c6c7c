import type { Mark } from '../../../core/ledger/snapshot.ts';
import type { ClaimCounts, ClaimedItems } from './claim-items.ts';

/** What a scan leaves behind, so that the scan of a similar text need not read again what the two have in common. */
export interface ScanTrail {
  readonly path: string;
  readonly bytes: Buffer;
  readonly claims: ClaimedItems;
  /** How far items are indented; undefined where there is none. */
  readonly indent: number | undefined;
  /** What stands before the items. */
  readonly head: ScanHead | undefined;
  /** Every so many items, in their order. */
  readonly landmarks: readonly Landmark[];
  /** Behind the last item. */
  readonly end: Landmark | undefined;
}

export interface ScanHead {
  readonly topKeys: readonly number[];
  readonly mark: Mark;
}

/** A line, counted from 1, and the offset of its first byte. */
export interface LineStart {
  readonly at: number;
  readonly line: number;
}

/** Where an item begins or the items end, and what came of the items before it. */
export interface Landmark extends LineStart {
  readonly counts: ClaimCounts;
}

/** What a text has in common with one that was scanned: all before `start`, and perhaps items at its end. */
export interface CommonGround {
  readonly trail: ScanTrail;
  readonly head: ScanHead;
  readonly start: Landmark;
  readonly rest: CommonRest | undefined;
}

/** The items from `begin` to `end`, which can be taken over if the new text has them on the same lines; there they begin at `from`. */
export interface CommonRest {
  readonly trail: ScanTrail;
  readonly begin: Landmark;
  readonly end: Landmark;
  readonly from: LineStart;
}

/** Undefined where the two differ before the items. */
export function commonGround(trail: ScanTrail, path: string, bytes: Buffer): CommonGround | undefined {
  const { head, landmarks, end, indent = 0 } = trail;
  if (!head || !end || trail.path !== path) return undefined;
  const same = commonStart(trail.bytes, bytes);
  // What is before a landmark ends there because of what follows, so that must be the same, too.
  const start = landmarks.findLast(({ at }) => at + indent + ENTRY.length <= same);
  if (!start) return undefined;
  const restAt = trail.bytes.length - commonEnd(trail.bytes, bytes, same);
  const begin = landmarks.find(({ at }) => at >= restAt);
  if (!begin) return { trail, head, start, rest: undefined };
  const from = { at: begin.at + bytes.length - trail.bytes.length, line: begin.line };
  return { trail, head, start, rest: { trail, begin, end, from } };
}

const ENTRY = '- ';

/** How many bytes at a time are compared by the machine's own means: many as long as they are the same, then fewer. */
const CHUNKS = [0x4000, 0x200];

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
