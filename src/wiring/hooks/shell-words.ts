import type { LastingPath } from '../../adapters/programs/lasting-paths.ts';

/** Quoted for sh, whatever it holds. */
export function shellQuote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A command of sh that sets `name` to that path; of several versions to the last. */
export function assignPath(name: string, path: LastingPath): string {
  const [before, after] = path.map(shellQuote);
  return after === undefined ? `${name}=${before}` : `for ${name} in ${before}*${after}; do :; done`;
}

/** The path that such a command in `text` sets `name` to. */
export function assignedPath(name: string, text: string): LastingPath | undefined {
  const word = String.raw`('(?:[^']|'\\'')*')`;
  const pattern = new RegExp(
    String.raw`(?:^|; )(?:${name}=${word}|for ${name} in ${word}\*${word};)(?:$|;| )`,
    'mu',
  );
  const [, single, before, after] = pattern.exec(text) ?? [];
  if (single !== undefined) return [unquote(single)];
  return before === undefined || after === undefined ? undefined : [unquote(before), unquote(after)];
}

function unquote(word: string): string {
  return word.slice(1, -1).replaceAll(String.raw`'\''`, "'");
}
