import type { DirectoryClaim, HeadingClaim } from '../core/ids/claim.ts';
import type { BacklogState, Snapshot } from '../core/ledger/snapshot.ts';
import { parseBacklog as parse } from '../formats/backlog/backlog.ts';
import { readChangeDirs as readDirs, readChanges } from '../formats/change-dir.ts';
import { entriesAfter, worklogFileName as fileName } from '../formats/worklog/worklog-entry.ts';
import type { DoneEntry } from '../formats/worklog/worklog-entry.ts';
import { findWorklogProblem, parseWorklog as parseLog, readWorklog } from '../formats/worklog/worklog.ts';
import {
  BYTES,
  fields,
  isObject,
  kindOf,
  listOf,
  MOMENT,
  optional,
  onlyKeys,
  PREFIX,
  refuseMisuse,
  TEXT,
} from './arguments/kinds.ts';
import type { Kind } from './arguments/kinds.ts';

/** Options of {@link snapshotOf}. */
export interface SnapshotOptions {
  /** What messages call it. By default `candidate`. */
  readonly label?: string | undefined;
  /** The commit that it is, by its full name. By default none. */
  readonly commit?: string | undefined;
  /** By default `BACKLOG.yaml`. */
  readonly backlog?: string | undefined;
  /** The worklog's directory. By default `_worklog`. */
  readonly worklog?: string | undefined;
  /** The directory of changes. By default `changes`. */
  readonly changes?: string | undefined;
  /** Prefixes in use, besides those of the items and headings. By default none. */
  readonly prefixes?: readonly string[] | undefined;
}

/**
 * Reads the bytes of a BACKLOG.yaml into the IDs that it claims, with their positions (lines and columns count from 1, columns in UTF-16 code units).
 *
 * @param path What places are called; nothing is read from there.
 * @returns `readable` or `unreadable`, never `missing`. What is wrong with the file is data, not an error.
 * @throws TypeError for an argument that it cannot take.
 * @category Texts
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { parseBacklog } from 'tidemark';
 *
 * const state = parseBacklog('BACKLOG.yaml', await readFile('BACKLOG.yaml'));
 * if (state.state === 'readable') console.log(state.backlog.items[0]?.key, state.backlog.items[0]?.place.line); // WRK-001 3
 * ```
 */
export function parseBacklog(path: string, bytes: Uint8Array): BacklogState {
  refuseMisuse('parseBacklog(path, bytes)', { path, bytes }, { path: TEXT, bytes: BYTES });
  return parse(path, bytes);
}

/**
 * Reads the bytes of a worklog file into its headings `## timestamp — ID (title)`, in order. It never fails: what is not UTF-8 is replaced.
 *
 * @param path What places are called; nothing is read from there.
 * @throws TypeError for an argument that it cannot take.
 * @category Texts
 * @example
 * ```ts
 * import { parseWorklog } from 'tidemark';
 *
 * const text = '## 2026-02-20T22:06:19.551975316+00:00 — WRK-025 (Clean up)\n\n- **Status:** Done\n';
 * const [entry] = parseWorklog('_worklog/2026-02.md', new TextEncoder().encode(text));
 * console.log(entry?.key, entry?.title, entry?.terminal); // WRK-025 Clean up true
 * ```
 */
export function parseWorklog(path: string, bytes: Uint8Array): readonly HeadingClaim[] {
  refuseMisuse('parseWorklog(path, bytes)', { path, bytes }, { path: TEXT, bytes: BYTES });
  return parseLog(path, bytes);
}

/**
 * Finds the directories `ROOT/ID_slug` among the paths of files, in order of first appearance, with their documents `ID_[slug_]TYPE.md`.
 *
 * @param root The directory of changes, such as `changes`.
 * @throws TypeError for an argument that it cannot take.
 * @category Texts
 * @example
 * ```ts
 * import { readChangeDirs } from 'tidemark';
 *
 * const [directory] = readChangeDirs('changes', ['changes/WRK-027_retry-limits/WRK-027_PRD.md']);
 * console.log(directory?.key, directory?.slug); // WRK-027 retry-limits
 * ```
 */
export function readChangeDirs(root: string, paths: readonly string[]): readonly DirectoryClaim[] {
  refuseMisuse('readChangeDirs(root, paths)', { root, paths }, { root: TEXT, paths: listOf(TEXT, 'paths') });
  return readDirs(root, paths);
}

