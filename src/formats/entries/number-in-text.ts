import type { Kind } from '../kinds/kind.ts';

/** A number that a text gives itself, and where: offsets are UTF-16 code units. */
export interface StatedNumber {
  readonly text: string;
  readonly line: number;
  readonly start: number;
}

/** The number in the front matter or the first heading of a text, as its kind has it; undefined where it states none. */
export function numberIn(text: string, kind: Kind): StatedNumber | undefined {
  return numbersIn(text, kind)[0];
}

/** Every place where a text states its own number: in the front matter, and in the first heading. */
export function numbersIn(text: string, { alsoIn }: Kind): readonly StatedNumber[] {
  if (alsoIn === 'nowhere') return [];
  const lines = linesOf(text);
  const heading = alsoIn === 'heading' ? inHeading(lines) : undefined;
  return [...inFrontMatter(lines, alsoIn), ...(heading ? [heading] : [])];
}

interface Line {
  readonly text: string;
  readonly number: number;
  readonly start: number;
}

/** What comes later is no title. */
const MOST_LINES = 200;

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split(/(\r\n|[\r\n])/u, MOST_LINES * 2).flatMap((part, at) => {
    const line = { text: part, number: at / 2 + 1, start };
    start += part.length;
    return at % 2 === 0 ? [line] : [];
  });
}

function inFrontMatter(lines: readonly Line[], alsoIn: Kind['alsoIn']): readonly StatedNumber[] {
  if (lines[0]?.text.trimEnd() !== '---') return [];
  const key =
    alsoIn === 'id' ? /^id:\s*['"]?([\w.-]+)['"]?\s*$/iu : /^(?:number|id|adr):\s*['"]?([\w.-]+)['"]?\s*$/iu;
  const end = lines.findIndex(({ text }, at) => at > 0 && text.trimEnd() === '---');
  return lines.slice(1, end === -1 ? undefined : end).flatMap((line) => statedIn(line, key));
}

/** `# 7. Title`, `# ADR-0007: Title`, `= 7. Title`. A number in the midst of a title is none. */
const HEADING = /^(?:#|=)\s+((?:adr|rfc|decision)?[-_ #]?\d+)\s*(?:[.:)–—-]|$)/iu;

function inHeading(lines: readonly Line[]): StatedNumber | undefined {
  const first = lines.find(({ text }) => /^(?:#|=)\s/u.test(text));
  return first && statedIn(first, HEADING)[0];
}

function statedIn(line: Line, expression: RegExp): readonly StatedNumber[] {
  const [, text] = expression.exec(line.text) ?? [];
  if (text === undefined || !/\d/u.test(text)) return [];
  const from = line.text.startsWith('#') || line.text.startsWith('=') ? 1 : line.text.indexOf(':');
  return [{ text, line: line.number, start: line.start + line.text.indexOf(text, from) }];
}
