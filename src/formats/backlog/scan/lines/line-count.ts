import { numberAt } from '../../../../core/ids/lookup.ts';

const LINE_FEED = 0x0a;

/** How many line feeds there are from one offset to another. */
export function linesIn(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at += 1) if (bytes[at] === LINE_FEED) lines += 1;
  return lines;
}

/** Tells the line of an offset, counted from 1. Nothing is counted before somebody asks, and then in chunks that are remembered. */
export class LineCount {
  readonly #bytes: Uint8Array;
  /** The line on which each chunk begins. */
  readonly #lines = [1];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Takes over what was counted in another text that is the same before an offset. */
  takeStart(other: LineCount, until: number): void {
    const chunks = Math.floor(until / CHUNK) + 1;
    for (const line of other.#lines.slice(this.#lines.length, chunks)) this.#lines.push(line);
  }

  at(offset: number): number {
    const chunk = Math.floor(offset / CHUNK);
    for (let last = this.#lines.length - 1; last < chunk; last += 1)
      this.#lines.push(numberAt(this.#lines, last) + linesIn(this.#bytes, last * CHUNK, (last + 1) * CHUNK));
    return numberAt(this.#lines, chunk) + linesIn(this.#bytes, chunk * CHUNK, offset);
  }
}

const CHUNK = 0x1000;
