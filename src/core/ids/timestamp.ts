const RFC3339 = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?\s*([Zz]|[+-]\d\d:?\d\d)?)?$/u;

/**
 * Whether one moment is not later than another. Both are RFC 3339 texts with any number of digits in the fraction;
 * a bare date is its first moment. Undefined if one of them is not a timestamp. For order only: identity compares the text.
 */
export function isNotLater(left: string, right: string): boolean | undefined {
  const [a, b] = [moment(left), moment(right)];
  if (a === undefined || b === undefined) return undefined;
  return a.whole === b.whole ? a.fraction <= b.fraction : a.whole < b.whole;
}

/** Whether two texts name one moment, in two spellings maybe: with `Z` or `+00:00`, with or without zeros at the end of the fraction. */
export function isSameMoment(left: string, right: string): boolean {
  if (left === right) return true;
  const [a, b] = [moment(left), moment(right)];
  return a !== undefined && a.whole === b?.whole && a.fraction === b.fraction;
}

/** A text that is equal for every spelling of one moment, and only for those; any other text is itself. */
export function momentKey(text: string): string {
  const found = moment(text);
  return found ? `${found.whole}.${found.fraction}` : text;
}

/**
 * A moment, in nanoseconds since 1970, as the orchestrator writes it: `2026-02-20T22:06:19.551975316+00:00`.
 * The fraction is never zero, for a timestamp without one proves nothing about who an item is.
 */
export function formatTimestamp(nanoseconds: bigint): string {
  const moment = nanoseconds % BILLION === 0n ? nanoseconds + 1n : nanoseconds;
  const seconds = new Date(Number(moment / BILLION) * 1000)
    .toISOString()
    .slice(0, 'YYYY-MM-DDThh:mm:ss'.length);
  return `${seconds}.${String(moment % BILLION).padStart(9, '0')}+00:00`;
}

/**
 * A moment for what a commit brought, whose time knows whole seconds (since 1970) alone: with a fraction that `text` alone decides, so that
 * everybody who works it out gets the same, and two things of one second get two.
 */
export function momentWithin(seconds: number, text: string): string {
  const second = Math.min(Math.max(Math.trunc(seconds), 0), LAST_SECOND);
  // FNV-1a: nobody has to be kept from guessing it.
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return formatTimestamp(BigInt(second) * BILLION + BigInt((hash % 999_999_999) + 1));
}

const BILLION = 1_000_000_000n;

/** Of the year 9999: RFC 3339 has no further ones. */
const LAST_SECOND = 253_402_300_799;

/** `whole` is milliseconds without the fraction; `fraction` is the digits after the point, which compare as text. Dates here know a `z` and a `+0200` as well. */
function moment(text: string): { readonly whole: number; readonly fraction: string } | undefined {
  const [, date, time = '00:00', second = '00', fraction = '', zone = 'Z'] = RFC3339.exec(text) ?? [];
  const milliseconds = Date.parse(`${date}T${time}:${second}${zone}`);
  return Number.isNaN(milliseconds)
    ? undefined
    : { whole: milliseconds, fraction: fraction.replace(/(?<!0)0+$/u, '') };
}
