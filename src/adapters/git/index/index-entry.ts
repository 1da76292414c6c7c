import { kindOf } from '../tree.ts';
import type { EntryKind } from '../../entry-kind.ts';
import type { FileEntry } from '../tree.ts';

/** An entry of git's index, read as far as anybody asks: there may be very many. */
export class IndexEntry implements FileEntry {
  readonly path: string;
  readonly #bytes: Buffer;
  readonly #at: number;
  readonly #width: number;

  /** `at` is where the entry begins in the index. */
  constructor(path: string, bytes: Buffer, at: number, width: number) {
    this.path = path;
    this.#bytes = bytes;
    this.#at = at;
    this.#width = width;
  }

  get kind(): EntryKind {
    const mode = this.#bytes.readUInt32BE(this.#at + MODE);
    return mode === USUAL_MODE ? 'file' : (kindOf(this.mode) ?? 'submodule');
  }

  get mode(): string {
    return this.#bytes.readUInt32BE(this.#at + MODE).toString(8);
  }

  get oid(): string {
    const start = this.#at + STAT;
    return this.#bytes.toString('hex', start, start + this.#width);
  }
}

/** Times, device, inode, mode, owner and size. */
export const STAT = 40;
const MODE = 24;
const USUAL_MODE = 0o100644;
