/** Zeros alone, or nines: a template, and what is to come last. Migrations may begin with 0000. */
export const PLACEHOLDER = /^(?:0{2,}|9{4,})$/u;

/** Dates have numbers in front that are no numbers of the files. */
export function isDate(name: string): boolean {
  return /^\d{4}-\d\d-\d\d(?!\d)/u.test(name);
}

/** A name without its extension, where that is one of some (in small letters, with the point). */
export function withoutExtension(name: string, extensions: readonly string[]): string | undefined {
  const at = name.lastIndexOf('.');
  return extensions.includes(name.slice(Math.max(at, 0)).toLowerCase()) ? name.slice(0, at) : undefined;
}

/** A name that begins with a number. */
export interface Numbered {
  /** Digits, and perhaps a letter behind them. */
  readonly number: string;
  /** Empty where the number is all there is. */
  readonly stem: string;
  /** Why what is between them is not what it should be, as the end of a sentence. */
  readonly odd?: string;
}

/**
 * Reads a name without extension; undefined where it has no number in front. A name of a number alone claims that number, unless it is a year: notes
 * of one are called so.
 */
export function readNumbered(name: string, separators: readonly string[]): Numbered | undefined {
  const [number] = /^\d+(?:[a-z](?![\p{L}\p{N}]))?/iu.exec(name) ?? [];
  if (number === undefined || NO_NUMBER.test(name)) return undefined;
  const rest = name.slice(number.length);
  const [separator = ''] = /^[-_\u2010-\u2015\u2212.\s]+/u.exec(rest) ?? [];
  const stem = rest.slice(separator.length);
  if (separator === '' && stem !== '') return undefined;
  const odd = stem === '' ? endProblem(separator) : separatorProblem(separator, separators);
  return { number: number.toLowerCase(), stem, ...(odd !== undefined && { odd }) };
}

/** A year, and digits with a letter: alone they may be anything. */
const NO_NUMBER = /^(?:(?:19|20)\d\d|\d+[a-z])$/iu;

/** Why nothing but a separator behind a number is not what it should be, likewise. */
export function endProblem(separator: string): string | undefined {
  return separator === '' ? undefined : `ends in ${JSON.stringify(separator)}, without a title`;
}

/** Why what is between number and stem is not what it should be, as the end of a sentence. */
export function separatorProblem(found: string, expected: readonly string[]): string | undefined {
  if (expected.includes(found)) return undefined;
  const [first = ''] = expected;
  return `has ${JSON.stringify(found)} after its number, where the others have ${JSON.stringify(first)}`;
}

/** A stem without case, accents and punctuation; one of nothing but punctuation is itself. */
export function foldStem(stem: string): string {
  // Nearly all are plain.
  if (/^[a-z\d]+(?:[-_][a-z\d]+)*$/u.test(stem)) return stem.replaceAll('_', '-');
  const folded = stem
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
  return folded === '' ? stem.trim() : folded;
}
