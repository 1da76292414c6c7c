import type { YamlNode, YamlScalar } from '../yaml-node.ts';
import { fold } from './fold.ts';
import { trimBlanks } from './line-cursor.ts';
import type { LineCursor } from './line-cursor.ts';
import { scanBlockText } from './scan-block-text.ts';
import { scanQuoted } from './scan-quoted.ts';
import { scanWords } from './scan-words.ts';

/**
 * Reads the value at an offset of the cursor's line, and goes on to the next line that says something: a plain or quoted text, also over several
 * lines, a block text, a list of words in brackets. Lines that belong to it are indented by more than `column`. `undefined` where it is not sure.
 */
export function scanScalar(lines: LineCursor, at: number, column: number): YamlNode | undefined {
  switch (lines.text.charAt(at)) {
    case '"':
    case "'":
      return scanQuoted(lines, at, column);
    case '|':
    case '>':
      return scanBlockText(lines, at, column);
    case '[':
      return scanWords(lines, at);
    default:
      return scanPlain(lines, at, column);
  }
}

function scanPlain(lines: LineCursor, at: number, column: number): YamlScalar | undefined {
  const { text } = lines;
  if (!startsPlain(text, at)) return undefined;
  const line = text.slice(at, lines.end);
  const isSimple = !SPECIAL.test(line);
  const comment = isSimple ? -1 : line.indexOf(' #');
  const first = trimBlanks(comment === -1 ? line : line.slice(0, comment));
  if (!isSimple && NOT_PLAIN.test(first)) return undefined;
  const end = at + first.length;
  lines.advance();
  if (lines.isDone || lines.indent <= column)
    return { kind: 'scalar', start: at, end, text: first, plain: true };
  return comment === -1 ? scanMore(lines, at, column) : undefined;
}

/** The further lines of a plain text that begins at `start`. */
function scanMore(lines: LineCursor, start: number, column: number): YamlScalar | undefined {
  const { text } = lines;
  let end = start;
  do {
    const more = trimBlanks(text.slice(lines.content, lines.end));
    if (lines.hasPassedComment || NOT_PLAIN.test(more) || !startsPlain(text, lines.content)) return undefined;
    end = lines.content + more.length;
    lines.advance();
  } while (!lines.isDone && lines.indent > column);
  return { kind: 'scalar', start, end, text: fold(text.slice(start, end)), plain: true };
}

/** In none of these a value has an end, or something that ends it. */
const SPECIAL = /[\t:#]/u;
const NOT_PLAIN = /\t|:(?: |$)| #/u;

/** No indicator of YAML begins it. */
function startsPlain(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === DASH) return IS_WORD[text.charCodeAt(at + 1)] === 1;
  return code < 0x80 ? IS_START[code] === 1 : code !== BYTE_ORDER_MARK;
}

const DASH = 0x2d;
const BYTE_ORDER_MARK = 0xfeff;
const IS_WORD = classOf(/\w/u);
const IS_START = classOf(/[\w./($+~<=^;]/u);

function classOf(members: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (members.test(String.fromCharCode(code)) ? 1 : 0));
}
