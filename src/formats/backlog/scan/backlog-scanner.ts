import type { Place } from '../../../core/ids/claim.ts';
import type { Backlog, Mark } from '../../../core/ledger/snapshot.ts';
import { EntryStarts } from './entry-starts.ts';
import type { Stretch } from './entry-starts.ts';
import { parseMark } from '../mark.ts';
import { behindBreak } from './lines/scan-bytes.ts';
import { ItemReader } from './item-reader.ts';
import { ItemScan, SEEN } from './scan-item.ts';
import type { ScannedLine } from './lines/scan-line.ts';
import { addKey, isKey } from './lines/scan-text.ts';
import type { CommonGround, CommonRest, ScanHead, ScanTrail } from './scan-trail.ts';
import type { UsualItems } from './scan-usual.ts';
import { ScannedItems } from './scanned-items.ts';
import type { ScannedValue } from './lines/scan-value.ts';

const DASH = 0x2d;

/** What a scan knows of a backlog so far: it takes lines in, or whole stretches at once, and answers with false or undefined for what is not understood. */
export class BacklogScan {
  readonly #path: string;
  readonly #bytes: Buffer;
  readonly #item: ItemScan;
  readonly #reader: ItemReader;
  readonly #usual: UsualItems;
  readonly #claims: ScannedItems;
  readonly #topKeys: number[] = [];
  #mark: Mark = { state: 'absent' };
  #inItems = false;
  /** How far items are indented; undefined before the first one. */
  #indent: number | undefined;
  #head: ScanHead | undefined;
  readonly #starts = new EntryStarts();
  #end: number | undefined;

  constructor(path: string, bytes: Buffer) {
    this.#path = path;
    this.#bytes = bytes;
    this.#item = new ItemScan(path, bytes, SEEN);
    this.#reader = new ItemReader(path, bytes);
    this.#usual = this.#reader.usual;
    this.#claims = new ScannedItems(path, this.#reader);
  }

  /** Takes over what another text has in common at its start, up to an item; answers with the offset to go on from. */
  takeStart(common: CommonGround | undefined): number {
    if (!common) return startOf(this.#bytes);
    const { trail, head, start } = common;
    this.#reader.lines.takeStart(trail.lines, start.at);
    this.#topKeys.push(...head.topKeys);
    this.#mark = head.mark;
    this.#head = head;
    this.#inItems = true;
    this.#indent = trail.indent;
    this.#takeEntries(trail, { from: 0, until: start.entry, shift: 0 });
    return start.at;
  }

  /**
   * Takes over the items that it has in common at its end, if the scan came to where they begin; answers with the offset to go on
   * from, undefined if the item before them is not understood.
   */
  takeRest(reached: number, rest: CommonRest | undefined): number | undefined {
    if (!rest || rest.begin.at + rest.shift !== reached) return reached;
    const { trail, begin, end, shift } = rest;
    if (!this.#inItems || this.#indent !== trail.indent || !this.#closeItem()) return undefined;
    this.#takeEntries(trail, { from: begin.entry, until: trail.claims.count, shift });
    this.#end = end + shift;
    this.#inItems = false;
    return this.#end;
  }

  #takeEntries({ claims, starts }: ScanTrail, stretch: Stretch): void {
    this.#claims.addFrom(claims, stretch);
    this.#starts.addFrom(starts, stretch);
  }

  /** Takes a whole item in, if one begins at that offset and is a usual one; answers with the offset behind it, else with -1. */
  takeUsual(at: number): number {
    const indent = this.#indent ?? 0;
    if (!this.#inItems || this.#bytes[at + indent] !== DASH) return -1;
    const usual = this.#usual.see(at, indent);
    if (!usual || !this.#openItem(at)) return -1;
    this.#indent = indent;
    this.#claims.add(usual, at);
    return usual.end;
  }

  /** Takes the line at a byte offset in; false if it is not understood. */
  take(line: ScannedLine, at: number): boolean {
    if (line.kind === 'blank') return true;
    if (this.#inItems && line.isEntry) this.#indent ??= line.indent;
    const indent = this.#indent ?? 0;
    if (line.indent > indent) return this.#item.take(line, at);
    if (line.isEntry) return line.indent === indent && this.#takeItem(line, at);
    return line.indent === 0 && this.#takeTop(line, at);
  }

  finish(): { readonly backlog: Backlog; readonly trail: ScanTrail } | undefined {
    if (!this.#leaveItems(this.#bytes.length) || this.#topKeys.length === 0) return undefined;
    const trail = {
      path: this.#path,
      bytes: this.#bytes,
      claims: this.#claims,
      lines: this.#reader.lines,
      indent: this.#indent,
      head: this.#head,
      starts: this.#starts,
      end: this.#end,
    };
    return { backlog: this.#claims.finish(this.#mark), trail };
  }

  #takeTop(line: ScannedLine, at: number): boolean {
    if (!this.#leaveItems(at) || !addKey(this.#topKeys, line)) return false;
    const { value } = line;
    if (isKey(this.#bytes, line, 'next_item_id')) return this.#takeMark(value, at);
    if (!isKey(this.#bytes, line, 'items')) return true;
    if (value.kind !== 'none') return this.#bytes.toString('latin1', value.start, value.start + 2) === '[]';
    this.#inItems = true;
    this.#head = { topKeys: [...this.#topKeys], mark: this.#mark };
    return true;
  }

  #takeMark({ kind, start, end }: ScannedValue, at: number): boolean {
    // Whoever writes another mark takes it that nothing follows on the line.
    if (kind === 'none' || kind === 'other' || behindBreak(this.#bytes, end) === -1) return false;
    const text = this.#bytes.toString('utf8', start, end);
    const value = parseMark(text);
    this.#mark = markAt(
      this.#reader,
      at,
      start - at + 1,
      value === undefined ? { state: 'invalid', text } : { state: 'valid', value },
    );
    return true;
  }

  #takeItem(line: ScannedLine, at: number): boolean {
    return this.#inItems && this.#openItem(at) && this.#item.begin(line, at);
  }

  #openItem(at: number): boolean {
    if (!this.#closeItem()) return false;
    this.#starts.add(at);
    return true;
  }

  /** True where nothing is wrong with the items so far. */
  #leaveItems(at: number): boolean {
    if (!this.#inItems) return true;
    if (!this.#closeItem() || this.#claims.count === 0) return false;
    this.#end = at;
    this.#inItems = false;
    return true;
  }

  /** False where the item before lacks what every item has. */
  #closeItem(): boolean {
    if (!this.#item.isOpen) return true;
    const item = this.#item.end();
    if (item) this.#claims.add({ id: item.id.text, pipelineType: item.pipelineType }, this.#starts.last);
    return item !== undefined;
  }
}

type ReadMark =
  | { readonly state: 'valid'; readonly value: number }
  | { readonly state: 'invalid'; readonly text: string };

/** Lines are counted when somebody asks where the mark is. */
function markAt(reader: ItemReader, at: number, column: number, mark: ReadMark): Mark {
  let place: Place | undefined;
  return {
    ...mark,
    get place() {
      place ??= { path: reader.path, line: reader.lineAt(at), column };
      return place;
    },
  };
}

/** Behind a byte order mark. */
function startOf(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
