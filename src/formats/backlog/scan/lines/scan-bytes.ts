/** The byte at an offset; 0 behind the end, as no text holds it. */
export function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** Offset behind the character at `at` if it is UTF-8 text on a line: no control character, nothing invalid, nothing that ends a line for some; else -1. */
export function behindCharacter(bytes: Uint8Array, at: number): number {
  const byte = byteAt(bytes, at);
  if (byte < 0x20) return -1;
  return byte < 0x80 ? at + 1 : behindSequence(bytes, at, byte);
}

function behindSequence(bytes: Uint8Array, at: number, first: number): number {
  if (!isSecondByte(first, byteAt(bytes, at + 1))) return -1;
  if (isOtherBreak(bytes, at, first)) return -1;
  const end = at + (first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
  for (let rest = at + 2; rest < end; rest += 1) {
    if ((byteAt(bytes, rest) & 0xc0) !== 0x80) return -1;
  }
  return end;
}

/** NEL (C2 85), LS (E2 80 A8) and PS (E2 80 A9). */
function isOtherBreak(bytes: Uint8Array, at: number, first: number): boolean {
  if (first === 0xc2) return bytes[at + 1] === 0x85;
  return first === 0xe2 && bytes[at + 1] === 0x80 && (byteAt(bytes, at + 2) & 0xfe) === 0xa8;
}

/** Overlong forms, surrogates and what lies beyond Unicode all show in the first two bytes. */
function isSecondByte(first: number, second: number): boolean {
  if (first < 0xc2 || first > 0xf4) return false;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  return second >= lowest && second <= highest;
}

/** Offset behind the line break, or the end of the text, at `at`; -1 if neither is there. */
export function behindBreak(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === 0x0a) return at + 1;
  if (byte === undefined) return at;
  return byte === 0x0d && bytes[at + 1] === 0x0a ? at + 2 : -1;
}

/** Offset behind the line that any text from `at` on fills; -1 if it is no text. */
export function behindLine(bytes: Uint8Array, at: number): number {
  let end = at;
  for (let next = behindCharacter(bytes, end); next !== -1; next = behindCharacter(bytes, end)) end = next;
  return behindBreak(bytes, end);
}

/** Offset of the first character that is no blank. */
export function skipSpaces(bytes: Uint8Array, at: number): number {
  let end = at;
  while (bytes[end] === 0x20) end += 1;
  return end;
}
