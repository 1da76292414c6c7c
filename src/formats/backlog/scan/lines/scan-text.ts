import type { ScannedLine } from './scan-line.ts';
import type { ScannedValue } from './scan-value.ts';

/** Whether the key of a line is `name`. */
export function isKey(bytes: Buffer, { key, keyEnd }: ScannedLine, name: string): boolean {
  if (keyEnd - key !== name.length) return false;
  for (let at = 0; at < name.length; at += 1) {
    if (bytes[key + at] !== name.charCodeAt(at)) return false;
  }
  return true;
}

/** Whether what a scalar means is what stands there, or nearly so. */
export function isText({ kind, escaped }: ScannedValue): boolean {
  return kind === 'plain' || kind === 'single' || (kind === 'double' && !escaped);
}

/** What such a scalar means. */
export function textOf(bytes: Buffer, { kind, start, end, escaped }: ScannedValue): string {
  if (kind === 'plain') return bytes.toString('utf8', start, end);
  const inner = bytes.toString('utf8', start + 1, end - 1);
  return kind === 'single' && escaped ? inner.replaceAll("''", "'") : inner;
}

/** Looking through the keys of a mapping is quick only while they are few. */
const MAX_KEYS = 100;

/** False for a key that the mapping has already, or perhaps has. */
export function addKey(keys: number[], { keyHash }: ScannedLine): boolean {
  if (keys.length === MAX_KEYS || keys.includes(keyHash)) return false;
  keys.push(keyHash);
  return true;
}
