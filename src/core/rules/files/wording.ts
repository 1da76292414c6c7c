import type { Related } from '../../findings/finding.ts';
import type { ItemClaim } from '../../ids/claim.ts';
import type { Use } from '../../identity/meanings.ts';
import { inQuotes, shellWord } from '../../messages/wording.ts';
import { digitsOf } from '../../ledger/next-number.ts';
import type { FileSetting } from './setting.ts';

/** The name of a file without its folder. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `0042-use-postgres.md (docs/adr in main)`. */
export function describeFile({ claim, seenIn }: Use): string {
  const { path } = claim.place;
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return `${fileName(path)} (${folder}${seenIn === '' ? '' : ` in ${seenIn}`})`;
}

export function relateFiles(uses: readonly Use[]): readonly Related[] {
  const told = new Map(uses.map((use) => [`${use.claim.place.path}\0${use.seenIn}`, use]));
  return [...told.values()].map(({ claim, seenIn }) => ({
    ...claim.place,
    message: `${fileName(claim.place.path)} in ${seenIn}`,
  }));
}

/** What an `accept` entry names: the slug, and for a name without one the file. */
export function subjectOf(item: ItemClaim): string {
  return isNamelessClaim(item) ? fileName(item.place.path) : item.title;
}

/** See `claimOf`. */
export function isNamelessClaim({ title }: ItemClaim): boolean {
  return /^(?:\.\w+)?#\d+$/u.test(title);
}

/** A command that gives an entry the next number. */
export function moveCommand(setting: FileSetting, claim: ItemClaim): string {
  const { written = '' } = claim;
  const next = setting.nextNumber(claim.id.prefix);
  const files = setting.filesOf(claim);
  if (next === undefined || files.length === 0)
    return `give ${inQuotes(fileName(claim.place.path))} a number of its own`;
  return files
    .map(({ path }) => `git mv ${shellWord(path)} ${shellWord(moved(path, written, next))}`)
    .join(' && ');
}

function moved(path: string, written: string, next: string): string {
  const start = path.lastIndexOf('/') + 1;
  const digits = digitsOf(written);
  const at = path.indexOf(digits, start);
  return path.slice(0, at) + next + path.slice(at + digits.length);
}
