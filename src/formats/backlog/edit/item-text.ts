import { stringify } from 'yaml';

import type { BacklogItem } from '../../../core/numbers/backlog-file.ts';
import type { PrintedItem } from './edit-items.ts';
import { printPlainly } from './print-plainly.ts';

/** An item for the list of a BACKLOG.yaml, its fields in the order of the value, quoted as the orchestrator's own writer would. */
export function printItem(item: BacklogItem): PrintedItem {
  const lines = Object.entries(item).flatMap(([key, value]) =>
    (printPlainly(key, value) ?? printField(key, value)).split('\n'),
  );
  const indented = lines.map((line, index) => (line === '' ? '' : (index === 0 ? '- ' : '  ') + line));
  // JSON is YAML, too.
  return { block: indented, flow: JSON.stringify(item) };
}

/** `key: value` for any value, without the last line break. */
export function printField(key: string, value: unknown): string {
  // A timestamp stays plain; all else is quoted where any YAML reader might take it for something other than text.
  const compat = key === 'created' || key === 'updated' ? null : 'yaml-1.1';
  const text = stringify({ [key]: value }, { lineWidth: 0, indentSeq: false, singleQuote: true, compat });
  return text.replace(/\n$/u, '');
}
