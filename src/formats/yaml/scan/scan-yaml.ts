import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlPair, YamlScalar } from '../yaml-node.ts';
import { knownEntries } from './known-entries.ts';
import type { ScannedText } from './known-entries.ts';
import { LineCursor, skipBlanks } from './line-cursor.ts';
import { scanScalar } from './scan-scalar.ts';

/**
 * Reads a mapping as people and programs mostly write them: block style, plain keys, each with a value of a kind that `scanScalar` knows, a
 * list or another mapping. Where it answers, its answer is that of the YAML library, dozens of times as fast; at the first line that it does not
 * fully understand it gives up, with `undefined`. The text must hold no control characters. What it has in common with `like` at its start is
 * taken over from there.
 */
export function scanYaml(text: string, like?: ScannedText): YamlMap | undefined {
  const lines = new LineCursor(text, like && knownEntries(text, like));
  if (text.slice(lines.start, lines.end) === '---') lines.advance();
  if (lines.isDone || lines.indent > 0) return undefined;
  const root = scanMap(lines, lines.content, 0);
  return lines.isDone ? root : undefined;
}

/** Beyond this the library has to count how deep a text is nested. */
const MAX_COLUMN = 30;

/** A mapping whose first key stands at `first`, on the line of the cursor. */
function scanMap(lines: LineCursor, first: number, column: number): YamlMap | undefined {
  if (column > MAX_COLUMN) return undefined;
  const pairs: YamlPair[] = [];
  let end = first;
  for (let at = first; ; at = lines.content) {
    const key = scanKey(lines, at);
    if (!key || pairs.length === MAX_KEYS || hasKey(pairs, key.text)) return undefined;
    const value = scanPairValue(lines, key.end + 1, column);
    if (!value) return undefined;
    pairs.push({ key, colon: key.end + 1, value });
    ({ end } = value);
    if (lines.isDone || lines.indent !== column) break;
  }
  return lines.indent > column ? undefined : { kind: 'map', flow: false, pairs, start: first, end };
}

/** Looking through the keys of a mapping is quick only while they are few. */
const MAX_KEYS = 100;

function hasKey(pairs: readonly YamlPair[], name: string): boolean {
  for (const { key } of pairs) if (key.kind === 'scalar' && key.text === name) return true;
  return false;
}

/** A key with the `:` behind it, and then a blank or the end of the line. */
function scanKey(lines: LineCursor, at: number): YamlScalar | undefined {
  const { text } = lines;
  let [end, hash] = [at, 0];
  for (let code = text.charCodeAt(end); IS_KEY[code] === 1; code = text.charCodeAt(end)) {
    hash = Math.imul(hash ^ code, FNV_PRIME);
    end += 1;
  }
  const isKey = end > at && end - at <= MAX_KEY && text.charCodeAt(end) === COLON && isGap(text, end + 1);
  if (!isKey || text.charCodeAt(at) === DASH) return undefined;
  return { kind: 'scalar', start: at, end, text: nameAt(lines, at, end, hash), plain: true };
}

/** One string for all keys of a name. */
function nameAt({ text, names }: LineCursor, at: number, end: number, hash: number): string {
  const known = names.get(hash);
  if (known !== undefined && known.length === end - at && text.startsWith(known, at)) return known;
  const name = text.slice(at, end);
  names.set(hash, name);
  return name;
}

const FNV_PRIME = 0x01000193;
/** The library draws a line at 1024. */
const MAX_KEY = 100;
const [BLANK, HASH, DASH, COLON] = [0x20, 0x23, 0x2d, 0x3a];
const IS_KEY = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w.-]/u.test(String.fromCharCode(code)) ? 1 : 0,
);

function isGap(text: string, at: number): boolean {
  return !(text.charCodeAt(at) > BLANK);
}

/** What stands behind a colon, or below it. */
function scanPairValue(lines: LineCursor, colon: number, column: number): YamlNode | undefined {
  const { text, end } = lines;
  const at = skipBlanks(text, colon);
  const isCommented = text.charCodeAt(at) === HASH && at > colon;
  if (at < end && !isCommented) return scanScalar(lines, at, column);
  lines.advance();
  // The entries of a list may stand right below its key.
  const least = lines.isEntry ? column : column + 1;
  if (!lines.isDone && lines.indent >= least)
    return lines.isEntry ? scanList(lines) : scanMap(lines, lines.content, lines.indent);
  // How far an empty value reaches is for the library to say where a comment takes its place.
  const isPlain = !isCommented && !lines.hasPassedComment;
  return isPlain ? { kind: 'scalar', start: colon, end: colon, text: '', plain: true } : undefined;
}

/** A list whose first dash begins the line of the cursor. */
function scanList(lines: LineCursor): YamlList | undefined {
  const { content: start, indent: column, known } = lines;
  const isKnown = known?.start === start;
  const entries: YamlEntry[] = isKnown ? [...known.entries] : [];
  if (isKnown) lines.goTo(known.next - column);
  let end = start;
  do {
    const dash = lines.content;
    const value = scanEntry(lines, dash, column);
    if (!value) return undefined;
    entries.push({ start: dash, value });
    ({ end } = value);
  } while (!lines.isDone && lines.indent === column && lines.isEntry);
  return lines.indent > column ? undefined : { kind: 'list', flow: false, entries, start, end };
}

function scanEntry(lines: LineCursor, dash: number, column: number): YamlNode | undefined {
  const { text, start, end } = lines;
  const at = skipBlanks(text, dash + 1);
  if (at >= end || text.charCodeAt(at) === HASH) return undefined;
  return scanKey(lines, at) ? scanMap(lines, at, at - start) : scanScalar(lines, at, column);
}
