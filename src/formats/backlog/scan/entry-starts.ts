import { numberAt } from '../../../core/ids/lookup.ts';

/** Some entries of another text, the last one not included, and how many bytes further on they are here. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly shift: number;
}

/** Where the entries of a list begin: the offset of the first byte of their line. */
export class EntryStarts {
  readonly #ats: number[] = [];

  add(at: number): void {
    this.#ats.push(at);
  }

  addFrom(other: EntryStarts, { from, until, shift }: Stretch): void {
    for (const at of other.#ats.slice(from, until)) this.#ats.push(at + shift);
  }

  /** The start that was added last. */
  get last(): number {
    return numberAt(this.#ats, this.#ats.length - 1);
  }

  /** The last entry that begins at an offset or before it. */
  upTo(offset: number): EntryStart | undefined {
    return this.#start(this.#countBefore(offset + 1) - 1);
  }

  /** The first entry that begins at an offset or behind it. */
  from(offset: number): EntryStart | undefined {
    return this.#start(this.#countBefore(offset));
  }

  /** How many begin before an offset. */
  #countBefore(offset: number): number {
    let [from, to] = [0, this.#ats.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (numberAt(this.#ats, middle) < offset) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #start(entry: number): EntryStart | undefined {
    const at = this.#ats[entry];
    return at === undefined ? undefined : { entry, at };
  }
}

/** Entries count from 0. */
export interface EntryStart {
  readonly entry: number;
  readonly at: number;
}
