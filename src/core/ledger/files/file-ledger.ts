import type { Severity } from '../../findings/finding.ts';
import type { ItemId } from '../../ids/item-id.ts';

export const KINDS = ['adr', 'golang-migrate', 'flyway', 'django', 'backlog-md', 'files'] as const;
export type KindName = (typeof KINDS)[number];

/** How the rules look at a ledger of files. */
export interface LedgerTerms {
  readonly name: string;
  readonly kind: KindName;
  /** Relative to the repository's root. */
  readonly paths: readonly string[];
  /** What it is that a number comes back for another thing. */
  readonly reuse: Severity | 'off';
  /** What a new number at or below the highest one is; `off` where the order does not count. */
  readonly order: Severity | 'off';
  /** Several things may share a number. */
  readonly sharing: boolean;
  /** How far above the highest number another one may be before it looks like a typo. */
  readonly maxLeap: number;
}

/** A file of a version: `oid` is full hex; undefined where the content is the disk's. */
export interface LedgerFile {
  readonly path: string;
  readonly oid: string | undefined;
}

/** What a path says of the entry that the file is of. */
export interface FileName {
  /** Equal for every spelling of one number. */
  readonly key: string;
  /** Parts of a version after the first come behind the point: `6.1.0.4` is between `6.1` and `6.2`. */
  readonly id: ItemId;
  /** The number as the name has it: `0042`, `task-12`. */
  readonly written: string;
  /** What it is about: the stem without case, accents and the kind of separators; for a name that has none the extension and the folder, where they are not the usual ones. */
  readonly slug: string;
  /** Dates and seconds are not a counter: their order means nothing. */
  readonly isCounted: boolean;
  readonly isArchived: boolean;
  /** The half of a pair that undoes the other one. */
  readonly isUndoing: boolean;
}

export interface NamedFile extends FileName, LedgerFile {}

/** What is under one number of a ledger of files: the files of one number and one slug. */
export interface FileEntry extends Omit<FileName, 'isUndoing'> {
  /** In the order of their paths, what undoes last. */
  readonly files: readonly [LedgerFile, ...LedgerFile[]];
}

/** Identifies an entry within a version; the same for an entry whose files move between folders. */
export function nameOf({ key, slug }: Pick<FileName, 'key' | 'slug'>): string {
  return `${key}\n${slug}`;
}

/** The contents of files, by their full hex names; those on the disk have none. */
export function oidsOf(files: readonly LedgerFile[]): readonly string[] {
  return files.flatMap(({ oid }) => oid ?? []);
}

/** An entry of files that have one number and slug. */
export function entryOf(files: readonly [NamedFile, ...NamedFile[]]): FileEntry {
  const [first, another] = files;
  const { key, id, slug, isCounted } = first;
  if (!another) {
    const { written, isArchived, path, oid } = first;
    return { key, id, slug, isCounted, written, isArchived, files: [{ path, oid }] };
  }
  const sorted = files.toSorted(inOrder);
  const [{ path, oid } = first, ...others] = sorted;
  return {
    key,
    id,
    slug,
    isCounted,
    written: sorted.reduce((best, { written }) => (written.length > best.length ? written : best), ''),
    isArchived: files.every((file) => file.isArchived),
    files: [{ path, oid }, ...others.map((other) => ({ path: other.path, oid: other.oid }))],
  };
}

function inOrder(one: NamedFile, other: NamedFile): number {
  if (one.isUndoing !== other.isUndoing) return one.isUndoing ? 1 : -1;
  return one.path < other.path ? -1 : 1;
}

/** The first of its folders: findings about the ledger as a whole are placed there. */
export function mainFolder({ paths }: Pick<LedgerTerms, 'paths'>): string {
  return paths[0] ?? '.';
}
