import type { Repository } from '../../adapters/git/repository.ts';
import type { LedgerSummary } from '../../core/findings/report.ts';
import { oidsOf } from '../../core/ledger/files/file-ledger.ts';
import type { FileEntry } from '../../core/ledger/files/file-ledger.ts';
import { digitsOf, highestOf, numbersAfter, plainDigits } from '../../core/ledger/files/next-number.ts';
import type { FileComparison } from '../../core/rules/files/file-comparison.ts';
import type { Mismatch, OddName } from '../../core/rules/files/setting.ts';
import type { Kind } from '../../formats/kinds/kind.ts';
import { numberIn } from '../../formats/entries/number-in-text.ts';
import { readContents } from '../../reading/ledgers/contents.ts';
import { othersDrawsOf } from '../../reading/ledgers/others-draws.ts';
import { contentOf, listed } from '../../reading/ledgers/file-list.ts';
import { entriesOf } from '../../reading/ledgers/names.ts';
import type { ReadName } from '../../reading/ledgers/names.ts';
import type { FileLists } from './file-lists.ts';
import { only } from './narrow.ts';
import type { Named } from './narrow.ts';
import { readSettled } from '../../reading/ledgers/settled.ts';

/** What the candidate's names and texts say beyond which number is whose. */
export async function extrasOf(
  repository: Repository,
  named: Named,
  lists: FileLists,
  isOnDisk: boolean,
): Promise<{ readonly extra: FileComparison['extra']; readonly summary: LedgerSummary }> {
  const { ledger, read, census } = named;
  const { terms } = ledger;
  // All of them are seldom asked for.
  let entries: readonly FileEntry[] | undefined;
  const all = (): readonly FileEntry[] => (entries ??= entriesOf(lists.candidate.files, read));
  let next: ReturnType<typeof numbersAfter> | undefined;
  return {
    extra: {
      odd: lists.commits.size > 0 ? oddNames(named, lists.come) : [],
      mismatches: await readMismatches(repository, named, lists),
      isSettled: await readSettled(repository, ledger, census.shared.size > 0 ? all() : []),
      isOnDisk,
      nextNumber: (prefix) => (next ??= numbersAfter(all()))(prefix),
      othersDraws: await othersDrawsOf(repository),
    },
    summary: { name: terms.name, kind: terms.kind, paths: terms.paths, ...numbersIn(named, lists) },
  };
}

function numbersIn(
  { read, census }: Named,
  { candidate }: FileLists,
): Pick<LedgerSummary, 'entries' | 'highest' | 'next'> {
  const { highest } = census;
  const entries = highest ? entriesOf(listed(only(candidate, census, [highest.key])).files, read) : [];
  const last = highestOf(entries);
  const next = last && numbersAfter(entries)(last.id.prefix);
  return {
    entries: census.size,
    highest: last?.written ?? null,
    next: last && next !== undefined ? last.written.replace(digitsOf(last.written), next) : null,
  };
}

/** New names that are nearly those of the ledger, and new ones with fewer digits than most. */
function oddNames({ read, census }: Named, come: FileLists['come']): readonly OddName[] {
  return come.flatMap(({ path }) => {
    const { odd } = read(path);
    return odd === undefined ? (narrowName(read, path, census.width) ?? []) : [{ path, reason: odd }];
  });
}

/** A name with fewer digits than are usual. */
export function narrowName(read: ReadName, path: string, usual: number): OddName | undefined {
  const digits = /\d+/u.exec(read(path).name?.written ?? '')?.[0].length ?? usual;
  return digits < usual ? { path, reason: `has fewer digits than the ${usual} of the others` } : undefined;
}

/** The contents that nobody had before (full hex, or `diskName`), where the kind has its number in the text, and whose they are. */
export function newTexts(
  { ledger, read, census }: Named,
  { candidate, commits, step }: FileLists,
): ReadonlyMap<string, FileEntry> {
  const asked = new Map<string, FileEntry>();
  if (ledger.kind.alsoIn === 'nowhere' || commits.size === 0) return asked;
  const changed = step ? [...step.come, ...step.edited.map(({ after }) => after)] : candidate.entries;
  const named = changed.filter(({ path }) => read(path).name);
  const texts = new Set(named.map(contentOf));
  if (texts.size === 0) return asked;
  for (const { entries } of commits.values()) for (const entry of entries) texts.delete(contentOf(entry));
  const keys = new Set(named.flatMap(({ path }) => read(path).name?.key ?? []));
  for (const entry of entriesOf(listed(only(candidate, census, keys)).files, read))
    for (const oid of oidsOf(entry.files)) if (texts.has(oid)) asked.set(oid, entry);
  return asked;
}

async function readMismatches(
  repository: Repository,
  named: Named,
  lists: FileLists,
): Promise<readonly Mismatch[]> {
  const asked = newTexts(named, lists);
  const found: Mismatch[] = [];
  await readContents(repository, asked.keys(), (name, content) => {
    const entry = asked.get(name);
    const mismatch = entry && mismatchIn(named.ledger.kind, named.read, entry, content);
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
