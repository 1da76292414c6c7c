import type { Backlog, Mark } from '../core/snapshot.ts';
import { ClaimedItems } from './claim-items.ts';
import type { ClaimCounts } from './claim-items.ts';
import { parseMark } from './mark.ts';
import { ItemScan } from './scan-item.ts';
import { blankLine, scanLine } from './scan-line.ts';
import type { ScannedLine } from './scan-line.ts';
import { addKey, isKey } from './scan-text.ts';
import { commonGround } from './scan-trail.ts';
import type { CommonGround, CommonRest, Landmark, LineStart, ScanHead, ScanTrail } from './scan-trail.ts';
import type { ScannedValue } from './scan-value.ts';
import { MAX_BYTES } from './utf8.ts';

/** A backlog, and what the scan of the next version can go on from. */
export interface ScannedBacklog {
  readonly backlog: Backlog;
  readonly trail: ScanTrail;
}

/**
 * Reads a backlog of the shape that the orchestrator writes, line by line and a hundred times as fast as YAML. Where it answers, its
 * answer is that of the YAML reader; at the first line that it does not fully understand it gives up, with `undefined`.
 * Of what the text has in common with that of `like`, most is taken over from there.
 */
export function scanBacklog(path: string, bytes: Uint8Array, like?: ScanTrail): ScannedBacklog | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const scan = new BacklogScan(path, buffer);
  const common = like && commonGround(like, path, buffer);
  const start = scan.takeStart(common);
  const middle = scanLines(scan, buffer, start, common?.rest?.from.at ?? buffer.length);
  const rest = middle && scan.takeRest(middle, common?.rest);
  const end = rest && scanLines(scan, buffer, rest, buffer.length);
  return end && scan.finish(end.line);
}

/** Has all lines before the byte offset `until` taken in, and answers with the line that it came to; undefined if one is not understood. */
function scanLines(scan: BacklogScan, bytes: Buffer, start: LineStart, until: number): LineStart | undefined {
  const line = blankLine();
  let { at, line: number } = start;
  while (at < until) {
    const next = scanLine(bytes, at, line);
    if (next === -1 || !scan.take(line, at, number)) return undefined;
    at = next;
    number += 1 + line.value.lines;
  }
  return { at, line: number };
}

/** How many items lie between two landmarks. */
const STRIDE = 8;
const NO_CLAIMS: ClaimCounts = { entries: 0, items: 0, malformed: 0 };

class BacklogScan {
  readonly #path: string;
  readonly #bytes: Buffer;
  readonly #item: ItemScan;
  readonly #claims: ClaimedItems;
  readonly #topKeys: number[] = [];
  #mark: Mark = { state: 'absent' };
  #inItems = false;
  #head: ScanHead | undefined;
  #landmarks: Landmark[] = [];
  #end: Landmark | undefined;

  constructor(path: string, bytes: Buffer) {
    this.#path = path;
    this.#bytes = bytes;
    this.#item = new ItemScan(path, bytes);
    this.#claims = new ClaimedItems(path);
  }

  /** Takes over what another text has in common at its start, up to an item; answers with the line to go on from. */
  takeStart(common: CommonGround | undefined): LineStart {
    if (!common) return { at: startOf(this.#bytes), line: 1 };
    const { trail, head, start } = common;
    this.#topKeys.push(...head.topKeys);
    this.#mark = head.mark;
    this.#head = head;
    this.#inItems = true;
    this.#claims.addFrom(trail.claims, NO_CLAIMS, start.counts);
    this.#landmarks = trail.landmarks.slice(0, trail.landmarks.indexOf(start));
    return start;
  }

  /**
   * Takes over the items that it has in common at its end, if the scan came to a line where they begin; answers with the line to go on
   * from, undefined if the item before them is not understood.
   */
  takeRest(reached: LineStart, rest: CommonRest | undefined): LineStart | undefined {
    if (!rest || reached.at !== rest.from.at || reached.line !== rest.from.line) return reached;
    if (!this.#closeItem()) return undefined;
    const { trail, begin, end, from } = rest;
    const moved = movedBy(from.at - begin.at, this.#claims.counts(), begin.counts);
    this.#claims.addFrom(trail.claims, begin.counts, end.counts);
    for (const landmark of trail.landmarks)
      if (landmark.at >= begin.at) this.#landmarks.push(moved(landmark));
    this.#end = moved(end);
    this.#inItems = false;
    return this.#end;
  }

  /** Takes the line at a byte offset in; false if it is not understood. */
  take(line: ScannedLine, at: number, number: number): boolean {
    if (line.kind === 'blank') return true;
    if (line.indent > 0) return this.#item.take(line, at, number);
    return line.isEntry ? this.#takeItem(line, at, number) : this.#takeTop(line, at, number);
  }

  finish(number: number): ScannedBacklog | undefined {
    if (!this.#leaveItems(this.#bytes.length, number) || this.#topKeys.length === 0) return undefined;
    const trail = {
      path: this.#path,
      bytes: this.#bytes,
      claims: this.#claims,
      head: this.#head,
      landmarks: this.#landmarks,
      end: this.#end,
    };
    return { backlog: this.#claims.finish(this.#mark), trail };
  }

  #takeTop(line: ScannedLine, at: number, number: number): boolean {
    if (!this.#leaveItems(at, number) || !addKey(this.#topKeys, line)) return false;
    const { value } = line;
    if (isKey(this.#bytes, line, 'next_item_id')) return this.#takeMark(value, at, number);
    if (!isKey(this.#bytes, line, 'items')) return true;
    if (value.kind !== 'none')
      return value.kind === 'other' && this.#bytes.toString('latin1', value.start, value.start + 2) === '[]';
    this.#inItems = true;
    this.#head = { topKeys: [...this.#topKeys], mark: this.#mark };
    return true;
  }

  #takeMark({ kind, start, end }: ScannedValue, at: number, line: number): boolean {
    if (kind === 'none' || kind === 'other') return false;
    const text = this.#bytes.toString('utf8', start, end);
    const place = { path: this.#path, line, column: start - at + 1 };
    const value = kind === 'plain' ? parseMark(text) : undefined;
    this.#mark = value === undefined ? { state: 'invalid', text, place } : { state: 'valid', value, place };
    return true;
  }

  #takeItem(line: ScannedLine, at: number, number: number): boolean {
    if (!this.#inItems || (this.#item.isOpen && !this.#closeItem())) return false;
    const counts = this.#claims.counts();
    if (counts.entries % STRIDE === 0) this.#landmarks.push({ at, line: number, counts });
    return this.#item.begin(line, at, number);
  }

  /** True where nothing is wrong with the items so far. */
  #leaveItems(at: number, line: number): boolean {
    if (!this.#inItems) return true;
    if (!this.#closeItem()) return false;
    this.#end = { at, line, counts: this.#claims.counts() };
    this.#inItems = false;
    return true;
  }

  #closeItem(): boolean {
    const item = this.#item.end();
    if (item) this.#claims.add(item);
    return item !== undefined;
  }
}

/** Where a landmark of another text lies in this one, `shift` bytes further on. */
function movedBy(shift: number, now: ClaimCounts, then: ClaimCounts): (landmark: Landmark) => Landmark {
  return ({ at, line, counts }) => ({
    at: at + shift,
    line,
    counts: {
      entries: counts.entries + now.entries - then.entries,
      items: counts.items + now.items - then.items,
      malformed: counts.malformed + now.malformed - then.malformed,
    },
  });
}

/** Behind a byte order mark. */
function startOf(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
