import type { YamlScalar } from '../yaml-node.ts';
import { fold } from './fold.ts';
import type { LineCursor } from './line-cursor.ts';

/** Reads a text in quotes. See `scanScalar`. */
export function scanQuoted(lines: LineCursor, at: number, column: number): YamlScalar | undefined {
  const { text } = lines;
  const close = text.charAt(at) === "'" ? closingSingle(text, at + 1) : closingDouble(text, at + 1);
  if (close === -1) return undefined;
  const isLong = close > lines.end;
  while (lines.end < close) {
    lines.step();
    if (!lines.isEmpty && lines.indent <= column) return undefined;
  }
  const end = close + 1;
  if (!endsLine(text.slice(end, lines.end))) return undefined;
  const said = unquoted(text.slice(at, end), isLong);
  lines.advance();
  return said === undefined ? undefined : { kind: 'scalar', start: at, end, text: said, plain: false };
}

/** Whether what follows a value is nothing, blanks, or a comment. */
export function endsLine(rest: string): boolean {
  return rest === '' || /^ *(?: #.*)?$/u.test(rest);
}

/** What a text in quotes means, the quotes included; undefined where it is not sure. */
function unquoted(source: string, isLong: boolean): string | undefined {
  const inner = source.slice(1, -1);
  if (isLong && inner.includes('\t')) return undefined;
  const folded = isLong ? fold(inner) : inner;
  if (source.startsWith("'")) return folded.includes("''") ? folded.replaceAll("''", "'") : folded;
  if (!inner.includes('\\')) return folded;
  return isLong || !ESCAPED.test(inner) ? undefined : inner.replaceAll(ESCAPE, meaningOf);
}

function closingSingle(text: string, from: number): number {
  let close = text.indexOf("'", from);
  while (close !== -1 && text.charAt(close + 1) === "'") close = text.indexOf("'", close + 2);
  return close;
}

function closingDouble(text: string, from: number): number {
  DOUBLE.lastIndex = from;
  return DOUBLE.test(text) ? DOUBLE.lastIndex - 1 : -1;
}

const DOUBLE = /[^"\\]*(?:\\[^][^"\\]*)*"/uy;
const ESCAPE = /\\(?:u(?<four>[\dA-Fa-f]{4})|x(?<two>[\dA-Fa-f]{2})|(?<one>[^]))/gu;
const ESCAPED = /^(?:[^\\]|\\(?:u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|[0abefnrtv"\\/]))*$/u;
const MEANINGS: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function meaningOf(_escape: string, four?: string, two?: string, one = ''): string {
  const digits = four ?? two;
  return digits === undefined ? (MEANINGS[one] ?? one) : String.fromCharCode(Number.parseInt(digits, 16));
}
