import type { Place } from '../core/claim.ts';
import type { Backlog, Mark } from '../core/snapshot.ts';
import { claimItems } from './claim-items.ts';
import type { PlacedText } from './claim-items.ts';
import { parseMark } from './mark.ts';
import { blankLine, hashOfKey, scanLine } from './scan-line.ts';
import type { ScannedLine } from './scan-line.ts';
import type { ScannedValue } from './scan-value.ts';
import { MAX_BYTES } from './utf8.ts';

/**
 * Reads a backlog of the shape that the orchestrator writes, line by line and a hundred times as fast as YAML. Where it answers, its
 * answer is that of the YAML reader; at the first line that it does not fully understand it gives up, with `undefined`.
 */
export function scanBacklog(path: string, bytes: Uint8Array): Backlog | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  const scan = new BacklogScan(path, bytes);
  const line = blankLine();
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let number = 1; at < bytes.length; number += 1 + line.value.lines) {
    const next = scanLine(bytes, at, line);
    if (next === -1 || !scan.take(line, at, number)) return undefined;
    at = next;
  }
  return scan.finish();
}

const FIELDS = new Map(
  (['id', 'title', 'created', 'status', 'pipeline_type'] as const).map((name) => [hashOfKey(name), name]),
);

type Draft = Partial<Record<'id' | 'title' | 'created' | 'status' | 'pipeline_type', PlacedText>>;

/** What a key without a value may be followed by: lines of a list or of a mapping, not of both. */
type Open = 'nothing' | 'anything' | 'list' | 'mapping';

class BacklogScan {
  readonly #path: string;
  readonly #bytes: Buffer;
  readonly #claims: ReturnType<typeof claimItems>;
  readonly #topKeys: number[] = [];
  readonly #itemKeys: number[] = [];
  readonly #innerKeys: number[] = [];
  #mark: Mark = { state: 'absent' };
  #inItems = false;
  #item: Draft | undefined;
  #open: Open = 'nothing';

  constructor(path: string, bytes: Uint8Array) {
    this.#path = path;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#claims = claimItems(path);
  }

  /** Takes the line at a byte offset in; false if it is not understood. */
  take(line: ScannedLine, at: number, number: number): boolean {
    if (line.kind === 'blank') return true;
    if (line.indent > 0) return this.#item !== undefined && this.#takeIndented(line, this.#item, at, number);
    return line.isEntry ? this.#takeItem(line, at, number) : this.#takeTop(line, at, number);
  }

  finish(): Backlog | undefined {
    return this.#leaveItems() && this.#topKeys.length > 0 ? this.#claims.finish(this.#mark) : undefined;
  }

  #takeTop(line: ScannedLine, at: number, number: number): boolean {
    if (!this.#leaveItems() || !addKey(this.#topKeys, line)) return false;
    const { value } = line;
    if (this.#isKey(line, 'next_item_id')) return this.#takeMark(value, this.#placeOf(value, at, number));
    if (!this.#isKey(line, 'items')) return true;
    this.#inItems = value.kind === 'none';
    return this.#inItems || (value.kind === 'other' && this.#between(value.start, value.start + 2) === '[]');
  }

  #takeMark(value: ScannedValue, place: Place): boolean {
    if (value.kind === 'none' || value.kind === 'other') return false;
    const text = this.#between(value.start, value.end);
    const number = value.kind === 'plain' ? parseMark(text) : undefined;
    this.#mark =
      number === undefined ? { state: 'invalid', text, place } : { state: 'valid', value: number, place };
    return true;
  }

  #takeItem(line: ScannedLine, at: number, number: number): boolean {
    if (!this.#inItems || line.kind === 'entry' || (this.#item && !this.#closeItem())) return false;
    this.#item = {};
    this.#itemKeys.length = 0;
    return this.#takeField(line, this.#item, at, number);
  }

  #takeIndented(line: ScannedLine, item: Draft, at: number, number: number): boolean {
    if (line.isEntry) return line.indent === 2 && line.kind === 'entry' && this.#enter('list');
    return line.indent === 2
      ? this.#takeField(line, item, at, number)
      : line.indent === 4 && this.#takeInner(line);
  }

  #takeField(line: ScannedLine, item: Draft, at: number, number: number): boolean {
    if (!addKey(this.#itemKeys, line)) return false;
    const { value, keyHash } = line;
    this.#open = value.kind === 'none' ? 'anything' : 'nothing';
    const name = FIELDS.get(keyHash);
    if (name === undefined || !this.#isKey(line, name)) return true;
    const text = this.#textOf(value);
    if (text === undefined) return false;
    const isNull = name !== 'id' && value.kind === 'plain' && NULL.test(text);
    item[name] = { text: isNull ? '' : text, place: this.#placeOf(value, at, number) };
    return true;
  }

  #takeInner(line: ScannedLine): boolean {
    if (this.#open === 'anything') this.#innerKeys.length = 0;
    return this.#enter('mapping') && addKey(this.#innerKeys, line);
  }

  #enter(kind: Open): boolean {
    if (this.#open === 'anything') this.#open = kind;
    return this.#open === kind;
  }

  /** True where nothing is wrong with the items so far. */
  #leaveItems(): boolean {
    const isSound = !this.#inItems || this.#closeItem();
    this.#inItems = false;
    this.#item = undefined;
    return isSound;
  }

  #closeItem(): boolean {
    const { id, title, created, status, pipeline_type: pipelineType } = this.#item ?? {};
    if (!id || !title) return false;
    this.#claims.add({
      id,
      title,
      created: said(created),
      status: said(status),
      pipelineType: said(pipelineType),
    });
    return true;
  }

  #isKey({ key, keyEnd }: ScannedLine, name: string): boolean {
    if (keyEnd - key !== name.length) return false;
    for (let at = 0; at < name.length; at += 1) {
      if (this.#bytes[key + at] !== name.charCodeAt(at)) return false;
    }
    return true;
  }

  #between(start: number, end: number): string {
    return this.#bytes.toString('utf8', start, end);
  }

  #placeOf({ start }: ScannedValue, at: number, line: number): Place {
    return { path: this.#path, line, column: start - at + 1 };
  }

  #textOf({ kind, start, end, escaped }: ScannedValue): string | undefined {
    if (kind === 'plain') return this.#between(start, end);
    const inner = this.#between(start + 1, end - 1);
    if (kind === 'single') return escaped ? inner.replaceAll("''", "'") : inner;
    return kind === 'double' && !escaped ? inner : undefined;
  }
}

const NULL = /^(?:~|null|Null|NULL)$/u;

function said(text: PlacedText | undefined): PlacedText | undefined {
  return text?.text === '' ? undefined : text;
}

/** Looking through the keys of a mapping is quick only while they are few. */
const MAX_KEYS = 100;

/** False for a key that the mapping has already, or perhaps has. */
function addKey(keys: number[], { keyHash }: ScannedLine): boolean {
  if (keys.length === MAX_KEYS || keys.includes(keyHash)) return false;
  keys.push(keyHash);
  return true;
}
