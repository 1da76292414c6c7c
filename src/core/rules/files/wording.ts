import type { Related } from '../../findings/finding.ts';
import type { Claim, ItemClaim } from '../../ids/claim.ts';
import { nameOf } from '../../ids/subject.ts';
import { isNamelessTitle } from '../../identity/files/things.ts';
import type { Use } from '../../identity/meanings.ts';
import { inQuotes, shellWord } from '../../messages/wording.ts';
import type { Facts } from '../../ledger/facts.ts';
import { digitsOf } from '../../ledger/files/next-number.ts';
import { renumberCommand } from '../../messages/remedy.ts';
import type { FileSetting } from './setting.ts';

/** The name of a file; where that has no number, with its folder, which then has one. */
export function fileName(path: string): string {
  const [file = '', folder] = path.split('/').toReversed();
  return folder === undefined || /\d/u.test(file) ? file : `${folder}/${file}`;
}

/** `0042-use-postgres.md (docs/adr in main)`. */
export function describeFile({ claim, seenIn }: Use): string {
  const { path } = claim.place;
  const name = fileName(path);
  const folder = path.slice(0, Math.max(0, path.length - name.length - 1));
  return `${name} (${folder} in ${seenIn})`;
}

export function relateFiles(uses: readonly Use[]): readonly Related[] {
  const told = new Map(uses.map((use) => [`${use.claim.place.path}\0${use.seenIn}`, use]));
  return [...told.values()].map(({ claim, seenIn }) => ({
    ...claim.place,
    message: `${fileName(claim.place.path)} in ${seenIn}`,
  }));
}

/** What an `accept` entry names: the slug, and for a name without one the file. */
export function subjectOf(claim: Claim): string {
  return isNamelessClaim(claim) ? fileName(claim.place.path) : nameOf(claim);
}

/** See `claimOf`. */
export function isNamelessClaim(claim: Claim): boolean {
  return isNamelessTitle(nameOf(claim));
}

/** The command that gives one of several entries of a number another one, and takes along what names it. */
export function renumberRemedy(setting: FileSetting, facts: Facts, claim: ItemClaim): string {
  const isMovable = setting.filesOf(claim).length > 0 && setting.nextNumber(claim.id.prefix) !== undefined;
  return isMovable ? renumberCommand(facts) : sentenceOn(claim);
}

/** The commands of git that give an entry the next number. */
export function moveCommand(setting: FileSetting, claim: ItemClaim): string {
  const paths = setting.filesOf(claim).map(({ path }) => path);
  const next = setting.nextNumber(claim.id.prefix);
  const known = setting.isOnDisk ? [`git add ${paths.map(shellWord).join(' ')}`] : [];
  return renameCommand(claim, paths, next, known);
}

/** The same for files that are known; after `before`. Words where nobody knows a number. */
export function renameCommand(
  { written = '', place }: Pick<ItemClaim, 'written' | 'place'>,
  paths: readonly string[],
  next: string | undefined,
  before: readonly string[] = [],
): string {
  if (next === undefined || paths.length === 0) return sentenceOn({ place });
  const moves = new Map(paths.map((path) => renamed(path, written, next)).map(({ from, to }) => [from, to]));
  const commands = [...moves].map(([from, to]) => `git mv ${shellWord(from)} ${shellWord(to)}`);
  return [...before, ...commands].join(' && ');
}

function sentenceOn({ place }: Pick<ItemClaim, 'place'>): string {
  return `give ${inQuotes(fileName(place.path))} a number of its own`;
}

/** What has the number in its name, the file or a folder of it, and how that is called with other digits. */
export function renamed(path: string, written: string, next: string): FileRenaming {
  const digits = digitsOf(written);
  const segments = path.split('/');
  const at = segments.findLastIndex((segment) => segment.includes(digits));
  const folder = segments.slice(0, at);
  const name = segments.slice(at, at + 1).join('');
  return {
    from: [...folder, name].join('/'),
    to: [...folder, name.replace(digits, () => next)].join('/'),
  };
}

interface FileRenaming {
  readonly from: string;
  readonly to: string;
}
