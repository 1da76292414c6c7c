import type { ItemTexts, PlacedText } from './claim-items.ts';
import type { LineStart } from './scan-trail.ts';

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

  constructor(path: string, bytes: Buffer) {
    this.#path = path;
    this.#bytes = bytes;
  }

  /** The item that begins at a byte offset; undefined if it is not quite usual. */
  read({ at, line }: LineStart): UsualItem | undefined {
    const match = this.#match(at);
    if (!match) return undefined;
    const [text, id = '', title = '', between = '', status, created, pipelineType] = match;
    const placed = (value: string, below: number, column: number): PlacedText => ({
      text: value,
      place: { path: this.#path, line: line + below, column },
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

  #match(at: number): RegExpExecArray | null {
    const isInside = at >= this.#from && at < this.#from + this.#window.length;
    const found = isInside ? this.#exec(at) : null;
    // The window may end in the midst of the item.
    if (found || (isInside && this.#from + this.#window.length - at > WINDOW / 2)) return found;
    this.#from = at;
    this.#window = this.#bytes.toString('latin1', at, at + WINDOW);
    return this.#exec(at);
  }

  #exec(at: number): RegExpExecArray | null {
    ITEM.lastIndex = at - this.#from;
    return ITEM.exec(this.#window);
  }
}

const WINDOW = 0x10000;

const ID_COLUMN = '- id: '.length + 1;
const TITLE_COLUMN = '  title: '.length + 1;
const CREATED_COLUMN = '  created: '.length + 1;

/** ASCII without control characters and without what could end a plain text or make a comment. */
const SAFE = String.raw`[^\0-\x1F:#\x80-\xFF]`;
const PLAIN = String.raw`(?:[A-Za-z0-9_./($+~<=^;]|-[A-Za-z0-9])${SAFE}*(?::(?=[!-~])${SAFE}*)*(?<! )`;
const QUOTED = String.raw`'[^\0-\x1F'\x80-\xFF]*'`;
const VALUE = `(?:${PLAIN}|${QUOTED})`;

const field = (name: string, indent = '  '): string => `(?:${indent}${name}: ${VALUE}\n)?`;
const captured = (name: string): string => `(?:  ${name}: (${VALUE})\n)?`;
const list = (name: string): string => `(?:  ${name}:\n(?:  - ${VALUE}\n)+)?`;

const ABOUT = 'phase size complexity risk impact requires_human_review origin'.split(' ');
const BLOCKED = 'blocked_from_status blocked_reason blocked_type unblock_context'.split(' ');
const DESCRIPTION = 'context problem solution impact sizing_rationale'.split(' ');

const fields = (names: readonly string[], indent?: string): string =>
  names.map((name) => field(name, indent)).join('');

const ITEM = new RegExp(
  [
    `- id: (${VALUE})\n`,
    `  title: (${VALUE})\n`,
    `(${captured('status')}${fields(ABOUT)}${fields(BLOCKED)}${list('tags')}${list('dependencies')})`,
    captured('created'),
    field('updated'),
    captured('pipeline_type'),
    `(?:  description:\n${fields(DESCRIPTION, '    ')})?`,
    fields(['phase_pool', 'last_phase_commit']),
    // Something else that has no indentation either.
    '(?=- |[A-Za-z])',
  ].join(''),
  'uy',
);

function unquoted(value: string): string {
  return value.startsWith("'") ? value.slice(1, -1) : value;
}

/** What the scalar of a field says; an absent field and a null say nothing. */
function meaning(value = ''): string {
  return /^(?:~|null|Null|NULL)$/u.test(value) ? '' : unquoted(value);
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
