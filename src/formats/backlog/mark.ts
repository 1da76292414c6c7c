import { MAX_ITEM_NUMBER } from '../../core/ids/item-id.ts';
import { findPair } from '../yaml/yaml-node.ts';
import type { Span, YamlMap, YamlNode, YamlPair } from '../yaml/yaml-node.ts';

/** The value of `next_item_id`; the span is that of the value alone. */
export interface MarkScalar extends Span {
  readonly pair: YamlPair;
  /** As the file has it, quotes included. */
  readonly raw: string;
  /** An item number; undefined where the value is none. */
  readonly value: number | undefined;
}

/** Reads `next_item_id` from the top of a backlog. */
export function readMark(text: string, root: YamlMap): MarkScalar | undefined {
  const pair = findPair(root, 'next_item_id');
  if (!pair) return undefined;
  const { start, end } = pair.value;
  return { start, end, pair, raw: text.slice(start, end), value: readNumber(pair.value) };
}

function readNumber(node: YamlNode): number | undefined {
  return node.kind === 'scalar' && node.plain ? parseMark(node.text) : undefined;
}

/**
 * Plain decimal digits of a u32. Stricter than YAML: `0x8E`, `+5`, `0142` and `1_000` are numbers to some readers and texts to others,
 * so no counter should be written like that.
 */
export function parseMark(text: string): number | undefined {
  const value = /^(?:0|[1-9]\d{0,9})$/u.test(text) ? Number(text) : Infinity;
  return value <= MAX_ITEM_NUMBER ? value : undefined;
}
