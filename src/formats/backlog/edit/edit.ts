import type { Span } from '../../yaml/yaml-node.ts';

/** Text to stand in the place of a span of UTF-16 offsets; an empty span inserts. Everything outside of it stays. */
export interface Edit extends Span {
  readonly text: string;
}

/** Applies edits that do not overlap. Of several insertions at one place the first in the list comes first. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    pieces.push(text.slice(done, edit.start), edit.text);
    done = edit.end;
  }
  return pieces.join('') + text.slice(done);
}

/** Puts a value in the place of a single scalar of that text, in the quotes that are there, or that the value needs. */
export function setScalar(text: string, { start, end }: Span, value: string): Edit {
  return { start, end, text: gapBefore(text, { start, end }) + printScalar(value, text.charAt(start)) };
}

/** An empty value stands right behind its `:` or `-`, where nothing but a blank lets another one follow. */
export function gapBefore(text: string, { start, end }: Span): string {
  return start === end && /\S/u.test(text.charAt(start - 1)) ? ' ' : '';
}

/** Inserts whole lines at the beginning of a line, or at the end of a text, whose last line stays as open as it was. */
export function insertLines(text: string, at: number, lines: readonly string[], eol: string): Edit {
  const block = lines.join(eol);
  return { start: at, end: at, text: at === text.length && !text.endsWith('\n') ? eol + block : block + eol };
}

/** IDs, words and timestamps, that no reader takes for anything but text. */
const PLAIN =
  /^(?!(?:null|true|false|yes|no|on|off|y|n)$)(?:[a-z][\w./-]*|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))$/iu;

function printScalar(value: string, quote: string): string {
  if (quote === "'" && !/[\p{Cc}\u2028\u2029]/u.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return quote !== '"' && PLAIN.test(value) ? value : JSON.stringify(value);
}
