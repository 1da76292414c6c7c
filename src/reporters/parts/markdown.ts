import { visible } from './escape.ts';

/** A row of a table; texts of the repository come out as texts. */
export function row(cells: readonly (string | number)[]): string {
  return `| ${cells.map((cell) => literal(visible(String(cell)))).join(' | ')} |`;
}

/** Markdown turns a character reference into its character last of all, so it can start no link, tag or table cell. */
export function literal(text: string): string {
  return escaped(text.trimStart());
}

/** A sentence whose commands, between backticks, come out as code that can be copied. */
export function withCode(text: string): string {
  const parts = text.split('`');
  // What holds a single backtick names no command there.
  if (parts.length % 2 === 0) return literal(text);
  return parts
    .map((part, index) => (index % 2 === 1 ? `<code>${literal(part)}</code>` : escaped(part)))
    .join('')
    .trim();
}

function escaped(text: string): string {
  return text.replaceAll(MARKUP, (char) => `&#${char.charCodeAt(0)};`);
}

/** All ASCII punctuation but the harmless: a dot only where it makes a link or a list, what can open a block only where it does. */
const MARKUP = /^-|[!-+:-@[-`{-~]|\.(?<=(?:www|^\d+)\.)/giu;
