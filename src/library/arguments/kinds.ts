import { isNotLater } from '../../core/ids/timestamp.ts';
import { MAX_ITEM_NUMBER, parseItemId } from '../../core/ids/item-id.ts';

/** What is wrong with an argument, as a sentence that begins with its name; undefined where nothing is. */
export type Kind = (name: string, value: unknown) => string | undefined;

/** A kind for each option of a function: none may be left out, so that no option is unknown. */
export type Kinds<T> = Readonly<Record<keyof T, Kind>>;

/** Throws a `TypeError` that names the function and the first argument that it cannot take. */
export function refuseMisuse<T>(call: string, given: T, kinds: Kinds<T>): void {
  for (const [name, kind] of entriesOf(kinds)) {
    const trouble = kind(name, valueAt(given, name));
    if (trouble !== undefined) throw new TypeError(`${call}: ${trouble}.`);
  }
}

export const TEXT = kindOf('a string', (value) => typeof value === 'string');
export const FLAG = kindOf('true or false', (value) => typeof value === 'boolean');
export const FUNCTION = kindOf('a function', (value) => typeof value === 'function');
export const BYTES = kindOf('bytes (a Uint8Array)', (value) => value instanceof Uint8Array);
export const REMOTE = kindOf(
  'the name of a remote, or false',
  (value) => typeof value === 'string' || value === false,
);
export const PREFIX = kindOf('a prefix, such as WRK', (value) => isPrefix(value));
export const MOMENT = kindOf('an RFC 3339 timestamp, such as 2026-03-01T09:30:00.123456789Z', isMoment);
export const NUMBER = kindOf(`an item number, 0 to ${MAX_ITEM_NUMBER}`, isItemNumber);

/** Anything that `fits`; `takes` completes "the option takes …". */
export function kindOf(takes: string, fits: (value: unknown) => boolean): Kind {
  return (name, value) => {
    if (fits(value)) return undefined;
    return value === undefined
      ? `${name} is missing; it takes ${takes}`
      : `${name} takes ${takes}, not ${shown(value)}`;
  };
}

export function optional(kind: Kind): Kind {
  return (name, value) => (value === undefined ? undefined : kind(name, value));
}

export function oneOf(words: readonly string[]): Kind {
  return kindOf(words.join(', '), (value) => typeof value === 'string' && words.includes(value));
}

export function listOf(kind: Kind, of: string): Kind {
  const list = kindOf(`a list of ${of}`, Array.isArray);
  return (name, value) => {
    const elements: readonly unknown[] = Array.isArray(value) ? value : [];
    const troubles = elements.map((element, index) => kind(`${name}[${index}]`, element));
    return list(name, value) ?? troubles.find((trouble) => trouble !== undefined);
  };
}

/** An object that has no other keys than these. */
export function onlyKeys<T>(kinds: Kinds<T>): Kind {
  const known = entriesOf(kinds);
  const whole = kindOf('an object', isObject);
  return (name, value) => {
    if (!isObject(value)) return whole(name, value);
    const unknown = Object.keys(value).find((key) => !known.some(([own]) => own === key));
    if (unknown !== undefined)
      return `${name}.${unknown} is not an option; known: ${known.map(([own]) => own).join(', ')}`;
    return fieldsTrouble(known, name, value);
  };
}

/** An object that has these keys, and maybe others. */
export function fields(kinds: Readonly<Record<string, Kind>>, takes: string): Kind {
  const whole = kindOf(takes, isObject);
  return (name, value) =>
    isObject(value) ? fieldsTrouble(Object.entries(kinds), name, value) : whole(name, value);
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsTrouble(
  kinds: readonly (readonly [string, Kind])[],
  name: string,
  value: object,
): string | undefined {
  for (const [key, kind] of kinds) {
    const trouble = kind(`${name}.${key}`, valueAt(value, key));
    if (trouble !== undefined) return trouble;
  }
  return undefined;
}

function entriesOf(kinds: object): readonly (readonly [string, Kind])[] {
  return Object.entries(kinds);
}

function valueAt(holder: unknown, key: string): unknown {
  return isObject(holder) ? new Map<string, unknown>(Object.entries(holder)).get(key) : undefined;
}

function isPrefix(value: unknown): boolean {
  return typeof value === 'string' && parseItemId(`${value}-1`)?.prefix === value.toUpperCase();
}

function isMoment(value: unknown): boolean {
  return typeof value === 'string' && /\d[Tt ]\d/u.test(value) && isNotLater(value, value) === true;
}

function isItemNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_ITEM_NUMBER;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (Array.isArray(value)) return 'a list';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
