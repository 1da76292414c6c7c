import type { Claim, Entry } from './claim.ts';
import { remember } from './remember.ts';
import { isSameMoment, momentKey } from './timestamp.ts';

/** `unknown`: one side leaves no slug to compare, so there is no answer. */
export type Agreement = 'agree' | 'disagree' | 'unknown';

/** What a claim says its ID is about: a title with its slug, or for a directory only the slug. */
export interface Subject {
  readonly title: string | undefined;
  readonly slug: string;
}

/** Slugs that name the kind of work and not its subject. */
export const GENERIC_SLUGS: ReadonlySet<string> = new Set(
  'feature bug bugfix fix refactor chore docs task item change'.split(' '),
);

/** The title lower-cased, every run of other than ASCII letters and digits one `-`, trimmed: the orchestrator's way to name directories. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
}

export const subjectOf = remember((claim: Claim): Subject =>
  claim.kind === 'directory'
    ? { title: undefined, slug: slugOf(claim.slug) }
    : { title: claim.title, slug: slugOf(claim.title) },
);

/** What a claim is about, for people. */
export function nameOf(claim: Claim): string {
  return claim.kind === 'directory' ? claim.slug : claim.title;
}

/**
 * Compares subjects of which at least one comes from a heading or a directory: slugs equal, or every token of the
 * shorter occurs in the longer, the last one possibly cut off.
 */
export function subjectsAgree(left: Subject, right: Subject): Agreement {
  if (left.slug !== '' && right.slug !== '') return slugsAgree(left.slug, right.slug) ? 'agree' : 'disagree';
  if (left.title === undefined || right.title === undefined || left.slug !== right.slug) return 'unknown';
  return titlesEqual(left.title, right.title) ? 'agree' : 'disagree';
}

export function slugsAgree(left: string, right: string): boolean {
  if (left === right) return true;
  const [shorter, longer] = left.length <= right.length ? [left, right] : [right, left];
  const words = new Set(longer.split('-'));
  return shorter
    .split('-')
    .every((token, index, { length }) =>
      index === length - 1 ? [...words].some((word) => word.startsWith(token)) : words.has(token),
    );
}

/** What distinguishes entries of one ID. */
export type EntryIdentity = Pick<Entry, 'created' | 'title' | 'fingerprint'>;

/** Compares two claims: two items by `created` and title, anything else by what it is about. */
export function claimsAgree(left: Claim, right: Claim): Agreement {
  if (left.kind !== 'item' || right.kind !== 'item') return subjectsAgree(subjectOf(left), subjectOf(right));
  return itemsAgree(left, right) ? 'agree' : 'disagree';
}

/** Compares two items: equal `created`, unless a person wrote it, else equal titles. */
export function itemsAgree(left: EntryIdentity, right: EntryIdentity): boolean {
  const isSame = isProven(left) && isProven(right) && isSameMoment(left.created, right.created);
  return (
    isSame ||
    (left.fingerprint !== undefined && left.fingerprint === right.fingerprint) ||
    titlesEqual(left.title, right.title)
  );
}

/** Whether an item agrees with any of those that are known. */
export function agreesWithAny(known: readonly EntryIdentity[], item: EntryIdentity): boolean {
  // Mostly there is one, and nothing has to be looked up.
  if (known.length < 2) return known.some((one) => itemsAgree(one, item));
  return looksOf(item).some((look) => allLooksOf(known).has(look));
}

const allLooksOf = remember((known: readonly EntryIdentity[]) => new Set(known.flatMap(looksOf)));

/**
 * Compares two items of an ID that is new since the fork, one from each side of a merge. There unequal `created` means
 * two items whatever the titles say, and a `created` written by hand proves nothing.
 */
export function drawsAgree(left: EntryIdentity, right: EntryIdentity): boolean {
  const titles = titlesEqual(left.title, right.title);
  if (left.created === undefined || right.created === undefined) return titles;
  return isSameMoment(left.created, right.created) && (titles || isProven(left));
}

/** Two items agree (`itemsAgree`) if they have one of these names in common. */
export function looksOf(entry: EntryIdentity): readonly string[] {
  const byTitle = `title ${foldTitle(entry.title)}`;
  return isProven(entry) ? [byTitle, `moment ${momentKey(entry.created)}`] : [byTitle];
}

/** Their draws agree (`drawsAgree`) if they have one of these in common. `undated` are the folded titles of the items without `created`. */
export function drawsOf(entry: EntryIdentity, undated: ReadonlySet<string>): readonly string[] {
  const folded = foldTitle(entry.title);
  const byTitle = undated.has(folded) ? [`title ${folded}`] : [];
  if (entry.created === undefined) return byTitle;
  const moment = `moment ${momentKey(entry.created)}`;
  return [...byTitle, isProven(entry) ? moment : `${moment}\n${folded}`];
}

/** Equal for items with the same text, whatever their IDs. */
export function textOf({ created, title }: EntryIdentity): string {
  return `${momentKey(created ?? '')}\n${title}`;
}

/** Whether any of these says the very same. */
export function saysAnyTheSame(known: readonly EntryIdentity[], item: EntryIdentity): boolean {
  // Mostly there is one, and nothing has to be looked up.
  if (known.length < 2)
    return known.some(({ created, title }) => created === item.created && title === item.title);
  return allTextsOf(known).has(textOf(item));
}

const allTextsOf = remember((known: readonly EntryIdentity[]) => new Set(known.map(textOf)));

/**
 * What stays with an item whatever its ID and title: the moment that a program gave it; without one its title, too. Items that a program
 * wrote in one go share it.
 */
export function birthOf(entry: Entry): string {
  return entry.fingerprint ?? (isProven(entry) ? momentKey(entry.created) : textOf(entry));
}

/** Whether an item has a `created` that identifies it: a program writes a fraction of a second; a person writes none, or zeros. */
export function isProven<I extends EntryIdentity>(item: I): item is I & { readonly created: string } {
  return item.created !== undefined && /\.0*[1-9]/u.test(item.created);
}

/** Titles are texts: spelled, cased or spaced otherwise they are the same; “C++” is not “C#”. */
function titlesEqual(left: string, right: string): boolean {
  return left === right || foldTitle(left) === foldTitle(right);
}

/** What is the same for titles that count as equal. */
export function foldTitle(title: string): string {
  return title.normalize('NFC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

/** Whether two titles share a word, perhaps shortened; titles without any word count as sharing one. */
export function sharesWord(left: string, right: string): boolean {
  const [one, other] = [wordsOf(left), wordsOf(right)];
  if (one.size === 0 || other.size === 0) return true;
  return beginsLike(one, other) || beginsLike(other, one);
}

/** Words of the title, equal or longer, of which another one has the beginning. */
function beginsLike(words: ReadonlySet<string>, known: ReadonlySet<string>): boolean {
  return [...words].some((word) => {
    if (known.has(word)) return true;
    const lengths = Array.from(
      { length: Math.min(word.length, MAX_STEM) - MIN_STEM },
      (_, at) => at + MIN_STEM,
    );
    return lengths.some((length) => known.has(word.slice(0, length)));
  });
}

const MIN_STEM = 3;
/** Titles may be megabytes without a blank. */
const MAX_STEM = 40;

function wordsOf(title: string): ReadonlySet<string> {
  return new Set(
    title
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu),
  );
}
