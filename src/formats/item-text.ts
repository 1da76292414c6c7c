import { stringify } from 'yaml';

import type { BacklogItem } from '../core/backlog-file.ts';

/** How the items of a file are laid out. Columns count from 0. */
export interface ItemStyle {
  /** Where the `-` stands. */
  readonly dash: number;
  /** Where the keys stand. */
  readonly keys: number;
  readonly eol: '\n' | '\r\n';
}

/** An item as whole lines of an `items` list in block style, fields in the order of the value. */
export function printItem(item: BacklogItem, { dash, keys, eol }: ItemStyle): string {
  const fields = Object.entries(item).flatMap(([key, value]) => printField(key, value).split('\n'));
  const lines = fields.map((line, index) => {
    if (index === 0) return `${' '.repeat(dash)}-${' '.repeat(keys - dash - 1)}${line}`;
    return line === '' ? '' : ' '.repeat(keys) + line;
  });
  return lines.map((line) => line + eol).join('');
}

/** The same for a list in flow style, on one line. JSON is YAML. */
export function printFlowItem(item: BacklogItem): string {
  return JSON.stringify(item);
}

/** `key: value` as the orchestrator's own writer would quote it, without the last line break. */
function printField(key: string, value: unknown): string {
  // A timestamp stays plain; all else is quoted where any YAML reader might take it for something other than text.
  const compat = key === 'created' || key === 'updated' ? null : 'yaml-1.1';
  const text = stringify({ [key]: value }, { lineWidth: 0, indentSeq: false, singleQuote: true, compat });
  return text.replace(/\n$/u, '');
}
