import type { Repository } from '../../adapters/git/repository.ts';
import type { FileEntry } from '../../adapters/git/tree.ts';
import type { NameCensus } from '../../core/ledger/files/name-census.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { wereEverUsed } from '../../reading/ledgers/ever-used.ts';
import { listed } from '../../reading/ledgers/file-list.ts';
import type { FileStep, ListedFiles } from '../../reading/ledgers/file-list.ts';
import type { ReadName } from '../../reading/ledgers/names.ts';
import type { Comparison } from '../comparison.ts';
import type { FileLists, FilesAt } from './file-lists.ts';

/** A ledger, and what its names say in the candidate. */
export interface Named {
  readonly ledger: FileLedger;
  readonly read: ReadName;
  readonly census: NameCensus;
}

/**
 * The lists without what nobody has to look at again, where no earlier version has to be read: a plain commit, and whatever it brings has a number
 * that nothing ever had. What remains is new, or shares its number. Undefined where the whole history may matter.
 */
export async function narrowed(
  repository: Repository,
  comparison: Comparison,
  { ledger, read, census }: Named,
  lists: FileLists,
): Promise<FilesAt | undefined> {
  const base = plainBase(comparison, lists);
  if (!base || !lists.step || repository.shallow) return undefined;
  const { come, gone } = lists.step;
  const keys = new Set(come.flatMap(({ path }) => read(path).name?.key ?? []));
  const wanted = new Set([...keys, ...census.shared]);
  const now = only(lists.candidate, census, wanted);
  const keyOf = ({ path }: FileEntry): string => read(path).name?.key ?? '';
  const left = gone.filter((entry) => wanted.has(keyOf(entry)));
  const before = asBefore(now, lists.step, left);
  const isKnown = before.some((entry) => keys.has(keyOf(entry)));
  if (isKnown || keys.size > MANY || gone.length * 2 > base.list.entries.length) return undefined;
  if (keys.size > 0 && (await wereEverUsed(repository, base.commit, ledger, keys))) return undefined;
  return {
    candidate: listed(now).files,
    commits: new Map([[base.commit, listed(before).files]]),
  };
}

/** Some entries of the later list as the earlier one has them, and what is `left` there of theirs. */
function asBefore(
  now: readonly FileEntry[],
  { come, edited }: FileStep,
  left: readonly FileEntry[],
): readonly FileEntry[] {
  const isNew = new Set(come);
  const former = new Map(edited.map(({ before, after }) => [after, before]));
  const kept = now.filter((entry) => !isNew.has(entry)).map((entry) => former.get(entry) ?? entry);
  return left.length === 0 ? kept : [...kept, ...left].toSorted(byPath);
}

function byPath({ path: one }: FileEntry, { path: other }: FileEntry): number {
  return one < other ? -1 : 1;
}

/** To ask for more than that one by one takes longer than to read all. */
const MANY = 20;

/** What a single commit is compared with. */
function plainBase(
  { bases, sides, range, target }: Comparison,
  { commits }: FileLists,
): { readonly commit: string; readonly list: ListedFiles } | undefined {
  const isLong = range !== undefined && range.graph.size > 1;
  if (bases.length > 1 || sides.length > 1 || commits.size > 1 || isLong || target) return undefined;
  const [only] = commits;
  return only && { commit: only[0], list: only[1] };
}

/** The entries that have some numbers. */
export function only(
  { entries }: ListedFiles,
  census: NameCensus,
  keys: Iterable<string>,
): readonly FileEntry[] {
  return census.placesOf(keys).flatMap((at) => entries[at] ?? []);
}
