/** A place in a text. Both count from 1; columns are UTF-16 code units, and a byte order mark takes no column. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a text, in one sentence, and where. */
export interface Fault extends Position {
  readonly message: string;
}

/** Prepares a text for questions: each answer gives the place of a UTF-16 offset. Neighbouring questions are the cheap ones. */
export function indexLines(text: string): (offset: number) => Position {
  let line = 1;
  let start = 0;
  return (offset) => {
    for (; offset < start; line -= 1) start = lineStart(text, start - 1);
    for (
      let next = text.indexOf('\n', start);
      next !== -1 && next < offset;
      next = text.indexOf('\n', start)
    ) {
      start = next + 1;
      line += 1;
    }
    const mark = line === 1 && text.startsWith('\uFEFF') ? 1 : 0;
    return { line, column: Math.max(offset - start - mark, 0) + 1 };
  };
}

/** Offset of the beginning of the line that `offset` is in. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset right behind the line break of the line that `offset` is in, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const lineFeed = text.indexOf('\n', offset);
  return lineFeed === -1 ? text.length : lineFeed + 1;
}
