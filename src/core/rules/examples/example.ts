/** Files by path; null means that there is none (any more). */
export type ExampleFiles = Readonly<Record<string, string | null>>;

/**
 * A rule shown on files as small as possible: existing commits, a change that the rule reports,
 * and one that passes. The suite commits, writes and checks each of them.
 */
export interface Example {
  readonly before: readonly ExampleFiles[];
  /** The commit of another branch on top of the first one; the change is the merge of it. */
  readonly merging?: ExampleFiles;
  /** What others drew over a remote, as `tidemark shared` shows it: a number and a title a line. */
  readonly drawn?: readonly string[];
  readonly fails: ExampleFiles;
  readonly passes: ExampleFiles;
}

export const RETRY = { title: 'Retry limits', created: '2026-02-12T16:23:33.711239234+00:00' };
export const EXPORT = { title: 'Export as CSV', created: '2026-02-14T09:10:11.120934857+00:00' };
export const SEARCH = { title: 'Search in titles', created: '2026-02-20T11:54:02.587120931+00:00' };

/** A BACKLOG.yaml of these items, under the IDs that are their keys; null: without `next_item_id`. */
export function backlogOf(
  items: Readonly<Record<string, { readonly title: string; readonly created?: string }>>,
  mark: string | number | null,
): string {
  const blocks = Object.entries(items).map(([id, item]) => itemText(id, item));
  return `items:\n${blocks.join('')}${mark === null ? '' : `next_item_id: ${mark}\n`}`;
}

export function itemText(id: string, { title, created }: { title: string; created?: string }): string {
  const moment = created === undefined ? '' : `  created: ${created}\n`;
  return `- id: ${id}\n  title: ${title}\n${moment}`;
}
