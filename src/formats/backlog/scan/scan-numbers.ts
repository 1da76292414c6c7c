import { MAX_ITEM_NUMBER } from '../../../core/ids/item-id.ts';

/** What a backlog says of numbers, as far as can be told without reading the rest of it; 0 where it says nothing. */
interface ScannedNumbers {
  /** `next_item_id`. */
  readonly mark: number;
  /** The highest number of an `id`. */
  readonly highest: number;
}

/**
 * The highest `next_item_id` and the highest item number that a text gives. For files of others, of which nothing else is wanted: far
 * quicker than a parser, and never too low.
 */
export function scanNumbers(text: string): ScannedNumbers {
  return {
    mark: highestOf(numbersIn(text, isFlow(text) ? FLOW_MARK : BLOCK_MARK)),
    highest: highestOf(scanAllNumbers(text)),
  };
}

/** Every item number of a text. */
export function scanAllNumbers(text: string): readonly number[] {
  return numbersIn(text, isFlow(text) ? FLOW_ID : BLOCK_ID);
}

// Texts inside of items are indented, so only the real key stands at the start of a line.
const BLOCK_MARK = /^["']?next_item_id["']?[ \t]*:[ \t]*(\d+)/gmu;
const FLOW_MARK = /["']?next_item_id["']?\s*:\s*(\d+)/gu;
// An item may be indented, or flow on a line of its own; an ID is all there is on its line, or ends at a comma or brace.
const BLOCK_ID =
  /^ *(?:- +)?(?:\{ *)?["']?id["']?[ \t]*:[ \t]*["']?[A-Za-z][\w-]*-(\d+)["']?[ \t]*(?:$|[\r,}]|#)/gmu;
const FLOW_ID = /["']?\bid["']?\s*:\s*["']?[A-Za-z][\w-]*-(\d+)/gu;

function isFlow(text: string): boolean {
  return /^\s*\{/u.test(text);
}

function numbersIn(text: string, pattern: RegExp): readonly number[] {
  return [...text.matchAll(pattern)]
    .map(([, digits]) => Number(digits))
    .filter((number) => number <= MAX_ITEM_NUMBER);
}

function highestOf(numbers: readonly number[]): number {
  return numbers.reduce((highest, number) => Math.max(highest, number), 0);
}
