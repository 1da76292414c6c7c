import { plainDigits } from '../../core/ledger/files/next-number.ts';

/** How people write a number in a text. */
export interface NumberPattern {
  /** As a basic regular expression, for git: it may find more. */
  readonly basic: string;
  readonly exact: RegExp;
}

/** A number behind the `word` for what it counts (`ADR 42`, `task-0042`); a number alone may count anything. `digits` as a name has them. */
export function numberPattern(word: string, digits: string): NumberPattern {
  const number = plainDigits(digits);
  const exact = new RegExp(
    `(?<![\\p{L}\\p{N}_])${word}[-_ #]?0*${number.replaceAll('.', String.raw`\.`)}(?![\\p{L}\\p{N}_-]|\\.\\d)`,
    'iu',
  );
  return { basic: `${word}[-_ #]\\{0,1\\}0*${basicPattern(number)}`, exact };
}

/** A text as a basic regular expression that finds it and nothing else. */
export function basicPattern(text: string): string {
  return text.replaceAll(/[\\[\].*^$]/gu, String.raw`\$&`);
}
