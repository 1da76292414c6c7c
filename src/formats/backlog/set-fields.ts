import { readYaml } from '../yaml/yaml-text.ts';
import { toValue } from '../yaml/yaml-value.ts';

/** Fields by their names, or what is wrong with the first of the texts that give none. */
export type FieldReading = { readonly fields: ReadonlyMap<string, unknown> } | { readonly problem: string };

/** What an item is known by; a command gives it. */
const OWN: ReadonlySet<string> = new Set(['id', 'title', 'created']);

/**
 * Reads texts `key=value` into fields of an item. A value is what YAML takes it for: a number, true, false, null, a list or mapping in
 * brackets; else it is a text. Never throws.
 */
export function parseFields(texts: readonly string[]): FieldReading {
  const fields = new Map<string, unknown>();
  for (const text of texts) {
    const [, key, value = ''] = /^([^\s=:#'"[\]{},&*!|>%@`-][^\s=:#]*)=(.*)$/su.exec(text) ?? [];
    if (key === undefined) return { problem: `${text} is not KEY=VALUE` };
    if (OWN.has(key)) return { problem: `${key} cannot be set` };
    if (fields.has(key)) return { problem: `${key} is set twice` };
    fields.set(key, valueOf(value));
  }
  return { fields };
}

function valueOf(text: string): unknown {
  const whole = text.trim();
  if (/^(?:~|null)$/u.test(whole)) return null;
  const reading = readYaml(text);
  const root = reading.kind === 'value' ? reading.root : undefined;
  // A comment, or lines that YAML would join, are meant as they are.
  if (!root || text.slice(root.start, root.end) !== whole) return text;
  if (root.kind === 'scalar') return root.plain && root.text !== whole ? text : toValue(root);
  return root.kind !== 'alias' && root.flow ? toValue(root) : text;
}
