import { lineStart } from '../../text/line-index.ts';
import { LazyMap } from '../lazy-map.ts';
import type { MapReader } from '../lazy-map.ts';
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlPair } from '../yaml-node.ts';
import { toObject, toValue } from '../yaml-value.ts';
import { knownEntries } from './known-entries.ts';
import type { KnownRest, ScanOptions } from './known-entries.ts';
import { LineCursor, skipBlanks } from './line-cursor.ts';
import { scanKey, scanName } from './scan-key.ts';
import { scanScalar } from './scan-scalar.ts';
import { matchUsualItem } from './usual-item.ts';

/**
 * Reads a mapping as people and programs mostly write them: block style, plain keys, each with a value of a kind that `scanScalar` knows, a
 * list or another mapping. Where it answers, its answer is that of the YAML library, dozens of times as fast; at the first line that it does not
 * fully understand it gives up, with `undefined`. The text must hold no control characters.
 */
export function scanYaml(text: string, { like, isLazy = false }: ScanOptions = {}): YamlMap | undefined {
  const lines = new LineCursor(text, like && knownEntries(text, like), isLazy);
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

const HASH = 0x23;

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
  const { content: start, indent: column } = lines;
  const entries: YamlEntry[] = [];
  takeKnown(lines, lines.known, entries);
  let end = start;
  do {
    takeKnown(lines, lines.known?.rest, entries);
    const dash = lines.content;
    const value = scanEntry(lines, dash, column);
    if (!value) return undefined;
    entries.push({ start: dash, value });
    ({ end } = value);
  } while (!lines.isDone && lines.indent === column && lines.isEntry);
  return lines.indent > column ? undefined : { kind: 'list', flow: false, entries, start, end };
}

/** Takes over entries that begin where the cursor is. */
function takeKnown(lines: LineCursor, known: KnownRest | undefined, entries: YamlEntry[]): void {
  const { content, indent } = lines;
  if (content !== known?.start) return;
  for (const entry of known.entries) entries.push(entry);
  lines.goTo(known.next - indent);
}

function scanEntry(lines: LineCursor, dash: number, column: number): YamlNode | undefined {
  const { text, start, end } = lines;
  const at = skipBlanks(text, dash + 1);
  if (at >= end || text.charCodeAt(at) === HASH) return undefined;
  if (scanName(lines, at) === undefined) return scanScalar(lines, at, column);
  if (!lines.isLazy) return scanMap(lines, at, at - start);
  return skimUsual(lines, at, column) ?? skimMap(lines, at, at - start);
}

/** What `scanMap` reads, left for later. */
function skimMap(lines: LineCursor, first: number, column: number): LazyMap | undefined {
  if (column > MAX_COLUMN) return undefined;
  const names: string[] = [];
  const heads: Heads = {};
  let end = first;
  for (let at = first; ; at = lines.content) {
    const name = scanName(lines, at);
    if (name === undefined || names.length === MAX_KEYS || names.includes(name)) return undefined;
    const value = scanPairValue(lines, at + name.length + 1, column);
    if (!value) return undefined;
    names.push(name);
    takeHead(heads, name, value);
    ({ end } = value);
    if (lines.isDone || lines.indent !== column) break;
  }
  const span = { start: first, end, name: nameOf(heads) };
  return lines.indent > column ? undefined : new LazyMap(lines.text, span, LATER);
}

interface Heads {
  id?: YamlNode;
  title?: YamlNode;
}

function takeHead(heads: Heads, name: string, value: YamlNode): void {
  if (name === 'id' || name === 'title') heads[name] = value;
}

/** The same for an item that is recognized in one go. */
function skimUsual(lines: LineCursor, first: number, column: number): LazyMap | undefined {
  const { text, start } = lines;
  const [usual, id = '', title = ''] = matchUsualItem(text, start, column) ?? [];
  if (usual === undefined) return undefined;
  lines.goTo(start + usual.length);
  const end = start + usual.length - 1;
  return new LazyMap(
    text,
    { start: first, end, name: nameOf({ id: scalarOf(id), title: scalarOf(title) }) },
    LATER,
  );
}

/** A plain text, or one in single quotes without any within. */
function scalarOf(written: string): YamlNode {
  const plain = !written.startsWith("'");
  return { kind: 'scalar', start: 0, end: 0, text: plain ? written : written.slice(1, -1), plain };
}

function nameOf({ id, title }: Heads): string | undefined {
  const [name, text] = [id && toValue(id), title && toValue(title)];
  return typeof name === 'string' && typeof text === 'string' ? name : undefined;
}

const LATER: MapReader = {
  pairs: (text, first) => mapAt(text, first)?.pairs ?? [],
  said: (text, first) =>
    toObject(mapAt(text, first) ?? { kind: 'map', flow: false, pairs: [], start: 0, end: 0 }),
};

/** The mapping whose first key stands at an offset. */
function mapAt(text: string, first: number): YamlMap | undefined {
  const lines = new LineCursor(text);
  const start = lineStart(text, first);
  lines.goTo(start);
  return scanMap(lines, first, first - start);
}
