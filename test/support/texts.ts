import { createHash } from 'node:crypto';

/** `'WRK-001 Title of it'`, or the same with more fields. */
export type ItemText =
  | string
  | ({ readonly id: string; readonly title: string } & Readonly<Record<string, string>>);

export interface BacklogText {
  /** Left out: the highest item number. Null: no `next_item_id` line. */
  readonly mark?: number | string | null;
  readonly items: readonly ItemText[];
}

export interface EntryText {
  /** `'WRK-001 Title of it'`. */
  readonly item: string;
  readonly at?: string;
  /** The entry's body lines; `done` and `merged` make it terminal. */
  readonly outcome?: 'done' | 'merged' | 'open';
}

/** A BACKLOG.yaml as the orchestrator writes it. */
export function backlog({ mark, items }: BacklogText): string {
  const blocks = items.map((item) => itemBlock(typeof item === 'string' ? splitItem(item) : item));
  const highest = Math.max(
    0,
    ...items.map((item) => numberOf(typeof item === 'string' ? splitItem(item).id : item.id)),
  );
  const list = blocks.length === 0 ? 'items: []\n' : `items:\n${blocks.join('')}`;
  const counter = mark === null ? '' : `next_item_id: ${mark ?? highest}\n`;
  return `schema_version: 3\n${list}${counter}`;
}

/** A worklog file, one `##` entry per element. */
export function worklog(entries: readonly EntryText[]): string {
  return entries.map(entryBlock).join('');
}

/**
 * The `created` that {@link backlog} gives an item without one. It grows with the number, as drawing in turn makes it,
 * and differs between two titles of one number, as two people's items do.
 */
export function createdOf(item: string): string {
  const { id, title } = splitItem(item);
  const minute = new Date(Date.UTC(2026, 0, 1) + numberOf(id) * 60_000).toISOString().slice(0, 19);
  const digest = createHash('sha256').update(title).digest().readUInt32BE(0);
  return `${minute}.${String((digest % 899_999_999) + 100_000_000)}+00:00`;
}

/** `retry-limits` for `Retry limits`. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
}

/** The path of a document that makes `changes/ID_slug/` exist: `changeFile('WRK-001 Retry limits')`. */
export function changeFile(item: string, document = 'PRD.md'): string {
  const { id, title } = splitItem(item);
  return `changes/${id}_${slugOf(title)}/${id}_${slugOf(title)}_${document}`;
}

function splitItem(text: string): { id: string; title: string } {
  const space = text.indexOf(' ');
  return space === -1
    ? { id: text, title: 'Untitled' }
    : { id: text.slice(0, space), title: text.slice(space + 1) };
}

function numberOf(id: string): number {
  return Number(/-(\d+)$/u.exec(id)?.[1] ?? 0);
}

function itemBlock({
  id,
  title,
  ...rest
}: {
  readonly id: string;
  readonly title: string;
  readonly [key: string]: string;
}): string {
  const created = createdOf(`${id} ${title}`);
  const fields = {
    id,
    title,
    status: 'new',
    requires_human_review: 'false',
    created,
    updated: created,
    ...rest,
  };
  return Object.entries(fields)
    .map(([key, value], index) => `${index === 0 ? '- ' : '  '}${key}: ${value}\n`)
    .join('');
}

function entryBlock({ item, at, outcome = 'open' }: EntryText): string {
  const { id, title } = splitItem(item);
  const body = {
    done: '**Status:** Done',
    merged: '**Outcome:** Merged',
    open: '**Outcome:** Subphase Complete',
  };
  return `## ${at ?? createdOf(item)} — ${id} (${title})\n\n- ${body[outcome]}\n- **Phase:** build\n- **Summary:** Did it\n\n---\n\n`;
}
