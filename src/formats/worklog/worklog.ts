import { formatItemId, parseItemId, parseWritten } from '../../core/ids/item-id.ts';
import type { WrittenId } from '../../core/ids/item-id.ts';
import type { HeadingClaim, NearMiss, Place, Row } from '../../core/ids/claim.ts';
import type { TextProblem } from '../../core/ledger/snapshot.ts';
import { remember } from '../../core/ids/remember.ts';
import { fromLatin1, toLatin1 } from '../text/latin1.ts';
import { readHeadingLine, readNearHeading } from './heading.ts';
import type { HeadingLine } from './heading.ts';
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
  return readWorklog(path, bytes).rows.map(({ claim }) => claim);
}

/** What a worklog file claims. */
export interface Worklog {
  readonly rows: readonly Row<HeadingClaim>[];
  readonly nearMisses: readonly NearMiss[];
}

/** The same, with the lines that nearly are such headings. An entry is read when somebody asks for it. */
export function readWorklog(path: string, bytes: Uint8Array): Worklog {
  const text = textOf(bytes);
  const positionAt = indexLines(text);
  const placeAt = (start: number): Place => ({ path, line: positionAt(start).line, column: 1 });
  const read: ReadEntry = (start) => ({
    terminal: TERMINAL.test(text.slice(start, nextHeading(text, start))),
    place: placeAt(start),
  });
  const rows: Row<HeadingClaim>[] = [];
  const nearMisses: NearMiss[] = [];
  for (let start = firstRank(text); start < text.length;) {
    const line = text.slice(start, lineEnd(text, start));
    const heading = line.startsWith('## ') ? readHeadingLine(line.replace(/\n$/u, '')) : undefined;
    const id = heading && parseWritten(heading.id);
    const nearMiss = id ? undefined : nearHeading(line, () => placeAt(start));
    if (id) rows.push(new HeadingRow(id, heading, start, read));
    if (nearMiss) nearMisses.push(nearMiss);
    start = nextRank(text, start);
  }
  return { rows, nearMisses };
}

/** Whoever reads entries looks for conflict markers, too. */
const textOf = remember(toLatin1);

/** Reads what is not in the heading of the entry that begins at an offset. */
type ReadEntry = (start: number) => Pick<HeadingClaim, 'terminal' | 'place'>;

class HeadingRow implements Row<HeadingClaim> {
  readonly prefix: string;
  readonly number: number;
  readonly written: string | undefined;
  readonly #heading: HeadingLine;
  readonly #start: number;
  readonly #read: ReadEntry;
  #claim: HeadingClaim | undefined;

  constructor({ prefix, number, written }: WrittenId, heading: HeadingLine, start: number, read: ReadEntry) {
    this.prefix = prefix;
    this.number = number;
    this.written = written;
    this.#heading = heading;
    this.#start = start;
    this.#read = read;
  }

  get claim(): HeadingClaim {
    this.#claim ??= this.#make();
    return this.#claim;
  }

  #make(): HeadingClaim {
    const { prefix, number, written } = this;
    const { timestamp, title } = this.#heading;
    const id = { prefix, number };
    const [key, text] = [formatItemId(id), fromLatin1(title)];
    return { kind: 'heading', id, key, written, timestamp, title: text, ...this.#read(this.#start) };
  }
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
  const text = textOf(bytes);
  if (!SIGNS.some((sign) => text.includes(sign))) return undefined;
  const at = text.search(/^(?:<{7}|\|{7}|>{7})(?: .*)?\r?$/mu);
  return at === -1 ? undefined : { message: MARKER_LEFT, place: { path, ...indexLines(text)(at) } };
}

const SIGNS = ['<<<<<<<', '|||||||', '>>>>>>>'];

function nextHeading(text: string, from: number): number {
  const lineFeed = text.indexOf('\n## ', from);
  return lineFeed === -1 ? text.length : lineFeed + 1;
}
