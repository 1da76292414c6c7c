import { add as addDrafts } from '../drawing/add.ts';
import type { Addition } from '../drawing/add.ts';
import { archive as archiveItems } from '../drawing/archive.ts';
import type { Archival } from '../drawing/archive.ts';
import { ingest as ingestList } from '../drawing/ingest.ts';
import type { FollowUpSource } from '../drawing/ingest.ts';
import type { Draft } from '../core/numbers/backlog-operations.ts';
import { FLAG, isObject, listOf, optional, onlyKeys, refuseMisuse, REMOTE, TEXT } from './arguments/kinds.ts';
import type { Kind } from './arguments/kinds.ts';
import { asDraft, DRAFT } from './arguments/item-kinds.ts';
import { LOCKED_SURROUNDINGS, OF_BACKLOG, placedWithLock } from './arguments/surroundings.ts';
import type { LockedSurroundings, OfBacklog } from './arguments/surroundings.ts';

/** Options of {@link add}. */
export interface AddOptions extends LockedSurroundings, OfBacklog {
  /** In any case. By default the configured prefix, or the only one in use. */
  readonly prefix?: string | undefined;
  /** Change nothing, but report everything. By default `false`. */
  readonly dryRun?: boolean | undefined;
  /** The remote to draw over, so that no other machine gets the numbers; `false`: this clone alone. By default as the configuration says. */
  readonly shared?: string | false | undefined;
}

/** Options of {@link ingest}. */
export interface IngestOptions extends AddOptions {
  /** The `origin` of those that name none: `ID/PHASE`, or `inbox`. */
  readonly origin?: string | undefined;
  /** Other fields of those that do not have them, each as `key=value`. By default none. */
  readonly set?: readonly string[] | undefined;
}

/** Options of {@link archive}. */
export interface ArchiveOptions extends LockedSurroundings, OfBacklog {
  /** Also archive items whose status is another one than `done`. By default `false`. */
  readonly force?: boolean | undefined;
  /** Change nothing, but report everything. By default `false`. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Adds items to the work tree's backlog, all or none, each under a number that no worktree of this clone gets again. A draft is a title, or an object
 * with a `title` and any other field of the file.
 *
 * @throws TidemarkError with the code `usage` for a title of several lines, a reference to what is not there, or a prefix that is not clear; and
 * `no-backlog`, `cannot-read`, `cannot-write`, `changed-meanwhile`, `locked`, `refused`, `exhausted` or `not-drawn`.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { add } from 'tidemark';
 *
 * const { items, mark } = await add(['Export as CSV', { title: 'Dark mode', size: 'small' }]);
 * console.log(items.map(({ id }) => id).join(' '), mark); // WRK-004 WRK-005 5
 * ```
 */
export async function add(
  drafts: string | Draft | readonly (string | Draft)[],
  options: AddOptions = {},
): Promise<Addition> {
  const list: readonly (string | Draft)[] = isList(drafts) ? drafts : [drafts];
  const kinds = { drafts: listOf(DRAFT, 'drafts'), options: ADD };
  refuseMisuse('add(drafts, options)', { drafts: list, options }, kinds);
  const { prefix, dryRun = false, shared } = options;
  return addDrafts({ ...placedWithLock(options), ledger: options.ledger }, list.map(asDraft), {
    prefix,
    dryRun,
    shared,
  });
}

/**
 * Adds the follow-ups of a phase: a YAML or JSON list of titles, or of objects with a `title`, from a file (relative to `cwd`) or as text.
 *
 * @throws TidemarkError with the code `usage` for a list that does not fit, and as {@link add} does.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { ingest } from 'tidemark';
 *
 * const { items } = await ingest({ text: '- Export as CSV\n- Dark mode\n' }, { origin: 'WRK-001/review' });
 * console.log(items[1]?.id, items[1]?.title, items[1]?.['origin']); // WRK-005 Dark mode WRK-001/review
 * ```
 */
export async function ingest(source: FollowUpSource, options: IngestOptions = {}): Promise<Addition> {
  refuseMisuse('ingest(source, options)', { source, options }, { source: SOURCE, options: INGEST });
  const { prefix, dryRun = false, origin, set, shared } = options;
  return ingestList({ ...placedWithLock(options), ledger: options.ledger }, source, {
    prefix,
    dryRun,
    origin,
    set,
    shared,
  });
}

/**
 * Moves items from the backlog to this month's worklog, all or none. The entries are on disk before the items go; after a crash a second call finds its
 * entries, and completes what was begun.
 *
 * @throws TidemarkError with the code `usage` for an ID that is unknown, named twice or that several items have, and for an item that is not done; and as
 * {@link add} does.
 * @throws TypeError for an argument that it cannot take.
 * @category In a repository
 * @example
 * ```ts
 * import { archive } from 'tidemark';
 *
 * const { items, worklog } = await archive(['WRK-001'], { force: true });
 * console.log(items[0]?.title, worklog.startsWith('_worklog/')); // Retry limits true
 * ```
 */
export async function archive(
  ids: string | readonly string[],
  options: ArchiveOptions = {},
): Promise<Archival> {
  const list: readonly string[] = isList(ids) ? ids : [ids];
  const kinds = { ids: listOf(TEXT, 'IDs'), options: ARCHIVE };
  refuseMisuse('archive(ids, options)', { ids: list, options }, kinds);
  const { force = false, dryRun = false } = options;
  return archiveItems({ ...placedWithLock(options), ledger: options.ledger }, list, { force, dryRun });
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

const DRAWING = {
  ...LOCKED_SURROUNDINGS,
  ...OF_BACKLOG,
  prefix: optional(TEXT),
  dryRun: optional(FLAG),
  shared: optional(REMOTE),
};
const ADD = onlyKeys<AddOptions>(DRAWING);
const INGEST = onlyKeys<IngestOptions>({
  ...DRAWING,
  origin: optional(TEXT),
  set: optional(listOf(TEXT, 'texts key=value')),
});
const ARCHIVE = onlyKeys<ArchiveOptions>({
  ...LOCKED_SURROUNDINGS,
  ...OF_BACKLOG,
  force: optional(FLAG),
  dryRun: optional(FLAG),
});
const SOURCE: Kind = (name, value) =>
  isObject(value) && 'text' in value
    ? onlyKeys({ text: TEXT })(name, value)
    : onlyKeys({ file: TEXT })(name, value);
