import { parseItemId } from '../core/item-id.ts';

/** A mention of an ID in a text. Line and column count from 1, in characters of the text that was searched. */
export interface IdMention {
  readonly line: number;
  readonly column: number;
  /** The line without its break. */
  readonly text: string;
  /** What follows the ID in a name such as `WRK-027_retry-limits`. */
  readonly slug: string | undefined;
}

/** Finds every mention of an ID (canonical text), however its prefix is cased and its number padded. */
export function findMentions(text: string, key: string): readonly IdMention[] {
  const pattern = mentionPattern(key);
  return text.split('\n').flatMap((line, index) => {
    const whole = line.replace(/\r$/u, '');
    return [...whole.matchAll(pattern)].map(({ index: at, groups }) => ({
      line: index + 1,
      column: at + 1,
      text: whole,
      slug: groups?.['slug'],
    }));
  });
}

/** Whether a line of a document says what the document is about: a heading, or the line `**ID:** WRK-027`. */
export function isDefiningLine(line: string): boolean {
  return /^ {0,3}(?:#{1,6}[ \t]|(?:[-*+][ \t]+)?\*\*ID(?::\*\*|\*\*:))/u.test(line);
}

/** An edit in a text: the first mention of ID `from` at or behind a place becomes `to`. */
export interface IdReplacement {
  readonly line: number;
  readonly column: number;
  readonly from: string;
  readonly to: string;
}

/** Carries out all replacements; every other character stays. `undefined` where one of them finds no mention in its line. */
export function replaceIds(text: string, replacements: readonly IdReplacement[]): string | undefined {
  const starts = lineStarts(text);
  const spans = replacements.map(({ line, column, from, to }) => {
    const start = (starts[line - 1] ?? text.length) + column - 1;
    const pattern = mentionPattern(from);
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    const length = match?.groups?.['id']?.length ?? 0;
    return match && match.index < (starts[line] ?? text.length + 1)
      ? { start: match.index, end: match.index + length, to }
      : undefined;
  });
  let result = text;
  for (const span of spans.toSorted((one, other) => (other?.start ?? 0) - (one?.start ?? 0))) {
    if (!span) return undefined;
    result = result.slice(0, span.start) + span.to + result.slice(span.end);
  }
  return result;
}

/** `WRK-027` in `FOO-WRK-027`, `WRK-0271` and `AWRK-027` is another ID. */
function mentionPattern(key: string): RegExp {
  const id = parseItemId(key);
  const [prefix, number] = id ? [id.prefix, String(id.number)] : [key, ''];
  return new RegExp(
    String.raw`(?<![A-Za-z0-9]|[A-Za-z][A-Za-z0-9]*[-_])(?<id>${prefix}-0*${number})(?![A-Za-z0-9])(?:_(?<slug>[a-z0-9]+(?:-[a-z0-9]+)*))?`,
    'giu',
  );
}

/** The byte order mark takes no column. */
function lineStarts(text: string): readonly number[] {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
