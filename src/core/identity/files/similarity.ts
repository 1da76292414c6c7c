/** What is kept of a text: how many bytes each of its lines, known by a hash, takes; and what its front matter says. */
export interface Sketch {
  readonly lines: ReadonlyMap<number, number>;
  /** The moment in its front matter that a program wrote: with a time of day. */
  readonly stamp: string | undefined;
}

/** As git does it: long lines count in pieces. */
const PIECE = 64;

export function sketchOf(bytes: Uint8Array): Sketch {
  const lines = new Map<number, number>();
  let hash = FNV_START;
  let length = 0;
  const end = (): void => {
    if (length > 0) lines.set(hash, (lines.get(hash) ?? 0) + length);
    hash = FNV_START;
    length = 0;
  };
  for (const byte of bytes) {
    if (byte === CARRIAGE_RETURN) continue;
    hash = Math.imul(hash ^ byte, FNV_PRIME) >>> 0;
    length += 1;
    if (byte === LINE_FEED || length === PIECE) end();
  }
  end();
  return { lines, stamp: stampOf(bytes) };
}

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

function stampOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x2d) return undefined;
  const [, matter = ''] =
    /^---\r?\n(.*?)\n---\r?\n/su.exec(new TextDecoder().decode(bytes.subarray(0, MATTER))) ?? [];
  return /^created(?:_?date|_?at|At|Date)?:[ '"]*(\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^'"\r\n]*)/mu
    .exec(matter)?.[1]
    ?.trim();
}

/** Front matter is short. */
const MATTER = 8192;

/** The lines that most of these texts share: templates and generated code are alike, whatever they are about. */
export function boilerplateOf(sketches: readonly Sketch[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const { lines } of sketches)
    for (const line of lines.keys()) counts.set(line, (counts.get(line) ?? 0) + 1);
  const most = Math.max(MIN_SHARED, sketches.length / 2);
  return new Set([...counts].filter(([, count]) => count > most).map(([line]) => line));
}

/** What a few texts share may well be what they are about. */
const MIN_SHARED = 4;

/** How much of the larger of two texts is in the other one, 0 to 1; lines of `boilerplate` do not count. */
export function similarity(one: Sketch, other: Sketch, boilerplate: ReadonlySet<number>): number {
  let shared = 0;
  let [size, otherSize] = [0, 0];
  for (const [line, bytes] of one.lines) {
    if (boilerplate.has(line)) continue;
    size += bytes;
    shared += Math.min(bytes, other.lines.get(line) ?? 0);
  }
  for (const [line, bytes] of other.lines) if (!boilerplate.has(line)) otherSize += bytes;
  const most = Math.max(size, otherSize);
  return most === 0 ? 0 : shared / most;
}

/** From here on two texts are one thing, as in git's detection of renames. */
export const ALIKE = 0.5;
