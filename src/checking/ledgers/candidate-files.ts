import type { Repository } from '../../adapters/git/repository.ts';
import type { LedgerSummary } from '../../core/findings/report.ts';
import type { FileEntry } from '../../core/ledger/files/file-ledger.ts';
import { digitsOf, highestOf, numbersAfter, plainDigits } from '../../core/ledger/files/next-number.ts';
import type { FileComparison } from '../../core/rules/files/file-comparison.ts';
import type { Mismatch, OddName } from '../../core/rules/files/setting.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import type { Kind } from '../../formats/kinds/kind.ts';
import { numberIn } from '../../formats/entries/number-in-text.ts';
import type { PathReading } from '../../formats/kinds/read-name.ts';
import { readContents } from '../../reading/ledgers/contents.ts';
import { othersDrawsOf } from '../../reading/ledgers/others-draws.ts';
import type { ReadName } from '../../reading/ledgers/names.ts';
import type { FileLists } from './file-lists.ts';
import { readSettled } from '../../reading/ledgers/settled.ts';

interface Candidate {
  readonly isOnDisk: boolean;
  readonly entries: readonly FileEntry[];
  readonly lists: FileLists;
  readonly read: ReadName;
}

/** What the candidate's names and texts say beyond which number is whose. */
export async function extrasOf(
  repository: Repository,
  ledger: FileLedger,
  candidate: Candidate,
): Promise<{ readonly extra: FileComparison['extra']; readonly summary: LedgerSummary }> {
  const { entries, lists, isOnDisk } = candidate;
  const { terms } = ledger;
  const nextNumber = numbersAfter(entries);
  const highest = highestOf(entries);
  const next = highest && numbersAfter(entries)(highest.id.prefix);
  const before = [...lists.commits.values()];
  const isNew = (path: string): boolean => before.length > 0 && before.every((list) => !list.has(path));
  return {
    extra: {
      odd: oddNames(candidate, isNew),
      mismatches: await readMismatches(repository, ledger, candidate),
      isSettled: await readSettled(repository, ledger, entries),
      isOnDisk,
      nextNumber,
      othersDraws: await othersDrawsOf(repository),
    },
    summary: {
      name: terms.name,
      kind: terms.kind,
      paths: terms.paths,
      entries: entries.length,
      highest: highest?.written ?? null,
      next: highest && next !== undefined ? highest.written.replace(digitsOf(highest.written), next) : null,
    },
  };
}

/** New names that are nearly those of the ledger, and new ones with fewer digits than most. */
function oddNames({ lists, read }: Candidate, isNew: (path: string) => boolean): readonly OddName[] {
  const added = [...lists.candidate.keys()].filter(isNew);
  const usual = added.length > 0 ? usualWidth([...lists.candidate.keys()].map(read)) : 0;
  return added.flatMap((path) => {
    const { odd } = read(path);
    return odd === undefined ? (narrowName(read, path, usual) ?? []) : [{ path, reason: odd }];
  });
}

/** A name with fewer digits than are usual. */
export function narrowName(read: ReadName, path: string, usual: number): OddName | undefined {
  const digits = /\d+/u.exec(read(path).name?.written ?? '')?.[0].length ?? usual;
  return digits < usual ? { path, reason: `has fewer digits than the ${usual} of the others` } : undefined;
}

/** How many digits numbers have at least, where most of them are filled up with zeros; 0 where not. */
export function usualWidth(readings: readonly PathReading[]): number {
  const widths = readings.flatMap(({ width }) => width ?? []);
  const named = readings.filter(({ name }) => name).length;
  return widths.length * 2 > named ? widths.reduce((least, width) => Math.min(least, width)) : 0;
}

/** The contents that nobody had before (full hex, or `diskName`), where the kind has its number in the text, and whose they are. */
export function newTexts(
  { kind }: FileLedger,
  { entries, lists }: Pick<Candidate, 'entries' | 'lists'>,
): ReadonlyMap<string, FileEntry> {
  const asked = new Map<string, FileEntry>();
  if (kind.alsoIn === 'nowhere' || lists.commits.size === 0) return asked;
  const known = new Set([...lists.commits.values()].flatMap((list) => [...list.values()]));
  for (const entry of entries)
    for (const { oid } of entry.files) if (oid !== undefined && !known.has(oid)) asked.set(oid, entry);
  return asked;
}

async function readMismatches(
  repository: Repository,
  ledger: FileLedger,
  { entries, lists, read }: Candidate,
): Promise<readonly Mismatch[]> {
  const asked = newTexts(ledger, { entries, lists });
  const found: Mismatch[] = [];
  await readContents(repository, asked.keys(), (name, content) => {
    const entry = asked.get(name);
    const mismatch = entry && mismatchIn(ledger.kind, read, entry, content);
    if (mismatch) found.push(mismatch);
  });
  return found;
}

/** What a text says of its number, where that is another one than its name has. */
export function mismatchIn(
  kind: Kind,
  read: ReadName,
  entry: FileEntry,
  content: Uint8Array,
): Mismatch | undefined {
  const stated = numberIn(new TextDecoder().decode(content), kind);
  const own = read(entry.files[0].path).name;
  if (!stated || !own || isSameNumber(stated.text, own.written)) return undefined;
  return { entry, found: stated.text, line: stated.line };
}

/** Padding and prefixes may differ. */
function isSameNumber(one: string, other: string): boolean {
  return plainDigits(digitsOf(one)) === plainDigits(digitsOf(other));
}
