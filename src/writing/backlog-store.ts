import { basename, dirname, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { readWorkFile, replaceWorkFile } from '../adapters/disk/work-files.ts';
import type { BacklogFile, BacklogItem } from '../core/numbers/backlog-file.ts';
import { highestNumber, raiseMark } from '../core/numbers/high-water-mark.ts';
import { TidemarkError } from '../errors.ts';
import { readBacklogFile } from '../formats/backlog/backlog-file.ts';
import type { ReadableBacklog } from '../formats/backlog/backlog-file.ts';
import type { Fault } from '../formats/text/line-index.ts';
import { spliceBacklog } from '../formats/backlog/edit/splice-backlog.ts';

/** A backlog, and the file as it was when it was read: what is saved is spliced into that text. */
export interface LoadedBacklog {
  readonly backlog: BacklogFile;
  /** What was corrected on the way in, one sentence each. */
  readonly warnings: readonly string[];
  readonly source: BacklogSource;
}

/** The file that a backlog was loaded from. */
export interface BacklogSource extends ReadableBacklog {
  /** Absolute: the directory below which no symbolic link is followed. */
  readonly root: string;
  /** Relative to `root`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a BACKLOG.yaml. A file without `next_item_id` has the mark 0; a mark below the items is raised to the highest of them, with a warning.
 * Throws `no-backlog` where no file is, `refused` for a symbolic link, `cannot-read` for a text that is no backlog.
 */
export async function loadBacklog(path: string): Promise<LoadedBacklog> {
  return load(dirname(resolve(path)), basename(path), { named: path, isLazy: false });
}

/** The same for a file below `root`, where no part of the way may be a symbolic link. Items are read when somebody asks what they say. */
export async function loadFrom(root: string, path: string): Promise<LoadedBacklog> {
  return load(root, path, { named: path, isLazy: true });
}

/** `named` is what messages call it. */
async function load(
  root: string,
  path: string,
  { named, isLazy }: { readonly named: string; readonly isLazy: boolean },
): Promise<LoadedBacklog> {
  const bytes = await readWorkFile(root, path);
  if (bytes) return interpret(root, path, bytes, isLazy);
  throw new TidemarkError(
    'no-backlog',
    `There is no ${named}.`,
    'A first one needs a single line: `items: []`.',
  );
}

/**
 * Writes a changed backlog into the file it was loaded from: only what differs is spliced in, every other byte stays. The mark that
 * is written is never below the items that were loaded or are saved. Answers with the backlog as it is on disk now.
 * Throws `changed-meanwhile` when the file is no longer what was loaded, `cannot-write` when it cannot be written; it is then as it was.
 */
export async function saveBacklog(loaded: LoadedBacklog, backlog: BacklogFile): Promise<LoadedBacklog> {
  const { root, path, bytes } = loaded.source;
  const saved = planSave(loaded, backlog);
  const isChanged = Buffer.compare(saved.source.bytes, bytes) !== 0;
  if (isChanged) await replaceWorkFile(root, path, bytes, saved.source.bytes);
  return saved;
}

/** What `saveBacklog` would write, as if it were loaded again. Throws `refused` where the file is written in a way that cannot take the change. */
export function planSave({ backlog: before, source }: LoadedBacklog, backlog: BacklogFile): LoadedBacklog {
  const floor = Math.max(before.next_item_id, highestNumber(backlog.items));
  const after = raiseMark(backlog, floor);
  const bytes = Buffer.from(spliceBacklog(source, after));
  const reading = readBacklogFile(bytes, source);
  if ('file' in reading && holdsSame(reading.file, after)) {
    return {
      backlog: reading.file,
      warnings: [],
      source: { ...reading, root: source.root, path: source.path, bytes },
    };
  }
  throw new TidemarkError(
    'refused',
    `${source.path} is written in a way that cannot take this change.`,
    'Make the change by hand, or write the file in plain block style.',
  );
}

function interpret(root: string, path: string, bytes: Uint8Array, isLazy: boolean): LoadedBacklog {
  const reading = readBacklogFile(bytes, { isLazy });
  if ('problems' in reading) throw unreadable(path, reading.problems);
  const { file } = reading;
  const backlog = raiseMark(file, highestNumber(file.items));
  const mark = reading.layout.mark && file.next_item_id;
  return {
    backlog,
    warnings: backlog === file ? [] : [markWarning(mark, backlog.next_item_id)],
    source: { ...reading, root, path, bytes },
  };
}

/** What was wrong with a mark, and what it counts as. */
export function markWarning(mark: number | undefined, meant: number): string {
  const was =
    mark === undefined ? 'There is no next_item_id' : `next_item_id is ${mark}, but IDs go up to ${meant}`;
  return `${was}; continuing from ${meant}.`;
}

function unreadable(path: string, [first]: readonly Fault[]): TidemarkError {
  const where = first
    ? `${path}:${first.line}:${first.column}: ${first.message}.`
    : `${path} cannot be read.`;
  return new TidemarkError('cannot-read', where, 'See `tidemark check` for all that is wrong with it.');
}

/** Whether a file that is about to be written means what it should: mark and items, whatever their order. */
function holdsSame(written: BacklogFile, meant: BacklogFile): boolean {
  // What was not touched is the very same value on both sides.
  const [left, right] = [new Set(meant.items), new Set(written.items)];
  const texts = ({ items }: BacklogFile, others: ReadonlySet<BacklogItem>) =>
    items
      .filter((item) => !others.has(item))
      .map(textOf)
      .toSorted();
  return (
    written.next_item_id === meant.next_item_id &&
    written.items.length === meant.items.length &&
    isDeepStrictEqual(texts(written, left), texts(meant, right))
  );
}

/** An empty list of dependencies is none. */
function textOf(item: BacklogItem): string {
  return JSON.stringify(item.dependencies?.length === 0 ? { ...item, dependencies: undefined } : item);
}
