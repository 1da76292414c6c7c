import { posix } from 'node:path';

import { readWorkFile, replaceWorkFile } from '../adapters/disk/work-files.ts';
import { saveBacklog, planSave } from '../writing/backlog-store.ts';
import type { LoadedBacklog } from '../writing/backlog-store.ts';
import type { BacklogFile, BacklogItem } from '../core/numbers/backlog-file.ts';
import type { HeadingClaim } from '../core/ids/claim.ts';
import { formatItemId, parseItemId } from '../core/ids/item-id.ts';
import { archiveItem, findItems } from '../core/numbers/backlog-operations.ts';
import { inQuotes } from '../core/messages/wording.ts';
import { formatTimestamp, isNotLater } from '../core/ids/timestamp.ts';
import { TidemarkError } from '../errors.ts';
import { entriesAfter, onOneLine, worklogFileName } from '../formats/worklog/worklog-entry.ts';
import type { DoneEntry } from '../formats/worklog/worklog-entry.ts';
import { parseWorklog } from '../formats/worklog/worklog.ts';
import { unifiedDiff } from '../writing/unified-diff.ts';
import { editBacklog, openWorkbench } from '../writing/workbench.ts';
import type { Where, Workbench } from '../writing/workbench.ts';

/** What was archived. */
export interface Archival {
  /** The backlog's path, relative to the work tree. */
  readonly path: string;
  /** This month's worklog file, likewise. */
  readonly worklog: string;
  /** What left the backlog. */
  readonly items: readonly BacklogItem[];
  /** With `dryRun` what would change, as a unified diff; else undefined. */
  readonly diff: string | undefined;
  /** Notices to show to the user, one sentence each. */
  readonly notices: readonly string[];
}

export interface ArchiveOptions {
  /** Change nothing, but report everything. */
  readonly dryRun: boolean;
  /** Items whose status is another one than `done`, too. */
  readonly force?: boolean | undefined;
}

/**
 * Moves items from the backlog to this month's worklog: all that are named, or none. The entries are on disk before the items go,
 * so a crash in between leaves both, and the second run finds its entries and completes it. An item that was archived before is reported.
 * Throws `usage` for an ID that is unknown, ambiguous or named twice, for an item that is not done, and whatever loading and saving throw.
 */
export async function archive(
  where: Where,
  ids: readonly string[],
  { dryRun, force = false }: ArchiveOptions,
): Promise<Archival> {
  refuseRepeated(ids);
  const bench = await openWorkbench(where);
  const timestamp = formatTimestamp(BigInt(Date.now()) * 1_000_000n);
  const path = posix.join(bench.worktree.settings.worklog, worklogFileName(timestamp));
  const { result, notices } = await editBacklog(bench, { dryRun }, async (loaded) => {
    const worklog = await readWorklog(bench, path);
    const plan = planArchival(loaded.backlog, ids, worklog.headings, force);
    const unlogged = plan.items.filter(
      (item) => !worklog.headings.some((heading) => isEntryOf(item, heading)),
    );
    const addition = entriesAfter(
      worklog.text,
      unlogged.map((item) => entryOf(item, timestamp)),
    );
    if (dryRun) return { ...plan, diff: diffOf(loaded, plan.backlog, worklog, addition) };
    if (unlogged.length > 0) await append(bench.root, worklog, addition);
    if (plan.items.length > 0) await saveBacklog(loaded, plan.backlog);
    return { ...plan, diff: undefined };
  });
  const { items, diff } = result;
  const told = [...bench.worktree.notes, ...notices, ...result.notices];
  return { path: bench.path, worklog: path, items, diff, notices: told };
}

interface Worklog {
  readonly path: string;
  /** Undefined for a file to be made. */
  readonly bytes: Uint8Array | undefined;
  /** One character a byte: what is no UTF-8 has to stay as it is. */
  readonly text: string;
  /** Of every worklog file. */
  readonly headings: readonly HeadingClaim[];
}

