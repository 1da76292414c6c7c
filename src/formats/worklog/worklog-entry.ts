/** The entry that says an item has left the backlog. */
export interface DoneEntry {
  /** RFC 3339, UTC. */
  readonly timestamp: string;
  readonly id: string;
  readonly title: string;
  /** The last phase; `N/A` is written for an item that was in none. */
  readonly phase: string | undefined;
}

/** The path of the worklog file for a moment (RFC 3339, UTC) below the worklog's directory: `2026-02.md`. */
export function worklogFileName(timestamp: string): string {
  return `${timestamp.slice(0, 7)}.md`;
}

/**
 * What to append to a worklog for these entries, in its own line ending. `before` is what it holds, empty for a new file;
 * only its line breaks are looked at, so bytes decoded as latin1 will do.
 */
export function entriesAfter(before: string, entries: readonly DoneEntry[]): string {
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const gap = before === '' ? '' : '\n'.repeat(2 - trailingBreaks(before));
  return (gap + entries.map(formatEntry).join('')).replaceAll('\n', eol);
}

/** How many of the two line breaks that part entries a text ends with. */
function trailingBreaks(text: string): number {
  const tail = text.slice(-4).replaceAll('\r', '');
  return Math.min(2, tail.length - tail.replace(/(?<!\n)\n+$/u, '').length);
}

function formatEntry({ timestamp, id, title, phase }: DoneEntry): string {
  const lines = ['- **Status:** Done', `- **Phase:** ${phase === undefined ? 'N/A' : onOneLine(phase)}`];
  // A hand-written title may span lines; a heading cannot.
  return `## ${timestamp} — ${id} (${onOneLine(title)})\n\n${lines.join('\n')}\n\n---\n\n`;
}

/** A title as it stands in a heading. */
export function onOneLine(text: string): string {
  return text.trim().replaceAll(/\s+/gu, ' ');
}
