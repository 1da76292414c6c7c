const NAMED: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Controls, lone surrogates, separators, and all that is not seen though it stands there: bidi controls, zero-width characters, soft hyphens,
 * Hangul and Braille blanks, variation selectors (which can carry any hidden text), tags. Also the first `#` of `##[` and its like: the runners
 * of Azure Pipelines, GitHub and TeamCity obey those anywhere in a line.
 */
const TREACHEROUS =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB\uFFFE\uFFFF]|#(?=#(?:vso|teamcity)?\[)/giu;

/** GitHub's runner obeys a line that begins so. */
const COMMAND_START = /^(\s*):/u;

/**
 * Makes text from a repository safe to show on a terminal: an escape sequence, a line break, a bidi control or an invisible character
 * comes out as `\u{1b}`, `\n`, `\u{202e}` or `\u{ad}`. The result is one line, and none that a CI's runner takes for a command.
 */
export function visible(text: string): string {
  return text
    .replace(TREACHEROUS, (char) => NAMED.get(char) ?? `\\u{${hex(char)}}`)
    .replace(COMMAND_START, '$1\\u{3a}');
}

/**
 * The same characters as JSON and YAML write them, between double quotes: `"\u001b[2J"`.
 * A reader gets back what went in; a terminal that shows the text is not steered by it.
 */
export function quoted(value: string): string {
  return calm(JSON.stringify(value));
}

/**
 * Escapes what `JSON.stringify` leaves as it is: C1 controls, bidi controls, separators, and what would end a
 * `<script>` that holds it. Takes JSON text, gives equal JSON text.
 */
export function escapeJson(json: string): string {
  return calm(json).replace(TAG_START, jsonEscape);
}

const TAG_START = /<(?=[/!a-z])/giu;

function calm(json: string): string {
  return json.replace(TREACHEROUS, (char) => (char === '\n' ? char : jsonEscape(char)));
}

/** Two escapes for a character beyond the basic plane, as JSON asks. */
function jsonEscape(char: string): string {
  return Array.from({ length: char.length }, (_, index) => {
    return `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}

function hex(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16);
}
