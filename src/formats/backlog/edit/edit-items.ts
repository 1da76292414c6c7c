import { insertLines } from './edit.ts';
import type { Edit } from './edit.ts';
import { addToFlow, indentOf } from './edit-mark.ts';
import { removeEntries, removePair } from './edit-remove.ts';
import type { BacklogLayout } from '../layout.ts';
import type { ItemBlock } from '../item-block.ts';
import type { ItemList } from '../plain-layout.ts';
import { lineEnd, lineStart } from '../../text/line-index.ts';
import { findPair } from '../../yaml/yaml-node.ts';

/** An item in both styles, for the list decides. */
export interface PrintedItem {
  /** Lines without indent and line break, the first beginning with `- `. */
  readonly block: readonly string[];
  /** A mapping in braces on one line, such as JSON. */
  readonly flow: string;
}

/** Adds an item behind the last one, in the style, indent and line ends of the file. */
export function appendItem(layout: BacklogLayout, item: PrintedItem): Edit {
  const { text, root, list, items, eol } = layout;
  const last = items.at(-1);
  if (!list) return addList(layout, item);
  if (!last) return root.flow ? insert(list.start + 1, item.flow) : unfold(layout, list, item);
  if (list.flow) return insert(last.end, `, ${item.flow}`);
  const dash = list.entries.reduce((_, { start }) => start - lineStart(text, start), 0);
  return insertLines(text, last.end, indent(item.block, ' '.repeat(dash)), eol);
}

function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

function addList({ text, root, eol }: BacklogLayout, { block, flow }: PrintedItem): Edit {
  if (root.flow) return addToFlow(text, root, root.pairs.at(-1), 'items', `[${flow}]`);
  return insertLines(text, lineEnd(text, root.end), indent(['items:', ...block], indentOf(text, root)), eol);
}

/** `items: []` becomes a block; a comment behind the brackets stays on the line. */
function unfold(
  { text, root, eol }: BacklogLayout,
  { colon, start, end }: ItemList,
  { block }: PrintedItem,
): Edit {
  const behind = text.slice(end, lineEnd(text, end)).replace(/\r?\n$/u, '');
  const line = text.slice(colon, start).trimEnd() + behind.trimEnd();
  return {
    start: colon,
    end: end + behind.length,
    text: [line, ...indent(block, indentOf(text, root))].join(eol),
  };
}

function indent(lines: readonly string[], blanks: string): readonly string[] {
  return lines.map((line) => (line === '' ? '' : blanks + line));
}

/** Takes an item out, with the comments above it. The last one leaves `[]`. */
export function removeItem(layout: BacklogLayout, item: ItemBlock): readonly Edit[] {
  const { text, root, list, items } = layout;
  if (!list) return [];
  if (list.flow || items.length > 1) {
    return removeEntries(text, list, list.colon, (index) => items[index] === item);
  }
  const block = text.slice(item.start, item.end);
  const kept = block.trimEnd().length;
  const isAlone = text.slice(list.colon, item.start).trim() === '';
  if (isAlone) return [{ start: list.colon, end: item.start + kept, text: ' []' }];
  return [{ start: item.start, end: item.start + kept, text: `${indentOf(text, root)}  []` }];
}

/** Takes out of an item what it depends on, where `isGone` says so of the ID as written. Without any left the key goes as well. */
export function removeDependencies(
  { text }: BacklogLayout,
  { map }: ItemBlock,
  isGone: (id: string) => boolean,
): readonly Edit[] {
  const pair = findPair(map, 'dependencies');
  if (pair?.value.kind !== 'list') return [];
  const list = pair.value;
  const gone = list.entries.map(({ value }) => value.kind === 'scalar' && isGone(value.text));
  if (gone.length > 0 && gone.every(Boolean)) return removePair(text, map, pair);
  return removeEntries(text, list, pair.key.end, (index) => gone[index] === true);
}
