import { numberAt } from '../../core/ids/lookup.ts';
import { lineEnd, lineStart } from '../text/line-index.ts';
import type { Span, YamlEntry, YamlList } from '../yaml/yaml-node.ts';

/**
 * The stretch of text of each entry, in order; `floor` is an offset between the list's key and the list. In block style entries
 * take whole lines: comment lines right above a `- ` and not indented deeper belong to the entry they precede, everything else to the
 * one it follows. The last ends with its last value or deeper comment. In flow style a span is the value alone, without commas.
 */
export function itemSpans(
  text: string,
  { entries, flow }: YamlList,
  floor: number,
): readonly (YamlEntry & Span)[] {
  if (flow) return entries.map(({ value }) => ({ value, start: value.start, end: value.end }));
  let reach = floor;
  const starts = entries.map(({ start, value }) => {
    const top = climb(text, start, reach);
    reach = value.end;
    return top;
  });
  const tail = entries
    .slice(-1)
    .reduce((_, { start, value }) => descend(text, value.end, columnOf(text, start)), floor);
  return entries.map(({ value }, at) => ({
    value,
    start: numberAt(starts, at),
    end: starts[at + 1] ?? tail,
  }));
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

function climb(text: string, dash: number, floor: number): number {
  let top = lineStart(text, dash);
  // Mostly the line above is the last one of the entry before.
  if (top === floor + 1 && isBlank(text, top, dash)) return top;
  // `? items` with `: - id: …` below it: the line is not the entry's own.
  if (text.slice(top, dash).trim() !== '') return dash;
  for (;;) {
    const above = lineStart(text, top - 1);
    if (above < floor || commentIndent(text, above) > dash - lineStart(text, dash)) return top;
    top = above;
  }
}

function isBlank(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && text.charCodeAt(at) === BLANK) at += 1;
  return at === end;
}

const BLANK = 0x20;

function descend(text: string, end: number, column: number): number {
  let bottom = lineEnd(text, end);
  for (
    let indent = commentIndent(text, bottom);
    indent > column && indent < Infinity;
    indent = commentIndent(text, bottom)
  ) {
    bottom = lineEnd(text, bottom);
  }
  return bottom;
}

/** How far the comment that fills this line is indented; infinitely where it is no comment line. */
function commentIndent(text: string, start: number): number {
  const comment = /[ \t]*#/uy;
  comment.lastIndex = start;
  return comment.test(text) ? comment.lastIndex - 1 - start : Infinity;
}
