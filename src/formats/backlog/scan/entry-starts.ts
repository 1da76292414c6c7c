/** A line, counted from 1, and the offset of its first byte. */
export interface LineStart {
  readonly at: number;
  readonly line: number;
}

/** Some entries of another text, the last one not included, and how many bytes further on they are here. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly shift: number;
}

/** Where the entries of a list begin. As two lists of numbers they take little time and room. */
export class EntryStarts {
  readonly #ats: number[] = [];
  readonly #lines: number[] = [];

  add({ at, line }: LineStart): void {
    this.#ats.push(at);
    this.#lines.push(line);
  }

  addFrom(other: EntryStarts, { from, until, shift }: Stretch): void {
    for (const at of other.#ats.slice(from, until)) this.#ats.push(at + shift);
    for (const line of other.#lines.slice(from, until)) this.#lines.push(line);
  }

  /** The last entry that begins at an offset or before it. */
  upTo(offset: number): EntryStart | undefined {
    return this.#start(this.#ats.findLastIndex((at) => at <= offset));
  }

  /** The first entry that begins at an offset or behind it. */
  from(offset: number): EntryStart | undefined {
    return this.#start(this.#ats.findIndex((at) => at >= offset));
  }

  #start(entry: number): EntryStart | undefined {
    const [at, line] = [this.#ats[entry], this.#lines[entry]];
    return at === undefined || line === undefined ? undefined : { entry, at, line };
  }
}

/** Entries count from 0. */
export interface EntryStart extends LineStart {
  readonly entry: number;
}
