import type { Place } from '../core/claim.ts';
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
  const { before, after } = windowAround(text, place.column - 1, room);
  return [
    `${INDENT}${paint.dim(`${number} |`)} ${before}${after}`,
    `${INDENT}${paint.dim(`${' '.repeat(number.length)} |`)} ${' '.repeat(before.length)}${paint.red('^')}`,
  ];
}

/** What stands before and from `offset` (UTF-16 code units) on, both made visible and together about `room` long. */
function windowAround(text: string, offset: number, room: number): { before: string; after: string } {
  const keep = offset < room / 2 ? offset : Math.floor(room / 4);
  const start = offset - keep;
  const end = start + room;
  const before = visible(text.slice(start, offset).replace(LONE_HALF, ''));
  const after = visible(text.slice(offset, end).replace(LONE_HALF, ''));
  return {
    before: start > 0 ? ELLIPSIS + before : before,
    after: end < text.length ? after + ELLIPSIS : after,
  };
}
