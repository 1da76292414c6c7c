import type { YamlEntry, YamlList, YamlScalar } from '../yaml-node.ts';
import { skipBlanks } from './line-cursor.ts';
import type { LineCursor } from './line-cursor.ts';
import { endsLine } from './scan-quoted.ts';

/** Reads a list in brackets on one line, of words and texts in quotes. See `scanScalar`. */
export function scanWords(lines: LineCursor, at: number): YamlList | undefined {
  const { text } = lines;
  const entries: YamlEntry[] = [];
  let end = skipBlanks(text, at + 1);
  while (text.charAt(end) !== ']' || entries.length > 0) {
    const value = scanWord(text, end);
    if (!value) return undefined;
    entries.push({ start: value.start, value });
    end = skipBlanks(text, value.end);
    if (text.charAt(end) === ']') break;
    if (text.charAt(end) !== ',') return undefined;
    end = skipBlanks(text, end + 1);
  }
  end += 1;
  if (!endsLine(text.slice(end, lines.end))) return undefined;
  lines.advance();
  return { kind: 'list', flow: true, entries, start: at, end };
}

const WORD = /[A-Za-z0-9_][\w./+-]*(?: [A-Za-z0-9_][\w./+-]*)*|'[^'\r\n]*'|"[^"\\\r\n]*"/uy;

function scanWord(text: string, start: number): YamlScalar | undefined {
  WORD.lastIndex = start;
  if (!WORD.test(text)) return undefined;
  const end = WORD.lastIndex;
  const word = text.slice(start, end);
  const plain = !/^["']/u.test(word);
  return { kind: 'scalar', start, end, text: plain ? word : word.slice(1, -1), plain };
}
