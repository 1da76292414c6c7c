import type { YamlScalar } from '../yaml-node.ts';
import type { LineCursor } from './line-cursor.ts';

/** A key with the `:` behind it, and then a blank or the end of the line. */
export function scanKey(lines: LineCursor, at: number): YamlScalar | undefined {
  const text = scanName(lines, at);
  return text === undefined
    ? undefined
    : { kind: 'scalar', start: at, end: at + text.length, text, plain: true };
}

/** The same key as text, which ends where it does. */
export function scanName(lines: LineCursor, at: number): string | undefined {
  const { text } = lines;
  let [end, hash] = [at, 0];
  for (let code = text.charCodeAt(end); IS_KEY[code] === 1; code = text.charCodeAt(end)) {
    hash = Math.imul(hash ^ code, FNV_PRIME);
    end += 1;
  }
  const isKey = end > at && end - at <= MAX_KEY && text.charCodeAt(end) === COLON && isGap(text, end + 1);
  return isKey && text.charCodeAt(at) !== DASH ? nameAt(lines, at, end, hash) : undefined;
}

/** One string for all keys of a name. */
function nameAt({ text, names }: LineCursor, at: number, end: number, hash: number): string {
  const known = names.get(hash);
  if (known !== undefined && known.length === end - at && text.startsWith(known, at)) return known;
  const name = text.slice(at, end);
  names.set(hash, name);
  return name;
}

const FNV_PRIME = 0x01000193;
/** The library draws a line at 1024. */
const MAX_KEY = 100;
const [BLANK, DASH, COLON] = [0x20, 0x2d, 0x3a];
const IS_KEY = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w.-]/u.test(String.fromCharCode(code)) ? 1 : 0,
);

function isGap(text: string, at: number): boolean {
  return !(text.charCodeAt(at) > BLANK);
}
