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

/** What a scalar means; undefined where that is not just what stands there. */
export function textOf(bytes: Buffer, { kind, start, end, escaped }: ScannedValue): string | undefined {
  if (kind === 'plain') return bytes.toString('utf8', start, end);
  const inner = bytes.toString('utf8', start + 1, end - 1);
  if (kind === 'single') return escaped ? inner.replaceAll("''", "'") : inner;
  return kind === 'double' && !escaped ? inner : undefined;
}

/** Looking through the keys of a mapping is quick only while they are few. */
const MAX_KEYS = 100;

/** False for a key that the mapping has already, or perhaps has. */
export function addKey(keys: number[], { keyHash }: ScannedLine): boolean {
  if (keys.length === MAX_KEYS || keys.includes(keyHash)) return false;
  keys.push(keyHash);
  return true;
}
