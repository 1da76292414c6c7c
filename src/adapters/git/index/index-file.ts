import { readFile } from 'node:fs/promises';

import { openCachedTrees } from './cached-trees.ts';
import type { CachedTrees } from './cached-trees.ts';
import { EXTENDED, IndexEntry, pathStart, STAT } from './index-entry.ts';
import type { FileEntry } from '../tree.ts';

/** What git's index holds, as far as it was asked for. */
export interface IndexFile {
  /**
   * By the paths that were asked for, what stands at and below each, in git's order and as a commit would take it: no intent-to-add
   * entries; an unmerged path is one entry.
   */
  readonly lists: ReadonlyMap<string, readonly FileEntry[]>;
  readonly trees: CachedTrees;
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
  // Parts of one long text are cheaper than texts of their own.
  const text = bytes.toString('latin1');
  const asked = paths.map(rootOf);
  const byFirst = groupByFirst(asked);
  let at = HEADER;
  for (let left = bytes.readUInt32BE(8); left > 0; left -= 1) {
    const end = endOfPath(bytes, at, width);
    if (end === -1) return undefined;
    const start = pathStart(bytes, at, width);
    // The first byte alone spares looking at most of what others keep in a repository.
    for (const root of byFirst[bytes[start] ?? 0] ?? []) {
      if (isWithin(text, start, end, root.name))
        take(root.entries, decode(text.slice(start, end)), bytes, at, width);
    }
    // Entries are padded with one to eight NUL bytes.
    at += (end - at + 8) & ~7;
  }
  const trees = findTrees(bytes, at, width);
  if (!trees) return undefined;
  const lists = new Map(asked.map(({ path, entries }) => [path, entries]));
  return { lists, trees: openCachedTrees(trees, width) };
}

const HEADER = 12;
const LENGTH = 0xfff;
const STAGES = 0x3000;
/** In the second pair of flags. */
const INTENT_TO_ADD = 0x2000;

function isKnownVersion(bytes: Buffer): boolean {
  if (bytes.length < HEADER || bytes.toString('latin1', 0, 4) !== 'DIRC') return false;
  const version = bytes.readUInt32BE(4);
  // In version 4 each path leaves out what it has in common with the one before.
  return version === 2 || version === 3;
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

/** A path that was asked for. */
interface Root {
  readonly path: string;
  /** Its bytes, each as a character. */
  readonly name: string;
  readonly entries: FileEntry[];
}

function rootOf(path: string): Root {
  return { path, name: Buffer.from(path).toString('latin1'), entries: [] };
}

function groupByFirst(roots: readonly Root[]): readonly (readonly Root[] | undefined)[] {
  const groups: Root[][] = [];
  for (const root of roots) (groups[root.name.charCodeAt(0)] ??= []).push(root);
  return groups;
}

function isWithin(text: string, start: number, end: number, root: string): boolean {
  const rest = start + root.length;
  return text.startsWith(root, start) && (rest === end || text[rest] === '/');
}

function decode(path: string): string {
  return /[\x80-\xFF]/u.test(path) ? Buffer.from(path, 'latin1').toString('utf8') : path;
}

function take(entries: FileEntry[], path: string, bytes: Buffer, at: number, width: number): void {
  const flags = at + STAT + width;
  const first = bytes.readUInt16BE(flags);
  if ((first & EXTENDED) !== 0 && (bytes.readUInt16BE(flags + 2) & INTENT_TO_ADD) !== 0) return;
  if ((first & STAGES) === 0) entries.push(new IndexEntry(path, bytes, at, width));
  // Its stages follow one another.
  else if (entries.at(-1)?.path !== path) entries.push({ path, kind: 'unmerged', oid: undefined });
}

/** The extension `TREE`, empty if there is none; `undefined` where one changes what the entries mean: its name starts in lower case. */
function findTrees(bytes: Buffer, start: number, width: number): Buffer | undefined {
  let trees = bytes.subarray(0, 0);
  let at = start;
  while (at + 8 <= bytes.length - width) {
    const name = bytes.toString('latin1', at, at + 4);
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    if (!/^[A-Z]/u.test(name)) return undefined;
    if (name === 'TREE') trees = bytes.subarray(at + 8, end);
    at = end;
  }
  return at === bytes.length - width ? trees : undefined;
}
