import type { Fault } from './line-index.ts';

/** Far above any backlog, far below the longest string there can be. */
export const MAX_BYTES = 256 * 1024 * 1024;

/** Decodes UTF-8 strictly. A byte order mark stays in the text, so that edits leave it where it is. Never throws. */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string } | { readonly fault: Fault } {
  if (bytes.length > MAX_BYTES) return refuse('the file is larger than 256 MiB');
  if (isUtf16(bytes)) return refuse('the file is UTF-16 text; it has to be UTF-8');
  // Quicker than the strict decoder; what is replaced shows.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  if (!text.includes(REPLACEMENT)) return { text };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { fault: locateInvalidByte(bytes) };
  }
}

/** In the place of what is no UTF-8; a text may hold it as well. */
const REPLACEMENT = '\uFFFD';

function refuse(message: string): { readonly fault: Fault } {
  return { fault: { message, line: 1, column: 1 } };
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** What a lenient decoder replaced differs from the original when encoded again. */
function locateInvalidByte(bytes: Uint8Array): Fault {
  const repaired = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const invalid = bytes.findIndex((byte, index) => byte !== repaired[index]);
  const before = new TextDecoder().decode(bytes.subarray(0, invalid)).split('\n');
  const column = before.reduce((_, line) => line.length, 0) + 1;
  return { message: 'the file is not UTF-8: this byte belongs to no character', line: before.length, column };
}
