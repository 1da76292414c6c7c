import type { Place } from '../../core/ids/claim.ts';
import { visible } from './escape.ts';
import type { Paint } from './style.ts';

const INDENT = '  ';
const ELLIPSIS = '…';
const LONE_HALF = /^\p{Cs}|\p{Cs}$/gu;

/**
 * The line of `place` and a caret under its column, as two lines of text no wider than `columns`.
 * A long line is cut to a window around the column.
 */
export function codeFrame(text: string, place: Place, columns: number, paint: Paint): readonly string[] {
  const number = String(place.line);
  const room = Math.max(columns - INDENT.length - number.length - 3, 20);
  const { code, caret } = windowAround(text, place.column - 1, room);
  return [
    `${INDENT}${paint.dim(`${number} |`)} ${code}`,
    `${INDENT}${paint.dim(`${' '.repeat(number.length)} |`)} ${' '.repeat(caret)}${paint.red('^')}`,
  ];
}

/** About `room` of the text around `offset` (UTF-16 code units), made visible, and where the offset is in it. */
function windowAround(text: string, offset: number, room: number): { code: string; caret: number } {
  const keep = offset < room / 2 ? offset : Math.floor(room / 4);
  const start = offset - keep;
  const end = start + room;
  const show = (to: number): string =>
    (start > 0 ? ELLIPSIS : '') + visible(text.slice(start, to).replace(LONE_HALF, ''));
  return { code: show(end) + (end < text.length ? ELLIPSIS : ''), caret: show(offset).length };
}
