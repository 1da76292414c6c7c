import type { YamlScalar } from '../yaml-node.ts';
import { foldLines } from './fold.ts';
import type { LineCursor } from './line-cursor.ts';

/** Reads a block text, `|` or `>`, the last line break kept once or, with `-`, dropped. See `scanScalar`. */
export function scanBlockText(lines: LineCursor, at: number, column: number): YamlScalar | undefined {
  const { text } = lines;
  const header = text.slice(at, lines.end);
  if (!/^[|>]-?$/u.test(header)) return undefined;
  lines.step();
  const blanks = leadingBlanks(lines);
  if (blanks.widest > lines.indent || lines.indent <= column) return undefined;
  const block = scanLines(lines, lines.indent);
  lines.settle();
  if (lines.indent > column || !block) return undefined;
  const body = header.startsWith('|') ? block.lines.join('\n') : folded(block.lines);
  if (body === undefined) return undefined;
  const said = '\n'.repeat(blanks.count) + body + (header.endsWith('-') ? '' : '\n');
  return { kind: 'scalar', start: at, end: block.end, text: said, plain: false };
}

function leadingBlanks(lines: LineCursor) {
  let [count, widest] = [0, 0];
  for (; !lines.isDone && lines.isEmpty; lines.step()) {
    count += 1;
    widest = Math.max(widest, lines.indent);
  }
  return { count, widest };
}

/** The lines without their indentation, up to the last that says something; undefined where blanks at the end of one count as text. */
function scanLines(lines: LineCursor, indent: number) {
  const found: string[] = [];
  let [end, filled] = [0, 0];
  for (; !lines.isDone && (lines.isEmpty || lines.indent >= indent); lines.step()) {
    if (lines.isEmpty && lines.indent > indent) return undefined;
    found.push(lines.isEmpty ? '' : lines.text.slice(lines.start + indent, lines.end));
    if (lines.isEmpty) continue;
    filled = found.length;
    ({ end } = lines);
  }
  return { lines: found.slice(0, filled), end };
}

/** Lines that are indented further are not folded. */
function folded(lines: readonly string[]): string | undefined {
  return lines.some((line) => /^[ \t]/u.test(line)) ? undefined : foldLines(lines);
}
