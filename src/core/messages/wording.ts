import type { Claim, Place } from '../ids/claim.ts';
import type { Related } from '../findings/finding.ts';
import type { Snapshot } from '../ledger/snapshot.ts';
import { isProven, nameOf } from '../ids/subject.ts';
import type { Use } from '../identity/meanings.ts';

/** Where people find a claim: path and line, or the path of a directory. */
export function whereIs(claim: Claim): string {
  return claim.kind === 'directory' ? `${claim.place.path}/` : `${claim.place.path}:${claim.place.line}`;
}

const NOUN = {
  item: 'the item',
  heading: 'a worklog entry',
  directory: 'a directory',
} as const satisfies Record<Claim['kind'], string>;

/** `the item “Fix the parser” (BACKLOG.yaml:12)`. */
export function describe(claim: Claim): string {
  return `${naming(claim)} (${whereIs(claim)})`;
}

/** Like `describe`, with the base or the earlier version that it was seen in. */
export function describeUse({ claim, seenIn }: Use): string {
  return `${naming(claim)} (${whereIs(claim)} in ${seenIn})`;
}

/** A claim as another place of a finding: the message says what it is, for the place says where. */
export function relate(claim: Claim): Related {
  return { ...claim.place, message: naming(claim) };
}

/** Like `relate`, with the base or the earlier version that it was seen in. What several have in common is listed once. */
export function relateUses(uses: readonly Use[]): readonly Related[] {
  const told = new Set<string>();
  return uses.flatMap(({ claim, seenIn }) => {
    const what = [evidenceOf(claim), nameOf(claim), claim.place.path].join('\0');
    if (told.has(what)) return [];
    told.add(what);
    return [{ ...claim.place, message: `${naming(claim)} in ${seenIn}` }];
  });
}

function naming(claim: Claim): string {
  return `${NOUN[claim.kind]} ${inQuotes(nameOf(claim))}`;
}

/** A title or a slug within a sentence. A long one is cut: the place beside it shows the rest. */
export function inQuotes(text: string): string {
  const [start] = /^.{80}(?=.{20})/su.exec(text) ?? [];
  return start === undefined ? `“${text}”` : `“${start}…”`;
}

/** `three`; from ten on in digits. */
export function inWords(count: number): string {
  return (
    ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'][count] ?? String(count)
  );
}

/** `a, b and c`. Of very many the first few and the last are named. */
export function enumerate(texts: readonly string[]): string {
  const left = texts.length - MAX_NAMED;
  const named = left > 0 ? [...texts.slice(0, MAX_NAMED - 1), `${left} more`] : texts.slice(0, -1);
  const first = named.length > 0 ? [named.join(', ')] : [];
  return [...first, ...texts.slice(-1)].join(' and ');
}

const MAX_NAMED = 5;

/** The first column of the first line: for what concerns a whole file. */
export function startOf(path: string): Place {
  return { path, line: 1, column: 1 };
}

/** How a command names a base: by what people call it, which is a revision too. */
export function revisionOf({ label }: Snapshot): string {
  return shellWord(label);
}

/** A path as one word of a POSIX shell, for commands to paste: a name must not be able to run anything. */
export function shellWord(path: string): string {
  return /^[\w.:/-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

/** The same for a path of this machine, without single quotes if possible: it may be put between some. */
export function plainWord(path: string): string {
  return /[\s~&;()<>|*?#]/u.test(path) && !/["$`\\!]/u.test(path) ? `"${path}"` : shellWord(path);
}

/** A path of the repository as an argument of git, for commands to paste in any directory. */
export function pathspec(path: string): string {
  return shellWord(`:/${path}`);
}

/** What identifies a claim wherever it is, for deciding what is inherited. */
export function evidenceOf(claim: Claim): string {
  switch (claim.kind) {
    case 'item':
      return `item ${claim.key} ${isProven(claim) ? claim.created : claim.title}`;
    case 'heading':
      return `heading ${claim.key} ${claim.timestamp}`;
    case 'directory':
      return `directory ${claim.key} ${claim.slug}`;
  }
}

/** The evidence of several claims; equal ones are counted, so that one more is something added. */
export function evidenceOfAll(claims: readonly Claim[]): readonly string[] {
  const seen = new Map<string, number>();
  return claims.map(evidenceOf).map((text) => {
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return count === 1 ? text : `${text} #${count}`;
  });
}
