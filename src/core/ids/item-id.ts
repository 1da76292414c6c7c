/** What an ID names: an upper-case prefix and an item number. `WRK-7`, `WRK-007` and `wrk-0007` are one ID. */
export interface ItemId {
  readonly prefix: string;
  /** An item number, 0..4294967295 (a u32, as the orchestrator's counter is). */
  readonly number: number;
}

/** The highest item number: that of a u32. */
export const MAX_ITEM_NUMBER = 4_294_967_295;

const PREFIX = '[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z][A-Za-z0-9]*)*?';
const WHOLE = new RegExp(`^${PREFIX}$`, 'u');
const LEADING = new RegExp(`^(${PREFIX})-(\\d+)(?:_|$)`, 'u');
/** What nearly is one: with something else behind the number, or another sign before it, or none. */
const NEAR = [
  new RegExp(`^(${PREFIX})-(\\d+)(?:[^A-Za-z0-9]|$)`, 'u'),
  /^([A-Za-z]+(?:[_-][A-Za-z]+)*)[_ .#]?(\d+)(?:[^A-Za-z0-9]|$)/u,
];

/** Reads `PREFIX-NUMBER`. Anything else, a number beyond u32 included, is `undefined`. */
export function parseItemId(text: string): ItemId | undefined {
  const dash = text.lastIndexOf('-');
  const number = digitsFrom(text, dash + 1);
  const prefix = number <= MAX_ITEM_NUMBER ? prefixOf(text.slice(0, Math.max(dash, 0))) : undefined;
  return prefix === undefined ? undefined : { prefix, number };
}

/** The number that the rest of a text is in decimal digits; infinite where it is none. */
function digitsFrom(text: string, start: number): number {
  let number = start === text.length ? Infinity : 0;
  for (let at = start; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Infinity;
  }
  return number;
}

const ZERO = 0x30;

/** Mostly all IDs of a file have the same. */
let lastPrefix: { readonly text: string; readonly prefix: string | undefined } = {
  text: '',
  prefix: undefined,
};

function prefixOf(text: string): string | undefined {
  if (text !== lastPrefix.text)
    lastPrefix = { text, prefix: WHOLE.test(text) ? text.toUpperCase() : undefined };
  return lastPrefix.prefix;
}

/** An ID, and how a text has it where that is not its key. */
export interface WrittenId extends ItemId {
  readonly written: string | undefined;
}

/** `parseItemId`, for who wants to know how the ID is written. */
export function parseWritten(text: string): WrittenId | undefined {
  const id = parseItemId(text);
  if (!id) return undefined;
  const { prefix, number } = id;
  const digits = prefix.length + 1;
  const length = text.length - digits;
  const isPlain = length === MIN_DIGITS || (length > MIN_DIGITS && text.charCodeAt(digits) !== ZERO);
  return { prefix, number, written: isPlain && text.startsWith(prefix) ? undefined : text };
}

/** To how many digits keys are padded. */
const MIN_DIGITS = 3;

/**
 * Reads the ID at the start of a name such as `WRK-027_retry-limits`.
 * `rest` is what follows the first `_`; a bare `WRK-027` has an empty rest.
 */
export function splitLeadingId(name: string): { readonly id: ItemId; readonly rest: string } | undefined {
  // Mostly a prefix has no such sign itself.
  const end = name.indexOf('_');
  const quick = end === -1 ? undefined : parseItemId(name.slice(0, end));
  if (quick) return { id: quick, rest: name.slice(end + 1) };
  const match = LEADING.exec(name);
  const id = fromMatch(match);
  return match && id ? { id, rest: name.slice(match[0].length) } : undefined;
}

/** The same for a name that nearly begins so: `WRK-027-retry-limits`, `WRK_027_retry-limits`, `WRK027`. */
export function splitNearId(name: string): { readonly id: ItemId; readonly rest: string } | undefined {
  const [match = null] = NEAR.map((shape) => shape.exec(name)).filter(Boolean);
  const id = fromMatch(match);
  return match && id ? { id, rest: name.slice(match[0].length).replace(/^[-_. ]+/u, '') } : undefined;
}

/** The canonical text, padded to at least three digits: `WRK-027`. It also serves as a map key. */
export function formatItemId({ prefix, number }: ItemId): string {
  return `${prefix}-${String(number).padStart(MIN_DIGITS, '0')}`;
}

function fromMatch(match: RegExpExecArray | null): ItemId | undefined {
  const [, prefix, digits] = match ?? [];
  if (prefix === undefined || digits === undefined) return undefined;
  const number = Number(digits);
  return number <= MAX_ITEM_NUMBER ? { prefix: prefix.toUpperCase(), number } : undefined;
}
