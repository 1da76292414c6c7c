import { gapBefore, insertLines } from './edit.ts';
import type { Edit } from './edit.ts';
import type { BacklogLayout } from '../layout.ts';
import { lineEnd, lineStart } from '../../text/line-index.ts';
import type { MarkScalar } from '../mark.ts';
import { findPair } from '../../yaml/yaml-node.ts';
import type { YamlMap, YamlPair } from '../../yaml/yaml-node.ts';

/**
 * Makes `next_item_id` that item number. Only the value changes. Where the key is missing it comes right after `items`, without those
 * last, in the file's own way to end lines.
 */
export function setMark(layout: BacklogLayout, value: number): Edit {
  return layout.mark ? replaceMark(layout, layout.mark, String(value)) : addMark(layout, String(value));
}

function replaceMark(
  { text, root, eol }: BacklogLayout,
  { pair, start, end }: MarkScalar,
  digits: string,
): Edit {
  const { key, colon, value } = pair;
  if (colon === undefined) {
    const lead = root.flow ? '' : eol + indentOf(text, root);
    return { start: key.end, end: key.end, text: `${lead}: ${digits}` };
  }
  const properties = text.slice(colon, start);
  const inline = value.kind === 'scalar' || value.kind === 'alias' || value.flow;
  if (inline && !properties.includes('!'))
    return { start, end, text: gapBefore(text, { start, end }) + digits };
  // A tag makes a number something else, and a block has lines of its own. An anchor has to stay for its aliases.
  const anchor = /&\S+/u.exec(properties)?.[0] ?? '';
  return { start: colon, end, text: `${anchor && ' '}${anchor} ${digits}` };
}

function addMark({ text, root, items, eol }: BacklogLayout, digits: string): Edit {
  const pair = findPair(root, 'items');
  if (root.flow) return addToFlow(text, root, pair ?? root.pairs.at(-1), 'next_item_id', digits);
  const end = items.at(-1)?.end ?? lineEnd(text, (pair?.value ?? root).end);
  return insertLines(text, end, [`${indentOf(text, root)}next_item_id: ${digits}`], eol);
}

/** Adds a key to a mapping in braces, behind that pair. A file of JSON stays one. */
export function addToFlow(
  text: string,
  root: YamlMap,
  last: YamlPair | undefined,
  key: string,
  value: string,
): Edit {
  if (!last) return { start: root.start + 1, end: root.start + 1, text: `${key}: ${value}` };
  const { end } = last.value;
  const quote = text.charAt(last.key.start) === '"' ? '"' : '';
  return { start: end, end, text: `, ${quote}${key}${quote}: ${value}` };
}

/** The blanks before the keys of a mapping in block style. */
export function indentOf(text: string, { start }: YamlMap): string {
  const line = lineStart(text, start);
  const blanks = / */uy;
  const from = text.charAt(line) === '\uFEFF' ? line + 1 : line;
  blanks.lastIndex = from;
  blanks.test(text);
  return text.slice(from, blanks.lastIndex);
}
