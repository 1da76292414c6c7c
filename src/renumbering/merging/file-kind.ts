import type { Settings } from '../../reading/settings.ts';

/** What is merged: a backlog by its items, a worklog file by its entries, anything else as git merges texts. */
export type FileKind = 'backlog' | 'worklog' | 'text';

/** What Tidemark merges a file as; undefined for a file that is not guarded. */
export function kindOf(path: string, { backlogs, worklog, changes }: Settings): FileKind | undefined {
  // Another backlog takes the place of this one.
  if (backlogs.length === 0) return undefined;
  if (backlogs.includes(path)) return 'backlog';
  if (path.startsWith(`${worklog}/`) && path.endsWith('.md')) return 'worklog';
  return path.startsWith(`${changes}/`) ? 'text' : undefined;
}