function refuseRepeated(ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const id of ids) {
    const key = keyOf(id);
    if (seen.has(key)) throw new TidemarkError('usage', `${id} is named twice.`, 'Name each item once.');
    seen.add(key);
  }
}

function keyOf(id: string): string {
  const parsed = parseItemId(id);
  return parsed ? formatItemId(parsed) : id;
}

async function readWorklog({ root, worktree }: Workbench, path: string): Promise<Worklog> {
  const bytes = await readWorkFile(root, path);
  const others = worktree.snapshot.headings.filter(({ place }) => place.path !== path);
  const own = bytes ? parseWorklog(path, bytes) : [];
  return { path, bytes, text: Buffer.from(bytes ?? []).toString('latin1'), headings: [...others, ...own] };
}

function planArchival(
  backlog: BacklogFile,
  ids: readonly string[],
  headings: readonly HeadingClaim[],
  force: boolean,
) {
  const items: BacklogItem[] = [];
  const notices: string[] = [];
  let current = backlog;
  for (const id of ids) {
    const archived = archiveItem(current, id);
    const entry = headings.find(({ key, terminal }) => terminal && key === keyOf(id));
    if (archived) {
      if (!force) refuseOpen(archived.item, headings);
      current = archived.backlog;
      items.push(archived.item);
    } else if (entry && findItems(current, id).length === 0) {
      notices.push(`${id} was archived before: ${entry.place.path}:${entry.place.line}.`);
    } else throw notArchivable(id, findItems(current, id).length);
  }
  return { backlog: current, items, notices };
}

/** Without a status nobody can tell; and where its entry is written, only the rest is to be done. */
function refuseOpen(item: BacklogItem, headings: readonly HeadingClaim[]): void {
  const { status = 'done' } = item;
  const text = typeof status === 'string' ? status : JSON.stringify(status);
  if (/^done$/iu.test(text) || headings.some((heading) => isEntryOf(item, heading))) return;
  throw new TidemarkError(
    'usage',
    `${item.id} ${inQuotes(item.title)} is not done: its status is ${text}.`,
    'Set its status to done first, or archive it as it is with --force.',
  );
}

function notArchivable(id: string, count: number): TidemarkError {
  return count === 0
    ? new TidemarkError(
        'usage',
        `There is no item ${id} in the backlog.`,
        'See the backlog for the IDs there are.',
      )
    : new TidemarkError(
        'usage',
        `${count} items have the ID ${id}.`,
        `Run \`tidemark renumber ${id}\` first.`,
      );
}

/** An entry written before a crash: terminal, of that title, and not older than the last change to the item. */
function isEntryOf(item: BacklogItem, { key, terminal, timestamp, title }: HeadingClaim): boolean {
  if (!terminal || key !== keyOf(item.id) || title !== onOneLine(item.title)) return false;
  return isNotLater(String(item['updated'] ?? item['created']), timestamp) ?? true;
}

function entryOf({ id, title, phase }: BacklogItem, timestamp: string): DoneEntry {
  return { timestamp, id, title, phase: typeof phase === 'string' ? phase : undefined };
}

async function append(root: string, { path, bytes }: Worklog, addition: string): Promise<void> {
  const content = Buffer.concat([bytes ?? Buffer.alloc(0), Buffer.from(addition)]);
  await replaceWorkFile(root, path, bytes, content);
}

function diffOf(
  loaded: LoadedBacklog,
  backlog: BacklogFile,
  { path, bytes }: Worklog,
  addition: string,
): string {
  const before = bytes ? Buffer.from(bytes).toString('utf8') : null;
  const after = before === null && addition === '' ? null : (before ?? '') + addition;
  const { source } = loaded;
  return (
    unifiedDiff(path, before, after) +
    unifiedDiff(source.path, source.layout.text, planSave(loaded, backlog).source.layout.text)
  );
}
