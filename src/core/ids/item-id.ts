/** What an ID names: an upper-case prefix and an item number. `WRK-7`, `WRK-007` and `wrk-0007` are one ID. */
export interface ItemId {
  readonly prefix: string;
  /** An item number, 0..4294967295 (a u32, as the orchestrator's counter is). */
  readonly number: number;
}

/** The highest item number: that of a u32. */
export const MAX_ITEM_NUMBER = 4_294_967_295;

const PREFIX = '[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z][A-Za-z0-9]*)*?';
const WHOLE = new RegExp(`^(${PREFIX})-(\\d+)$`, 'u');
const LEADING = new RegExp(`^(${PREFIX})-(\\d+)(?:_|$)`, 'u');
/** What nearly is one: with something else behind the number, or another sign before it, or none. */
const NEAR = [
  new RegExp(`^(${PREFIX})-(\\d+)(?:[^A-Za-z0-9]|$)`, 'u'),
  /^([A-Za-z]+(?:[_-][A-Za-z]+)*)[_ .#]?(\d+)(?:[^A-Za-z0-9]|$)/u,
];

/** Reads `PREFIX-NUMBER`. Anything else, a number beyond u32 included, is `undefined`. */
export function parseItemId(text: string): ItemId | undefined {
  return fromMatch(WHOLE.exec(text));
}

/**
 * Reads the ID at the start of a name such as `WRK-027_retry-limits`.
 * `rest` is what follows the first `_`; a bare `WRK-027` has an empty rest.
 */
export function splitLeadingId(name: string): { readonly id: ItemId; readonly rest: string } | undefined {
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
  return `${prefix}-${String(number).padStart(3, '0')}`;
}

function fromMatch(match: RegExpExecArray | null): ItemId | undefined {
  const [, prefix, digits] = match ?? [];
  if (prefix === undefined || digits === undefined) return undefined;
  const number = Number(digits);
  return number <= MAX_ITEM_NUMBER ? { prefix: prefix.toUpperCase(), number } : undefined;
}
