import { behindBreak, behindCharacter, behindLine, byteAt, skipSpaces } from './scan-bytes.ts';

/** A value as it stands behind `key: ` or `- `. */
export interface ScannedValue {
  /** `other` is a value whose text nobody asked for: a block text, or a list of words in brackets. */
  kind: 'none' | 'plain' | 'single' | 'double' | 'other';
  /** Byte offsets, quotes included. */
  start: number;
  end: number;
  /** The text is not just what stands between the quotes. */
  escaped: boolean;
  /** How many lines a block text has below this one. */
  lines: number;
}

/**
 * Reads the value that fills the rest of a line, or the block text below it that is indented by `indent` blanks. Answers with the byte
 * offset behind it, or -1 for all but the simplest YAML.
 */
export function scanValue(bytes: Uint8Array, at: number, indent: number, value: ScannedValue): number {
  const first = bytes[at];
  value.start = at;
  if (first === BAR || first === GREATER) {
    value.kind = 'other';
    return scanBlockText(bytes, at + 1, indent, value);
  }
  if (first === OPEN_BRACKET) {
    value.kind = 'other';
    return scanWords(bytes, at + 1);
  }
  return scanScalar(bytes, at, value);
}

/** The same for a scalar that has to end on its line. */
export function scanScalar(bytes: Uint8Array, at: number, value: ScannedValue): number {
  value.start = at;
  value.escaped = false;
  if (bytes[at] === SINGLE) return scanSingle(bytes, at + 1, value);
  return bytes[at] === DOUBLE ? scanDouble(bytes, at + 1, value) : scanPlain(bytes, at, value);
}

const [BLANK, DOUBLE, HASH, SINGLE, PLUS, COMMA, MINUS] = [0x20, 0x22, 0x23, 0x27, 0x2b, 0x2c, 0x2d];
const [COLON, GREATER, OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET, BAR] = [0x3a, 0x3e, 0x5b, 0x5c, 0x5d, 0x7c];

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const WORD_START = classOf(LETTERS_AND_DIGITS);
const WORD = classOf(`${LETTERS_AND_DIGITS}_./-`);
const ESCAPED = classOf('"\\/0abefnrtv');
/** No indicator of YAML among them. */
const PLAIN_START = classOf(`${LETTERS_AND_DIGITS}_./($+~<=^;`);

function classOf(characters: string): Uint8Array {
  const members = new Uint8Array(256);
  for (const character of characters) members[character.charCodeAt(0)] = 1;
  return members;
}

function scanPlain(bytes: Uint8Array, at: number, value: ScannedValue): number {
  if (!startsPlain(bytes, at)) return -1;
  let end = at;
  let filled = at;
  for (let next = behindCharacter(bytes, end); next !== -1; next = behindCharacter(bytes, end)) {
    const byte = byteAt(bytes, end);
    if (byte === COLON && isGap(byteAt(bytes, next))) return -1;
    if (byte === HASH && filled < end) break;
    if (byte !== BLANK) filled = next;
    end = next;
  }
  value.kind = 'plain';
  value.end = filled;
  return behindValue(bytes, filled);
}

/** Offset behind the line on which a value ends: blanks may follow it, and a comment. -1 for all else. */
function behindValue(bytes: Uint8Array, at: number): number {
  const rest = skipSpaces(bytes, at);
  return bytes[rest] === HASH && rest > at ? behindLine(bytes, rest) : behindBreak(bytes, rest);
}

function startsPlain(bytes: Uint8Array, at: number): boolean {
  const first = byteAt(bytes, at);
  if (first === MINUS) return WORD_START[byteAt(bytes, at + 1)] === 1;
  return first >= 0x80 || PLAIN_START[first] === 1;
}

/** Behind a `:` it makes a key of what stands before: a blank, a line break, the end of the text. */
export function isGap(byte: number): boolean {
  return byte <= BLANK;
}

function scanSingle(bytes: Uint8Array, at: number, value: ScannedValue): number {
  let end = at;
  while (bytes[end] !== SINGLE || bytes[end + 1] === SINGLE) {
    const isQuote = bytes[end] === SINGLE;
    value.escaped ||= isQuote;
    end = isQuote ? end + 2 : behindCharacter(bytes, end);
    if (end === -1) return -1;
  }
  value.kind = 'single';
  value.end = end + 1;
  return behindValue(bytes, end + 1);
}

function scanDouble(bytes: Uint8Array, at: number, value: ScannedValue): number {
  let end = at;
  while (bytes[end] !== DOUBLE) {
    const isEscape = bytes[end] === BACKSLASH;
    value.escaped ||= isEscape;
    end =
      isEscape && ESCAPED[byteAt(bytes, end + 1)] === 1
        ? end + 2
        : isEscape
          ? -1
          : behindCharacter(bytes, end);
    if (end === -1) return -1;
  }
  value.kind = 'double';
  value.end = end + 1;
  return behindValue(bytes, end + 1);
}

/** `[]`, or words with `, ` between them. */
function scanWords(bytes: Uint8Array, at: number): number {
  let end = at;
  while (bytes[end] !== CLOSE_BRACKET) {
    if (WORD_START[byteAt(bytes, end)] !== 1) return -1;
    while (WORD[byteAt(bytes, end)] === 1) end += 1;
    if (bytes[end] === COMMA && bytes[end + 1] === BLANK) end += 2;
    else if (bytes[end] !== CLOSE_BRACKET) return -1;
  }
  return behindBreak(bytes, end + 1);
}

function scanBlockText(bytes: Uint8Array, at: number, indent: number, value: ScannedValue): number {
  const isChomped = bytes[at] === PLUS || bytes[at] === MINUS;
  let line = skipEmptyLines(bytes, behindBreak(bytes, isChomped ? at + 1 : at), value);
  // The first line says how far all are indented.
  if (line === -1 || skipSpaces(bytes, line) !== line + indent || behindBreak(bytes, line + indent) !== -1)
    return -1;
  while (line !== -1 && skipSpaces(bytes, line) >= line + indent) {
    value.lines += 1;
    line = skipEmptyLines(bytes, behindLine(bytes, line), value);
  }
  return line;
}

function skipEmptyLines(bytes: Uint8Array, at: number, value: ScannedValue): number {
  let line = at;
  for (let next = behindBreak(bytes, line); next > line; next = behindBreak(bytes, line)) {
    value.lines += 1;
    line = next;
  }
  return line;
}
