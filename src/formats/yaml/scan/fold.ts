import { trimBlanks } from './line-cursor.ts';

/** What a text within quotes or without means that goes on over several lines: one break is a blank, and of more than one all but the first are kept. */
export function fold(source: string): string {
  const lines = source.split(/\r?\n/u);
  const last = lines.length - 1;
  return foldLines(lines.map((line, at) => trimmed(line, at > 0, at < last)));
}

function trimmed(line: string, atStart: boolean, atEnd: boolean): string {
  const rest = atStart ? line.replace(/^ +/u, '') : line;
  return atEnd ? trimBlanks(rest) : rest;
}

/** The same for lines that are as they should be. */
export function foldLines([first = '', ...others]: readonly string[]): string {
  const last = others.pop();
  if (last === undefined) return first;
  let folded = first;
  let gap = ' ';
  for (const line of others) {
    if (line !== '') folded += gap + line;
    else if (gap === '\n') folded += gap;
    gap = line === '' ? '\n' : ' ';
  }
  return folded + gap + last;
}
