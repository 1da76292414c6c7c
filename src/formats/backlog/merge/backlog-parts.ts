import { formatItemId, parseItemId } from '../../../core/ids/item-id.ts';
import { readLayout } from '../layout.ts';
import type { BacklogLayout } from '../layout.ts';
import type { ItemBlock } from '../item-block.ts';
import { findPair } from '../../yaml/yaml-node.ts';

/** A BACKLOG.yaml taken apart into whole lines: what stands above the items, each item, what stands below. */
export interface BacklogParts {
  /** Ends with the line `items:`, also where the file says `items: []`. */
  readonly head: string;
  readonly blocks: readonly BlockPart[];
  readonly tail: string;
}

export interface BlockPart {
  /** Canonical ID and `created`: what identifies an item. */
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly created: string | undefined;
  readonly text: string;
}

/** A text that can be taken apart, its mark already known. */
export interface Separable {
  readonly mark: number | undefined;
  /** Takes it apart with another mark in the place of its own, if it has one. */
  readonly split: (mark: number) => BacklogParts;
}

/**
 * Prepares a text of whole LF lines for merging by blocks; the empty text is a backlog without anything.
 * `undefined` where that would be guesswork: unreadable, no `items`, flow style, a mark that is no number, two items with one identity.
 */
export function separate(text: string): Separable | undefined {
  if (text === '') return { mark: undefined, split: () => ({ head: '', blocks: [], tail: '' }) };
  const reading = readLayout(text);
  if (!('layout' in reading)) return undefined;
  const { layout } = reading;
  const extent = layout.root.flow ? undefined : extentOf(layout);
  if (!extent || (layout.mark && layout.mark.value === undefined)) return undefined;
  const blocks = layout.items.map((item) => toPart(text, item));
  if (new Set(blocks.map(({ key }) => key)).size < blocks.length) return undefined;
  const split = (mark: number): BacklogParts => ({
    head: sliceWithMark(layout, 0, extent.start, mark) + extent.line,
    blocks,
    tail: sliceWithMark(layout, extent.end, text.length, mark),
  });
  return { mark: layout.mark?.value, split };
}

/** From where to where the items stand, and the line `items:` where the file has another one. */
interface Extent {
  readonly start: number;
  readonly end: number;
  readonly line: string;
}

function extentOf({ text, root, list, items }: BacklogLayout): Extent | undefined {
  const [first, last] = [items[0], items.at(-1)];
  if (!list || (list.flow && first)) return undefined;
  if (first && last) {
    const whole = text.charAt(first.start - 1) === '\n';
    return whole ? { start: first.start, end: last.end, line: '' } : undefined;
  }
  const colon = findPair(root, 'items')?.colon;
  const lineFeed = text.indexOf('\n', list.end);
  // A comment behind the brackets, or brackets on a line of their own.
  if (colon === undefined || !/^ *\[ *\] *$/u.test(text.slice(colon, lineFeed))) return undefined;
  return { start: colon, end: lineFeed + 1, line: '\n' };
}

function sliceWithMark({ text, mark }: BacklogLayout, start: number, end: number, value: number): string {
  if (!mark || mark.start < start || mark.end > end) return text.slice(start, end);
  return text.slice(start, mark.start) + String(value) + text.slice(mark.end, end);
}

function toPart(text: string, { id, title, created, start, end }: ItemBlock): BlockPart {
  const parsed = parseItemId(id.text);
  const canonical = parsed ? formatItemId(parsed) : id.text;
  return {
    key: `${canonical}\n${created?.text ?? ''}`,
    id: canonical,
    title: title.text,
    created: created?.text,
    text: text.slice(start, end),
  };
}
