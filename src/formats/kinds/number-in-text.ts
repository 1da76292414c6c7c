import type { Kind } from './kind.ts';

/** A number that a text gives itself, and the line that has it. */
export interface StatedNumber {
  readonly text: string;
  readonly line: number;
}

/** The number in the first heading or the front matter of a text, as its kind has it; undefined where it states none. */
export function numberIn(text: string, { alsoIn }: Kind): StatedNumber | undefined {
  if (alsoIn === 'nowhere') return undefined;
  const lines = text.split(/\r\n|[\r\n]/u, MOST_LINES);
  return inFrontMatter(lines, alsoIn) ?? (alsoIn === 'heading' ? inHeading(lines) : undefined);
}

/** What comes later is no title. */
const MOST_LINES = 200;

function inFrontMatter(lines: readonly string[], alsoIn: Kind['alsoIn']): StatedNumber | undefined {
  if (lines[0]?.trimEnd() !== '---') return undefined;
  const key =
    alsoIn === 'id' ? /^id:\s*['"]?([\w.-]+)['"]?\s*$/iu : /^(?:number|id|adr):\s*['"]?([\w.-]+)['"]?\s*$/iu;
  for (const [at, line] of lines.entries()) {
    if (at > 0 && line.trimEnd() === '---') return undefined;
    const [, text] = key.exec(line) ?? [];
    if (text !== undefined && /\d/u.test(text)) return { text, line: at + 1 };
  }
  return undefined;
}

/** `# 7. Title`, `# ADR-0007: Title`, `= 7. Title`. A number in the midst of a title is none. */
const HEADING = /^(?:#|=)\s+((?:adr|rfc|decision)?[-_ #]?\d+)\s*(?:[.:)–—-]|$)/iu;

function inHeading(lines: readonly string[]): StatedNumber | undefined {
  const at = lines.findIndex((line) => /^(?:#|=)\s/u.test(line));
  const [, text] = HEADING.exec(lines[at] ?? '') ?? [];
  return text === undefined ? undefined : { text, line: at + 1 };
}
