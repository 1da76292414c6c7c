import type { Backlog, Mark } from '../../../core/ledger/snapshot.ts';
import { ClaimedItems } from './claim-items.ts';
import { EntryStarts } from './entry-starts.ts';
import type { LineStart, Stretch } from './entry-starts.ts';
import { parseMark } from '../mark.ts';
import { behindBreak } from './scan-bytes.ts';
import { ItemScan } from './scan-item.ts';
import type { ScannedLine } from './scan-line.ts';
import { addKey, isKey } from './scan-text.ts';
import type { CommonGround, CommonRest, ScanHead, ScanTrail } from './scan-trail.ts';
import { UsualItems } from './scan-usual.ts';
import type { ScannedValue } from './scan-value.ts';

const DASH = 0x2d;

/** What a scan knows of a backlog so far: it takes lines in, or whole stretches at once, and answers with false or undefined for what is not understood. */
export class BacklogScan {
  readonly #path: string;
  readonly #bytes: Buffer;
  readonly #item: ItemScan;
  readonly #usual: UsualItems;
  readonly #claims: ClaimedItems;
  readonly #topKeys: number[] = [];
  #mark: Mark = { state: 'absent' };
  #inItems = false;
  /** How far items are indented; undefined before the first one. */
  #indent: number | undefined;
  #head: ScanHead | undefined;
  readonly #starts = new EntryStarts();
  #end: LineStart | undefined;

  constructor(path: string, bytes: Buffer) {
    this.#path = path;
    this.#bytes = bytes;
    this.#item = new ItemScan(path, bytes);
    this.#usual = new UsualItems(path, bytes);
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
    this.#indent = trail.indent;
    this.#takeEntries(trail, { from: 0, until: start.entry, shift: 0 });
    return start;
  }

  /**
   * Takes over the items that it has in common at its end, if the scan came to a line where they begin; answers with the line to go on
   * from, undefined if the item before them is not understood.
   */
  takeRest(reached: LineStart, rest: CommonRest | undefined): LineStart | undefined {
    if (rest?.begin.line !== reached.line || rest.begin.at + rest.shift !== reached.at) return reached;
    const { trail, begin, end, shift } = rest;
    if (!this.#inItems || this.#indent !== trail.indent || !this.#closeItem()) return undefined;
    this.#takeEntries(trail, { from: begin.entry, until: trail.claims.count, shift });
    this.#end = { at: end.at + shift, line: end.line };
    this.#inItems = false;
    return this.#end;
  }

  #takeEntries({ claims, starts }: ScanTrail, stretch: Stretch): void {
    this.#claims.addFrom(claims, stretch);
    this.#starts.addFrom(starts, stretch);
  }

  /** Takes a whole item in, if one begins at that offset and is a usual one; answers with the line behind it. */
  takeUsual(at: number, number: number): LineStart | undefined {
    const indent = this.#indent ?? 0;
    if (!this.#inItems || this.#bytes[at + indent] !== DASH) return undefined;
    const start = { at, line: number };
    const usual = this.#usual.read(start, indent);
    if (!usual || !this.#openItem(start)) return undefined;
    this.#indent = indent;
    this.#claims.add(usual.texts);
    return usual.next;
  }

  /** Takes the line at a byte offset in; false if it is not understood. */
  take(line: ScannedLine, at: number, number: number): boolean {
    if (line.kind === 'blank') return true;
    if (this.#inItems && line.isEntry) this.#indent ??= line.indent;
    const indent = this.#indent ?? 0;
    if (line.indent > indent) return this.#item.take(line, at, number);
    if (line.isEntry) return line.indent === indent && this.#takeItem(line, at, number);
    return line.indent === 0 && this.#takeTop(line, at, number);
  }

  finish(number: number): { readonly backlog: Backlog; readonly trail: ScanTrail } | undefined {
    if (!this.#leaveItems(this.#bytes.length, number) || this.#topKeys.length === 0) return undefined;
    const trail = {
      path: this.#path,
      bytes: this.#bytes,
      claims: this.#claims,
      indent: this.#indent,
      head: this.#head,
      starts: this.#starts,
      end: this.#end,
    };
    return { backlog: this.#claims.finish(this.#mark), trail };
  }

  #takeTop(line: ScannedLine, at: number, number: number): boolean {
    if (!this.#leaveItems(at, number) || !addKey(this.#topKeys, line)) return false;
    const { value } = line;
    if (isKey(this.#bytes, line, 'next_item_id')) return this.#takeMark(value, at, number);
    if (!isKey(this.#bytes, line, 'items')) return true;
    if (value.kind !== 'none') return this.#bytes.toString('latin1', value.start, value.start + 2) === '[]';
    this.#inItems = true;
    this.#head = { topKeys: [...this.#topKeys], mark: this.#mark };
    return true;
  }

  #takeMark({ kind, start, end }: ScannedValue, at: number, line: number): boolean {
    // Whoever writes another mark takes it that nothing follows on the line.
    if (kind === 'none' || kind === 'other' || behindBreak(this.#bytes, end) === -1) return false;
    const text = this.#bytes.toString('utf8', start, end);
    const place = { path: this.#path, line, column: start - at + 1 };
    const value = parseMark(text);
    this.#mark = value === undefined ? { state: 'invalid', text, place } : { state: 'valid', value, place };
    return true;
  }

  #takeItem(line: ScannedLine, at: number, number: number): boolean {
    return this.#inItems && this.#openItem({ at, line: number }) && this.#item.begin(line, at, number);
  }

  #openItem(start: LineStart): boolean {
    if (!this.#closeItem()) return false;
    this.#starts.add(start);
    return true;
  }

  /** True where nothing is wrong with the items so far. */
  #leaveItems(at: number, line: number): boolean {
    if (!this.#inItems) return true;
    if (!this.#closeItem() || this.#claims.count === 0) return false;
    this.#end = { at, line };
    this.#inItems = false;
    return true;
  }

  /** False where the item before lacks what every item has. */
  #closeItem(): boolean {
    if (!this.#item.isOpen) return true;
    const item = this.#item.end();
    if (item) this.#claims.add(item);
    return item !== undefined;
  }
}

/** Behind a byte order mark. */
function startOf(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