/**
 * Makes a snapshot of the texts of files, without git and without a disk: what {@link evaluate} compares.
 *
 * @param files The files by their paths, as texts or bytes. Of files below the directory of changes only the paths matter.
 * @throws TypeError for an argument that it cannot take.
 * @category Texts
 * @example
 * ```ts
 * import { snapshotOf } from 'tidemark';
 *
 * const { backlog } = snapshotOf({ 'BACKLOG.yaml': 'items:\n- id: WRK-001\n  title: Retry limits\n' });
 * console.log(backlog.state === 'readable' && backlog.backlog.items.length); // 1
 * ```
 */
export function snapshotOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: SnapshotOptions = {},
): Snapshot {
  refuseMisuse('snapshotOf(files, options)', { files, options }, { files: FILES, options: SNAPSHOT });
  const { label = 'candidate', commit, backlog: path = 'BACKLOG.yaml', prefixes = [] } = options;
  const { worklog = '_worklog', changes = 'changes' } = options;
  const texts = new Map(Object.entries(files).map(([name, content]) => [name, bytesOf(content)]));
  const own = texts.get(path);
  const logs = [...texts].filter(([name]) => name.startsWith(`${worklog}/`) && name.endsWith('.md'));
  const worklogs = logs.map(([name, bytes]) => readWorklog(name, bytes));
  const worklogProblems = logs.flatMap(([name, bytes]) => findWorklogProblem(name, bytes) ?? []);
  const { rows, nearMisses } = readChanges(changes, [...texts.keys()].toSorted());
  return {
    label,
    commit,
    backlog: own ? parse(path, own) : { state: 'missing', path },
    headings: worklogs.flatMap(({ rows }) => rows.map(({ claim }) => claim)),
    ...(worklogProblems.length > 0 && { worklogProblems }),
    directories: rows.map(({ claim }) => claim),
    nearMisses: [...nearMisses, ...worklogs.flatMap((log) => log.nearMisses)],
    prefixes: prefixes.map((prefix) => prefix.toUpperCase()),
    places: { worklog, changes },
  };
}

/**
 * The text to append to a worklog file, in its own line ending, for items that have left the backlog.
 *
 * @param before What the file holds; empty for a new one.
 * @throws TypeError for an argument that it cannot take.
 * @category Texts
 * @example
 * ```ts
 * import { worklogEntries } from 'tidemark';
 *
 * const timestamp = '2026-02-20T22:06:19.551975316+00:00';
 * const text = worklogEntries('', [{ timestamp, id: 'WRK-025', title: 'Clean up', phase: 'review' }]);
 * console.log(text.split('\n', 1)[0]); // ## 2026-02-20T22:06:19.551975316+00:00 — WRK-025 (Clean up)
 * ```
 */
export function worklogEntries(before: string, entries: readonly DoneEntry[]): string {
  const kinds = { before: TEXT, entries: listOf(ENTRY, 'entries') };
  refuseMisuse('worklogEntries(before, entries)', { before, entries }, kinds);
  return entriesAfter(before, entries);
}

/**
 * The name of the worklog file for a moment: one file a month.
 *
 * @param timestamp RFC 3339, UTC.
 * @throws TypeError for an argument that it cannot take.
 * @category Texts
 * @example
 * ```ts
 * import { worklogFileName } from 'tidemark';
 *
 * console.log(worklogFileName('2026-02-20T22:06:19.551975316+00:00')); // 2026-02.md
 * ```
 */
export function worklogFileName(timestamp: string): string {
  refuseMisuse('worklogFileName(timestamp)', { timestamp }, { timestamp: MOMENT });
  return fileName(timestamp);
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

const CONTENT = kindOf(
  'a string or bytes',
  (value) => typeof value === 'string' || value instanceof Uint8Array,
);
const FILES: Kind = (name, value) =>
  isObject(value)
    ? fields(Object.fromEntries(Object.keys(value).map((path) => [path, CONTENT])), '')(name, value)
    : kindOf('an object of texts by paths', isObject)(name, value);
const ENTRY = onlyKeys<DoneEntry>({ timestamp: MOMENT, id: TEXT, title: TEXT, phase: optional(TEXT) });
const SNAPSHOT = onlyKeys<SnapshotOptions>({
  label: optional(TEXT),
  commit: optional(TEXT),
  backlog: optional(TEXT),
  worklog: optional(TEXT),
  changes: optional(TEXT),
  prefixes: optional(listOf(PREFIX, 'prefixes')),
});
