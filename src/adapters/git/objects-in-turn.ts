import { catFilePieces } from './git-pieces.ts';
import { gitFailed } from './git.ts';
import { HEADER, openObjects } from './objects.ts';
import type { GitObject } from './objects.ts';
import { readExisting } from './tree.ts';

/**
 * Reads any number of objects by their full hex names, in that order, and forgets each as soon as it can: while one is looked at, git reads the
 * next ones. Throws `history-missing`.
 */
export async function* readInTurn(
  directory: string,
  oids: readonly string[],
): AsyncGenerator<GitObject, void> {
  let at = 0;
  while (at < oids.length) {
    for await (const object of readWhatIsThere(directory, oids.slice(at))) {
      at += 1;
      yield object;
    }
    const oid = oids[at];
    // Whoever asks for that one alone is told what is wrong with it.
    if (oid !== undefined) yield await readExisting(openObjects(directory).read, oid);
    at += 1;
  }
}

/** Up to the first one that git does not have, or does not tell. */
async function* readWhatIsThere(directory: string, oids: readonly string[]): AsyncGenerator<GitObject, void> {
  const input = Buffer.from(`${oids.join('\n')}\n`);
  const answers = new Answers();
  for await (const piece of catFilePieces(directory, ['--batch', '--buffer'], input)) {
    answers.add(piece);
    for (let object = answers.next(); object; object = answers.next()) yield object;
    if (answers.isMissing) return;
  }
}

interface Header {
  readonly oid: string;
  readonly type: string;
  /** With the line feed behind it. */
  readonly bytes: number;
}

/** Puts together what git answers: `oid type size`, and the content with a line feed behind it. */
class Answers {
  #pieces: Buffer[] = [];
  #bytes = 0;
  #header: Header | undefined;
  /** Git does not have the next one. */
  isMissing = false;

  add(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
  }

  /** Undefined for as long as it is not there as a whole. */
  next(): GitObject | undefined {
    const header = (this.#header ??= this.#readHeader());
    if (!header || this.#bytes < header.bytes) return undefined;
    const all = this.#whole();
    this.#keep(all.subarray(header.bytes));
    this.#header = undefined;
    const { oid, type, bytes } = header;
    return { oid, type, content: all.subarray(0, bytes - 1) };
  }

  #readHeader(): Header | undefined {
    if (this.#bytes === 0) return undefined;
    const all = this.#whole();
    const end = all.indexOf(0x0a);
    if (end === -1) return undefined;
    const [, oid, type, size] = HEADER.exec(all.toString('latin1', 0, end)) ?? [];
    this.#keep(all.subarray(end + 1));
    if (oid !== undefined && type !== undefined) return { oid, type, bytes: sizeOf(Number(size)) + 1 };
    this.isMissing = true;
    return undefined;
  }

  #whole(): Buffer {
    const [first = Buffer.alloc(0), ...rest] = this.#pieces;
    return rest.length === 0 ? first : Buffer.concat(this.#pieces, this.#bytes);
  }

  #keep(rest: Buffer): void {
    this.#pieces = [rest];
    this.#bytes = rest.length;
  }
}

/** No content that is larger can be looked at. */
const MAX_BYTES = 0x1ff00000;

function sizeOf(bytes: number): number {
  if (bytes <= MAX_BYTES) return bytes;
  throw gitFailed('cat-file', 0, 'its answer is larger than half a gibibyte');
}
