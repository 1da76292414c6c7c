import { matchUsualItem } from '../../yaml/scan/usual-item.ts';
import type { ItemTexts, PlacedText, SeenItem } from './claim-items.ts';

/** An item that was recognized in one go, and the offset behind it. */
export interface UsualItem extends SeenItem {
  readonly end: number;
}

/**
 * Recognizes items as the orchestrator writes them, whole: its keys in its order, each with the plainest of values on one line. One
 * regular expression is faster than a scan line by line, the more so in a program that has just started. What it does not recognize is
 * for the scan to check.
 */
export class UsualItems {
  readonly #path: string;
  readonly #bytes: Buffer;
  /** Bytes from `#from` on, each as a character. */
  #window = '';
  #from = 0;
  /** Of the next window. */
  #size = MIN_WINDOW;

  constructor(path: string, bytes: Buffer) {
    this.#path = path;
    this.#bytes = bytes;
  }

  /** The item whose line begins at a byte offset, indented so far; undefined if it is not quite usual. */
  see(at: number, indent: number): UsualItem | undefined {
    const match = this.#match(at, indent);
    if (!match) return undefined;
    const { 0: text, 1: id = '', 6: pipelineType } = match;
    return {
      id: unquoted(id),
      pipelineType: pipelineType === undefined ? undefined : meaning(pipelineType) || undefined,
      end: at + text.length,
    };
  }

  /** The same, with all that it says. */
  read({ at, line }: { readonly at: number; readonly line: number }, indent: number): ItemTexts | undefined {
    const match = this.#match(at, indent);
    if (!match) return undefined;
    const [, id = '', title = '', between = '', status, created, pipelineType] = match;
    const placed = (value: string, below: number, column: number): PlacedText => ({
      text: value,
      place: { path: this.#path, line: line + below, column: column + indent },
    });
    const createdText = meaning(created);
    return {
      id: placed(unquoted(id), 0, ID_COLUMN),
      title: placed(meaning(title), 1, TITLE_COLUMN),
      created: createdText === '' ? undefined : placed(createdText, 2 + linesIn(between), CREATED_COLUMN),
      status: meaning(status) || undefined,
      pipelineType: meaning(pipelineType) || undefined,
    };
  }

  #match(at: number, indent: number): RegExpExecArray | null {
    const isInside = at >= this.#from && at < this.#from + this.#window.length;
    if (!isInside) this.#openWindow(at);
    for (;;) {
      const found = matchUsualItem(this.#window, at - this.#from, indent);
      // The window may end in the midst of the item.
      if (found || this.#isEnough(at)) return found;
      this.#openWindow(at);
    }
  }

  /** Whether what cannot be an item in this window is none in a larger one. */
  #isEnough(at: number): boolean {
    const end = this.#from + this.#window.length;
    return end === this.#bytes.length || end - at > MAX_WINDOW / 2;
  }

  /** A larger one each time: what goes on from another version has to look at little. */
  #openWindow(at: number): void {
    this.#from = at;
    this.#window = this.#bytes.toString('latin1', at, at + this.#size);
    this.#size = Math.min(this.#size * GROWTH, MAX_WINDOW);
  }
}

const MIN_WINDOW = 0x800;
const MAX_WINDOW = 0x10000;
const GROWTH = 4;

const ID_COLUMN = '- id: '.length + 1;
const TITLE_COLUMN = '  title: '.length + 1;
const CREATED_COLUMN = '  created: '.length + 1;

function unquoted(value: string): string {
  return value.startsWith("'") ? value.slice(1, -1) : value;
}

/** What the scalar of a field says; an absent field and a null say nothing. */
function meaning(value = ''): string {
  return value.length <= NULL_LENGTH && /^(?:~|null|Null|NULL)$/u.test(value) ? '' : unquoted(value);
}

const NULL_LENGTH = 'null'.length;

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
