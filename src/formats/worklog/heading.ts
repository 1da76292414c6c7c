/** The parts of a line `## timestamp — ID (title)`, as Latin-1. */
export interface HeadingLine {
  readonly timestamp: string;
  readonly id: string;
  /** Empty where no title in parentheses follows. */
  readonly title: string;
}

/** In Latin-1 an em dash is three characters. */
const DASH = ' \xE2\x80\x94 ';
const TIMESTAMP = /^\d{4}-\d\d-\d\d\S*(?: [\d:.]\S*)?$/u;

/** Reads such a line; undefined for any other. One step after the other, so that no line takes longer than it is long. */
export function readHeadingLine(line: string): HeadingLine | undefined {
  const dash = line.indexOf(DASH);
  if (dash === -1) return undefined;
  const timestamp = without(' ', line, '## '.length, dash);
  if (!TIMESTAMP.test(timestamp)) return undefined;
  const rest = without(BLANKS, line, dash + DASH.length, line.length);
  const end = rest.search(/\s/u);
  if (end === -1) return { timestamp, id: rest, title: '' };
  const title = without(BLANKS, rest, end, rest.length);
  const isTitle = title.startsWith('(') && title.endsWith(')');
  return isTitle ? { timestamp, id: rest.slice(0, end), title: title.slice(1, -1) } : undefined;
}

/** A stretch of a line without the blanks before it, and without any of `ends` behind it. */
function without(ends: string, line: string, from: number, to: number): string {
  let [start, end] = [from, to];
  while (start < end && line[start] === ' ') start += 1;
  while (end > start && ends.includes(line.charAt(end - 1))) end -= 1;
  return line.slice(start, end);
}

const BLANKS = ' \t\r';

/** How far into a line a near miss is looked for. */
const START = 1000;

/**
 * Reads a line that was meant to be such a heading: of another rank, with another sign for the dash or none, or with something else than a
 * title behind the ID.
 */
export function readNearHeading(line: string): HeadingLine | undefined {
  const rank = /^#{1,6}[ \t]{0,9}(?=\d{4}-\d\d-\d\d)/u.exec(line)?.[0];
  if (rank === undefined) return undefined;
  const [date = '', ...words] = line
    .slice(rank.length, START)
    .split(/[ \t\r\n]/u)
    .filter(Boolean);
  const time = /^\d\d?:\d\d/u.test(words[0] ?? '') ? ` ${words.shift()}` : '';
  // A dash of any kind is no word of its own.
  if (/^[^A-Za-z0-9([]+$/u.test(words[0] ?? '')) words.shift();
  const id = words.shift()?.replace(/[:,;]$/u, '') ?? '';
  const title = words.join(' ').replace(/^\((.*)\)$/u, '$1');
  return { timestamp: `${date}${time}`, id, title };
}
