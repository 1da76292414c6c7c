import { MAIN_BACKLOG } from './named-backlog.ts';
import type { FileEntry, LedgerTerms } from './files/file-ledger.ts';
import { partsOf } from './files/next-number.ts';

/** The counter of a backlog, which all its prefixes share; undefined for the one at the top of the configuration. That of a ledger of files has a colon in its name. */
export function backlogCounter(name: string | undefined): string {
  return name ?? MAIN_BACKLOG;
}

/** The counter of a ledger of files and a prefix; where it has none, an empty one. */
export function counterOf(ledger: string, prefix: string): string {
  return `${ledger}:${prefix}`;
}

/** A counter as people call it. */
export function counterName(counter: string): string {
  return counter.replace(/:$/u, '').replace(':', ' ');
}

/** What others drew over a remote, as far as this clone saw it: for each number what it was drawn for. */
export type OthersDraws = ReadonlyMap<string, string>;

/** The name of a number among them; `parts` as in `partsOf`. */
export function drawName(counter: string, parts: readonly number[]): string {
  return `${counter} ${parts.join('.')}`;
}

/** The same for an entry of a ledger of files. */
export function drawOf({ id, written }: FileEntry, { name }: LedgerTerms): string {
  return drawName(counterOf(name, id.prefix), partsOf(written) ?? []);
}
