/**
 * Fields of an item as lines of block style, as the YAML library prints them: texts of one line that begin with a letter, IDs, timestamps, small
 * numbers, `true` and `false`, lists and mappings of these. `undefined` for everything else, which is for the library to print.
 */
export function printPlainly(key: string, value: unknown): string | undefined {
  if (!isKey(key)) return undefined;
  if (Array.isArray(value))
    return value.length === 0 ? `${key}: []` : printLines(`${key}:`, value.map(printEntry));
  if (typeof value === 'object' && value !== null) return printMapping(key, value);
  const text = printScalar(value, isMoment(key));
  return text === undefined ? undefined : `${key}: ${text}`;
}

function printMapping(key: string, value: object): string | undefined {
  const fields = Object.entries(value).map(([name, inner]) => printInner(name, inner));
  return fields.length === 0 ? `${key}: {}` : printLines(`${key}:`, fields);
}

function printEntry(value: unknown): string | undefined {
  const text = printScalar(value, false);
  return text === undefined ? undefined : `- ${text}`;
}

function printInner(name: string, value: unknown): string | undefined {
  // Only the field of an item is a moment.
  const text = isKey(name) ? printScalar(value, false) : undefined;
  return text === undefined ? undefined : `  ${name}: ${text}`;
}

function printLines(head: string, lines: readonly (string | undefined)[]): string | undefined {
  return lines.includes(undefined) ? undefined : [head, ...lines].join('\n');
}

function printScalar(value: unknown, isMoment: boolean): string | undefined {
  if (typeof value === 'string') return isMoment && TIMESTAMP.test(value) ? value : printText(value);
  const isPlain = typeof value === 'boolean' || (Number.isSafeInteger(value) && !Object.is(value, -0));
  return isPlain ? String(value) : undefined;
}

function printText(text: string): string | undefined {
  if (!SIMPLE.test(text) || WORD_OF_YAML.test(text)) return undefined;
  if (!NEEDS_QUOTES.test(text)) return text;
  // Where there are quotes in it, which ones to use depends on more.
  return /["']/u.test(text) ? undefined : `'${text}'`;
}

function isKey(key: string): boolean {
  return /^[a-z][a-z_]*$/u.test(key) && !WORD_OF_YAML.test(key);
}

/** These stay plain, whatever a reader of YAML 1.1 takes them for. */
function isMoment(key: string): boolean {
  return key === 'created' || key === 'updated';
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u;
/** One line that begins with a letter: no number, date or indicator. */
const SIMPLE = /^\p{L}[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]*$/u;
const WORD_OF_YAML = /^(?:null|true|false|yes|no|on|off|y|n)$/iu;
const NEEDS_QUOTES = /: | #|[ :]$/u;
