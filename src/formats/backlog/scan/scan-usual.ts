import type { ItemTexts, PlacedText } from './claim-items.ts';
import type { LineStart } from './entry-starts.ts';

/** An item that was read in one go, and the line behind it. */
export interface UsualItem {
  readonly texts: ItemTexts;
  readonly next: LineStart;
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
  read({ at, line }: LineStart, indent: number): UsualItem | undefined {
    const expression = EXPRESSIONS.get(indent);
    const match = expression && this.#match(expression, at);
    if (!match) return undefined;
    const [text, id = '', title = '', between = '', status, created, pipelineType] = match;
    const placed = (value: string, below: number, column: number): PlacedText => ({
      text: value,
      place: { path: this.#path, line: line + below, column: column + indent },
    });
    const createdText = meaning(created);
    return {
      texts: {
        id: placed(unquoted(id), 0, ID_COLUMN),
        title: placed(meaning(title), 1, TITLE_COLUMN),
        created: createdText === '' ? undefined : placed(createdText, 2 + linesIn(between), CREATED_COLUMN),
        status: meaning(status) || undefined,
        pipelineType: meaning(pipelineType) || undefined,
      },
      next: { at: at + text.length, line: line + linesIn(text) },
    };
  }

  #match(expression: RegExp, at: number): RegExpExecArray | null {
    const isInside = at >= this.#from && at < this.#from + this.#window.length;
    if (!isInside) this.#openWindow(at);
    for (;;) {
      expression.lastIndex = at - this.#from;
      const found = expression.exec(this.#window);
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

/** ASCII without control characters and without what could end a plain text or make a comment. */
const SAFE = String.raw`[^\0-\x1F:#\x80-\xFF]`;
const PLAIN = String.raw`(?:[A-Za-z0-9_./($+~<=^;]|-[A-Za-z0-9])${SAFE}*(?::(?=[!-~])${SAFE}*)*(?<! )`;
const QUOTED = String.raw`'[^\0-\x1F'\x80-\xFF]*'`;
const VALUE = `(?:${PLAIN}|${QUOTED})`;

const ABOUT = 'phase size complexity risk impact requires_human_review origin'.split(' ');
const BLOCKED = 'blocked_from_status blocked_reason blocked_type unblock_context'.split(' ');
const DESCRIPTION = 'context problem solution impact sizing_rationale'.split(' ');

/** By how far items are indented: as the orchestrator writes them, and as formatters like them. */
const EXPRESSIONS = new Map([0, 2, 4].map((indent) => [indent, itemExpression(' '.repeat(indent))]));

function itemExpression(pad: string): RegExp {
  const field = (name: string, indent = '  '): string => `(?:${pad}${indent}${name}: ${VALUE}\n)?`;
  const fields = (names: readonly string[], indent?: string): string =>
    names.map((name) => field(name, indent)).join('');
  const captured = (name: string): string => `(?:${pad}  ${name}: (${VALUE})\n)?`;
  const list = (name: string): string => `(?:${pad}  ${name}:\n(?:${pad}  - ${VALUE}\n)+)?`;
  return new RegExp(
    [
      `${pad}- id: (${VALUE})\n`,
      `${pad}  title: (${VALUE})\n`,
      `(${captured('status')}${fields(ABOUT)}${fields(BLOCKED)}${list('tags')}${list('dependencies')})`,
      captured('created'),
      field('updated'),
      captured('pipeline_type'),
      `(?:${pad}  description:\n${fields(DESCRIPTION, '    ')})?`,
      fields(['phase_pool', 'last_phase_commit']),
      // The next item, or something that has no indentation at all.
      `(?=${pad}- |[A-Za-z])`,
    ].join(''),
    'uy',
  );
}

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
