import { digitsOf, plainDigits } from '../../core/ledger/files/next-number.ts';
import type { Edit } from '../backlog/edit/edit.ts';
import type { Kind } from '../kinds/kind.ts';
import { numbersIn } from './number-in-text.ts';

/** A name that gets another number. */
export interface EntryRename {
  /** The name of the file, or of its folder, up to what is behind its stem: `0042-drop-redis`. */
  readonly label: string;
  /** The digits of the number as the name has them, and those that take their place. */
  readonly digits: string;
  readonly next: string;
}

/** Puts a text in the place of a number; `line` counts from 1. */
export interface EntryEdit extends Edit {
  readonly what: 'number' | 'link' | 'predecessor';
  readonly line: number;
  readonly from: string;
}

/** Where a text states its own number: what it says gets the new one, as wide as it is. A text that states another number is left alone. */
export function ownNumberEdits(
  text: string,
  kind: Kind,
  { digits, next }: EntryRename,
): readonly EntryEdit[] {
  return numbersIn(text, kind).flatMap((stated) => {
    const own = digitsOf(stated.text);
    if (plainDigits(own) !== plainDigits(digits)) return [];
    const start = stated.start + stated.text.length - own.length;
    return {
      what: 'number',
      line: stated.line,
      start,
      end: start + own.length,
      from: own,
      text: inWidth(next, own),
    };
  });
}

/**
 * Where a text of the ledger names the file: in links, lists of what depends on it, wherever. The number in a link's text, or alone in a cell of that row
 * of a table, goes with it, unless the line names one of the `others` of the same number, too.
 */
export function linkEdits(
  text: string,
  rename: EntryRename,
  others: readonly string[],
): readonly EntryEdit[] {
  // Nobody can tell which one of several files of one name is meant.
  if (others.includes(rename.label)) return [];
  const edits: EntryEdit[] = [];
  let start = 0;
  for (const [at, line] of text.split('\n').entries()) {
    const names = namesIn(line, rename);
    const isShared = others.some((label) => mentions(line, label).length > 0);
    const numbers =
      names.length === 0 || isShared ? [] : [...linkTexts(line, rename, names), ...cells(line, rename)];
    const found = new Map([...names, ...numbers].map((one) => [one.start, one]));
    for (const edit of found.values())
      edits.push({ ...edit, what: 'link', line: at + 1, start: start + edit.start, end: start + edit.end });
    start += line.length + 1;
  }
  return edits;
}

/** Where a text names a file: the offsets at which the name begins. */
export function mentions(
  text: string,
  label: string,
): readonly { readonly start: number; readonly name: string }[] {
  const names = [...new Set([label, encodeURI(label)])];
  const after = /^\d+$/u.test(label) ? AFTER_NUMBER : AFTER;
  return names.flatMap((name) =>
    [...text.matchAll(new RegExp(`${BEFORE}${escaped(name)}${after}`, 'gu'))].map(({ index }) => ({
      start: index,
      name,
    })),
  );
}

const BEFORE = String.raw`(?<![\p{L}\p{N}_.-])`;
/** A name goes on with its extension, or with the direction of a migration; with more digits it is another one. */
const AFTER = String.raw`(?!\.\d|(?!_(?:up|down)\b)[\p{L}\p{N}_-])`;
/** What is called by a number alone is named where its extension follows, or what is in it. */
const AFTER_NUMBER = String.raw`(?=[./]\p{L})`;

type Found = Omit<EntryEdit, 'what' | 'line'>;

function namesIn(line: string, { label, digits, next }: EntryRename): readonly Found[] {
  return mentions(line, label).map(({ start, name }) => {
    const at = start + name.indexOf(digits);
    return { start: at, end: at + digits.length, from: digits, text: next };
  });
}

/** `[ADR-0042](0042-drop-redis.md)`, `[42. Drop Redis](…)`. */
function linkTexts(line: string, rename: EntryRename, names: readonly Found[]): readonly Found[] {
  return [...line.matchAll(/\[([^[\]]*)\]\(([^()]*)\)/gu)].flatMap(({ index, 0: whole, 1: text = '' }) => {
    const isTo = names.some(({ start }) => start > index + text.length && start < index + whole.length);
    return isTo ? numbersAlone(text, rename).map((one) => shifted(one, index + 1)) : [];
  });
}

/** Cells of a table that hold nothing but the number. */
function cells(line: string, rename: EntryRename): readonly Found[] {
  if (!line.trimStart().startsWith('|')) return [];
  let at = 0;
  return line.split('|').flatMap((cell) => {
    const start = at;
    at += cell.length + 1;
    return NUMBER_ALONE.test(withoutMarkup(cell))
      ? numbersAlone(cell, rename).map((one) => shifted(one, start))
      : [];
  });
}

const NUMBER_ALONE = /^(?:\p{L}+[-_ #]?)?\d+(?:[._]\d+)*$/u;

function withoutMarkup(cell: string): string {
  return cell.replace(/^[\s*_`]+/u, '').replace(/(?<![\s*_`])[\s*_`]+$/u, '');
}

function shifted(one: Found, by: number): Found {
  return { ...one, start: one.start + by, end: one.end + by };
}

/** The number as a word of its own, with or without a prefix and zeros. */
function numbersAlone(text: string, { digits, next }: EntryRename): readonly Found[] {
  const expression = /(?<![\p{L}\p{N}._])(?:\p{L}+[-_ #]?)?(\d+(?:[._]\d+)*)(?![\p{L}\p{N}_-]|\.\d)/gu;
  return [...text.matchAll(expression)].flatMap(({ index, 0: whole, 1: own = '' }) => {
    if (plainDigits(own) !== plainDigits(digits)) return [];
    const start = index + whole.length - own.length;
    return { start, end: start + own.length, from: own, text: inWidth(next, own) };
  });
}

/** The new number as wide as the one that it takes the place of. */
function inWidth(next: string, former: string): string {
  if (/[._]/u.test(next)) return next;
  const width = /^0|^\d{4,}/u.test(former) ? former.length : 1;
  return plainDigits(next).padStart(width, '0');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
