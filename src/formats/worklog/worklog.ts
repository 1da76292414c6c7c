import { formatItemId, parseItemId } from '../../core/ids/item-id.ts';
import { unusual } from '../../core/ids/spelling.ts';
import type { HeadingClaim, NearMiss } from '../../core/ids/claim.ts';
import type { TextProblem } from '../../core/ledger/snapshot.ts';
import { fromLatin1, toLatin1 } from '../text/latin1.ts';
import { readHeadingLine, readNearHeading } from './heading.ts';
import { MARKER_LEFT } from '../text/conflict-markers.ts';
import { indexLines, lineEnd } from '../text/line-index.ts';

const TERMINAL =
  /\n[ \t]*(?:[-*+][ \t]+)?\*\*(?:Status:\*\*[ \t]+Done|Outcome:\*\*[ \t]+(?:Merged|Archived))\b/u;

/**
 * Reads the bytes of a worklog file into its headings `## timestamp — ID (title)`, in order; `path` is the file's.
 * It never fails: what is not UTF-8 is replaced. Code fences are not looked at: one that is never closed
 * would hide all that follows, and nothing but an entry has this shape.
 */
export function parseWorklog(path: string, bytes: Uint8Array): readonly HeadingClaim[] {
  return readWorklog(path, bytes).headings;
}

/** What a worklog file claims. */
export interface Worklog {
  readonly headings: readonly HeadingClaim[];
  readonly nearMisses: readonly NearMiss[];
}

/** The same, with the lines that nearly are such headings. */
export function readWorklog(path: string, bytes: Uint8Array): Worklog {
  const text = toLatin1(bytes);
  const positionAt = indexLines(text);
  const headings: HeadingClaim[] = [];
  const nearMisses: NearMiss[] = [];
  for (let start = firstRank(text); start < text.length;) {
    const place = () => ({ path, line: positionAt(start).line, column: 1 });
    const isEntry = text.startsWith('## ', start);
    const heading = isEntry ? readEntry(text.slice(start, nextHeading(text, start)), place) : undefined;
    const nearMiss = heading ? undefined : nearHeading(text.slice(start, lineEnd(text, start)), place);
    if (heading) headings.push(heading);
    if (nearMiss) nearMisses.push(nearMiss);
    start = nextRank(text, start);
  }
  return { headings, nearMisses };
}

/** Where the next line begins that is a heading of some rank. */
function nextRank(text: string, from: number): number {
  const lineFeed = text.indexOf('\n#', from);
  return lineFeed === -1 ? text.length : lineFeed + 1;
}

/** The same for the first line, which may begin behind a byte order mark. */
function firstRank(text: string): number {
  const start = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  return text.startsWith('#', start) ? start : nextRank(text, 0);
}

const BYTE_ORDER_MARK = '\xEF\xBB\xBF';

function nearHeading(line: string, place: () => NearMiss['place']): NearMiss | undefined {
  const near = readNearHeading(line);
  const id = near && parseItemId(near.id);
  if (!id) return undefined;
  const key = formatItemId(id);
  const title = near.title === '' ? '' : ` (${fromLatin1(near.title)})`;
  const right = `## ${near.timestamp} — ${key}${title}`;
  return { kind: 'heading', id, key, text: fromLatin1(line).trim(), right, place: place() };
}

/**
 * What keeps a worklog file from being told apart into entries: where its first conflict marker is. A line of `=` alone is a rule or a
 * heading of Markdown.
 */
export function findWorklogProblem(path: string, bytes: Uint8Array): TextProblem | undefined {
  const text = toLatin1(bytes);
  if (!/[<>|]{7}/u.test(text)) return undefined;
  const at = text.search(/^(?:<{7}|\|{7}|>{7})(?: .*)?\r?$/mu);
  return at === -1 ? undefined : { message: MARKER_LEFT, place: { path, ...indexLines(text)(at) } };
}

function nextHeading(text: string, from: number): number {
  const lineFeed = text.indexOf('\n## ', from);
  return lineFeed === -1 ? text.length : lineFeed + 1;
}

function readEntry(entry: string, place: () => HeadingClaim['place']): HeadingClaim | undefined {
  const lineFeed = entry.indexOf('\n');
  const heading = readHeadingLine(lineFeed === -1 ? entry : entry.slice(0, lineFeed));
  const id = heading && parseItemId(heading.id);
  if (!id) return undefined;
  const { timestamp, title } = heading;
  return {
    kind: 'heading',
    id,
    key: formatItemId(id),
    written: unusual(heading.id, id),
    timestamp,
    title: fromLatin1(title),
    terminal: TERMINAL.test(entry),
    place: place(),
  };
}
