import { applyEdits } from '../backlog/edit/edit.ts';
import type { Edit } from '../backlog/edit/edit.ts';

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
  return text
    .replace(/^\uFEFF/u, '')
    .split('\n')
    .flatMap((line, index) => {
      const whole = line.replace(/\r$/u, '');
      return [...whole.matchAll(pattern)].map((match) => ({
        line: index + 1,
        column: match.index + 1,
        text: whole,
        slug: match[2],
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
  const edits = replacements.flatMap(({ line, column, from, to }): readonly Edit[] => {
    const start = starts[line - 1];
    if (start === undefined) return [];
    const pattern = mentionPattern(from);
    pattern.lastIndex = start + column - 1;
    const match = pattern.exec(text.slice(0, starts[line]));
    return match?.[1] === undefined
      ? []
      : [{ start: match.index, end: match.index + match[1].length, text: to }];
  });
  return edits.length === replacements.length ? applyEdits(text, edits) : undefined;
}

/** `WRK-027` in `FOO-WRK-027`, `WRK-0271` and `AWRK-027` is another ID. */
function mentionPattern(key: string): RegExp {
  const dash = key.lastIndexOf('-');
  const id = `${key.slice(0, dash)}-0*${Number(key.slice(dash + 1))}`;
  const before = '(?<![A-Za-z0-9]|[A-Za-z][A-Za-z0-9]*[-_])';
  return new RegExp(`${before}(${id})(?![A-Za-z0-9])(?:_([a-z0-9]+(?:-[a-z0-9]+)*))?`, 'giu');
}

/** The byte order mark takes no column. */
function lineStarts(text: string): readonly number[] {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
