import { behindBreak, behindLine, byteAt, skipSpaces } from './scan-bytes.ts';
import { isGap, scanScalar, scanValue } from './scan-value.ts';
import type { ScannedValue } from './scan-value.ts';

/** A line as `scanLine` leaves it; one object serves for all lines. Offsets are those of bytes. */
export interface ScannedLine {
  /** `pair` is `key: value`, with or without a `- ` before it; `entry` is `- value`. */
  kind: 'blank' | 'pair' | 'entry';
  indent: number;
  isEntry: boolean;
  key: number;
  keyEnd: number;
  /** Tells keys apart, though not for certain. */
  keyHash: number;
  readonly value: ScannedValue;
}

export function blankLine(): ScannedLine {
  const value: ScannedValue = { kind: 'none', start: 0, end: 0, escaped: false, lines: 0 };
  return { kind: 'blank', indent: 0, isEntry: false, key: 0, keyEnd: 0, keyHash: 0, value };
}

/** Reads the line at a byte offset, with the block text that may hang below it. Answers with the offset behind, or -1 if it is not sure. */
export function scanLine(bytes: Uint8Array, at: number, line: ScannedLine): number {
  const start = skipSpaces(bytes, at);
  const first = byteAt(bytes, start);
  line.indent = start - at;
  line.value.lines = 0;
  if (first === HASH || (start === at && first < BLANK)) {
    line.kind = 'blank';
    return behindLine(bytes, start);
  }
  line.isEntry = first === DASH && bytes[start + 1] === BLANK;
  line.key = line.isEntry ? start + 2 : start;
  scanKey(bytes, line);
  return scanRest(bytes, line.key - at, line);
}

const [BLANK, HASH, DASH, COLON] = [0x20, 0x23, 0x2d, 0x3a];
const IS_KEY = Uint8Array.from({ length: 256 }, (_, code) =>
  code < 128 && /[\w-]/u.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Beyond this a key has to be looked at by YAML, which draws a line at 1024. */
const MAX_KEY = 100;

function scanKey(bytes: Uint8Array, line: ScannedLine): void {
  let end = line.key;
  let hash = 0;
  for (let byte = byteAt(bytes, end); IS_KEY[byte] === 1; byte = byteAt(bytes, end)) {
    hash = Math.imul(hash ^ byte, FNV_PRIME);
    end += 1;
  }
  line.keyEnd = end;
  line.keyHash = hash;
}

const FNV_PRIME = 0x01000193;

/** What `scanLine` has for that key. */
export function hashOfKey(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), FNV_PRIME);
  return hash;
}

function scanRest(bytes: Uint8Array, column: number, line: ScannedLine): number {
  const { key, keyEnd, value } = line;
  const isKey = keyEnd > key && keyEnd - key <= MAX_KEY && bytes[key] !== DASH;
  if (isKey && bytes[keyEnd] === COLON && isGap(byteAt(bytes, keyEnd + 1))) {
    line.kind = 'pair';
    if (bytes[keyEnd + 1] === BLANK) return scanValue(bytes, keyEnd + 2, column + 2, value);
    value.kind = 'none';
    return behindBreak(bytes, keyEnd + 1);
  }
  line.kind = 'entry';
  return line.isEntry ? scanScalar(bytes, key, value) : -1;
}
