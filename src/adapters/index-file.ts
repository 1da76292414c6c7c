import { readFile } from 'node:fs/promises';

import { readCachedTrees } from './cached-trees.ts';
import { kindOf } from './tree.ts';
import type { FileEntry } from './tree.ts';

/** What git's index holds, as far as it was asked for. */
export interface IndexFile {
  /** What a commit would take: no intent-to-add entries; an unmerged path is one entry. */
  readonly entries: readonly FileEntry[];
  /** The name (full hex) of the tree that would be written for a directory, by path, where git had worked it out. */
  readonly trees: ReadonlyMap<string, string>;
}

/**
 * Reads an index file as gitformat-index(5) describes it, for what stands at and below `paths`; one process less on every commit.
 * `undefined` for whatever is not of the usual shape (split, sparse or compressed, an unknown extension), so that git be asked.
 * `width` is that of an object name in bytes.
 */
export async function readIndexFile(
  file: string,
  width: number,
  paths: readonly string[],
): Promise<IndexFile | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes || !isKnownVersion(bytes)) return undefined;
  const entries: FileEntry[] = [];
  const isWanted = wantedAmong(paths);
  let at = HEADER;
  for (let left = bytes.readUInt32BE(8); left > 0; left -= 1) {
    const end = endOfPath(bytes, at, width);
    if (end === -1) return undefined;
    const path = isWanted(bytes, pathStart(bytes, at, width), end);
    if (path !== undefined) take(entries, path, bytes, at, width);
    // Entries are padded with one to eight NUL bytes.
    at += (end - at + 8) & ~7;
  }
  const trees = readExtensions(bytes, at, width, paths);
  return trees && { entries, trees };
}

const HEADER = 12;
/** Times, device, inode, mode, owner and size. */
const STAT = 40;
const MODE = 24;
const LENGTH = 0xfff;
const STAGES = 0x3000;
const EXTENDED = 0x4000;
/** In the second pair of flags. */
const INTENT_TO_ADD = 0x2000;

function isKnownVersion(bytes: Buffer): boolean {
  if (bytes.length < HEADER || bytes.toString('latin1', 0, 4) !== 'DIRC') return false;
  const version = bytes.readUInt32BE(4);
  // In version 4 each path leaves out what it has in common with the one before.
  return version === 2 || version === 3;
}

function pathStart(bytes: Buffer, at: number, width: number): number {
  const flags = at + STAT + width;
  return flags + ((bytes.readUInt16BE(flags) & EXTENDED) === 0 ? 2 : 4);
}

/** -1 where the file is cut off. */
function endOfPath(bytes: Buffer, at: number, width: number): number {
  const flags = at + STAT + width;
  if (flags + 2 > bytes.length) return -1;
  const length = bytes.readUInt16BE(flags) & LENGTH;
  const end = pathStart(bytes, at, width) + length;
  // A length that does not fit its twelve bits is a lower bound.
  if (length === LENGTH) return bytes.indexOf(0, end);
  return bytes[end] === 0 ? end : -1;
}

type IsWanted = (bytes: Buffer, start: number, end: number) => string | undefined;

/** The path, if it is at or below one of `paths`. The first byte alone spares decoding most of what others keep in a repository. */
function wantedAmong(paths: readonly string[]): IsWanted {
  const firsts = new Uint8Array(256);
  for (const path of paths) firsts[Buffer.from(path)[0] ?? 0] = 1;
  const known = new Set(paths);
  const below = paths.map((path) => `${path}/`);
  return (bytes, start, end) => {
    if (firsts[bytes[start] ?? 0] !== 1) return undefined;
    const path = bytes.toString('utf8', start, end);
    return below.some((directory) => path.startsWith(directory)) || known.has(path) ? path : undefined;
  };
}

function take(entries: FileEntry[], path: string, bytes: Buffer, at: number, width: number): void {
  const flags = at + STAT + width;
  const first = bytes.readUInt16BE(flags);
  if ((first & EXTENDED) !== 0 && (bytes.readUInt16BE(flags + 2) & INTENT_TO_ADD) !== 0) return;
  if ((first & STAGES) !== 0) {
    // Its stages follow one another.
    if (entries.at(-1)?.path !== path) entries.push({ path, kind: 'unmerged', oid: undefined });
    return;
  }
  const mode = modeText(bytes.readUInt32BE(at + MODE));
  const oid = bytes.toString('hex', at + STAT, flags);
  entries.push({ path, kind: kindOf(mode), oid, mode });
}

/** Nearly all are the same. */
function modeText(mode: number): string {
  return mode === 0o100644 ? '100644' : mode.toString(8);
}

/** The trees that git has cached; `undefined` where an extension changes what the entries mean: its name starts in lower case. */
function readExtensions(
  bytes: Buffer,
  start: number,
  width: number,
  paths: readonly string[],
): ReadonlyMap<string, string> | undefined {
  let trees: ReadonlyMap<string, string> = new Map();
  let at = start;
  while (at + 8 <= bytes.length - width) {
    const name = bytes.toString('latin1', at, at + 4);
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    if (!/^[A-Z]/u.test(name)) return undefined;
    if (name === 'TREE') trees = readCachedTrees(bytes.subarray(at + 8, end), width, new Set(paths));
    at = end;
  }
  return at === bytes.length - width ? trees : undefined;
}
