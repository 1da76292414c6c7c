import type { KnownEntries } from './known-entries.ts';

/** Goes through the lines of a YAML text. Offsets are UTF-16 code units; behind the last line all of them are the text's length. */
export class LineCursor {
  readonly text: string;
  /** The names of keys so far, by a hash: most mappings have the same. */
  readonly names = new Map<number, string>();
  /** Of the line, and of its first character that is no blank. */
  start = 0;
  content = 0;
  /** Before the line break, and behind it. */
  end = 0;
  next = 0;
  isDone = false;
  /** Whether `advance` left a line out that is nothing but a comment. */
  hasPassedComment = false;

  /** What need not be read again. */
  readonly known: KnownEntries | undefined;

  /** Whether the pairs of mappings in lists are left out. */
  readonly isLazy: boolean;

  constructor(text: string, known?: KnownEntries, isLazy = false) {
    this.text = text;
    this.known = known;
    this.isLazy = isLazy;
    this.advance();
  }

  get indent(): number {
    return this.content - this.start;
  }

  /** Whether the line holds nothing at all, or blanks. */
  get isEmpty(): boolean {
    return this.content === this.end;
  }

  /** Whether the line begins with `- `. */
  get isEntry(): boolean {
    return this.text.charCodeAt(this.content) === DASH && this.text.charCodeAt(this.content + 1) === BLANK;
  }

  /** Goes to the next line that holds more than blanks or a comment. */
  advance(): void {
    this.hasPassedComment = false;
    this.step();
    this.settle();
  }

  /** Stays on this line, if it holds more than blanks or a comment. */
  settle(): void {
    while (!this.isDone && (this.isEmpty || this.#isComment())) {
      this.hasPassedComment ||= !this.isEmpty;
      this.step();
    }
  }

  /** Goes to the line that begins at an offset. */
  goTo(start: number): void {
    this.next = start;
    this.step();
  }

  /** Goes to the next line, whatever it holds. */
  step(): void {
    const { text } = this;
    this.start = this.next;
    this.isDone = this.start === text.length;
    const lineFeed = text.indexOf('\n', this.start);
    const end = lineFeed === -1 ? text.length : lineFeed;
    this.next = lineFeed === -1 ? end : end + 1;
    this.end = end > this.start && text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
    this.content = skipBlanks(text, this.start);
  }

  #isComment(): boolean {
    return this.text.charCodeAt(this.content) === HASH;
  }
}

const [CARRIAGE_RETURN, BLANK, HASH, DASH] = [0x0d, 0x20, 0x23, 0x2d];

/** Offset of the first character that is no blank. */
export function skipBlanks(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === BLANK) end += 1;
  return end;
}

/** A text without the blanks at its end. Other white space is text. */
export function trimBlanks(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === BLANK) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}
