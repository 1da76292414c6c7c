import { kindOf } from '../../entry-kind.ts';
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

  /**
   * Compares its name with bytes of a tree, from `start` on, as git orders names: below 0 where it comes first. `folder` is how many bytes of its path
   * are those of the directory.
   */
  compareName(tree: Buffer, start: number, end: number, folder: number): number {
    const path = pathStart(this.#bytes, this.#at, this.#width);
    const name = path + folder;
    const length = this.#bytes.indexOf(0, name);
    return this.#bytes.compare(tree, start, end, name, length);
  }

  /** Whether a tree has just that object: its mode begins at `start` there, and behind the name at `end` is its own name. */
  isIn(tree: Buffer, start: number, end: number): boolean {
    const own = this.#at + STAT;
    const oid = end + 1;
    if (this.#bytes.compare(tree, oid, oid + this.#width, own, own + this.#width) !== 0) return false;
    return tree.toString('latin1', start, tree.indexOf(0x20, start)) === this.mode;
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

/** Where the path of the entry at `at` begins. */
export function pathStart(bytes: Buffer, at: number, width: number): number {
  const flags = at + STAT + width;
  return flags + ((bytes.readUInt16BE(flags) & EXTENDED) === 0 ? 2 : 4);
}

/** There is a second pair of flags. */
export const EXTENDED = 0x4000;
/** Times, device, inode, mode, owner and size. */
export const STAT = 40;
const MODE = 24;
const USUAL_MODE = 0o100644;
