import type { Repository } from '../../adapters/git/repository.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { wereEverUsed } from '../../reading/ledgers/ever-used.ts';
import type { ReadName } from '../../reading/ledgers/names.ts';
import type { Comparison } from '../comparison.ts';
import type { FileList } from '../../reading/ledgers/file-list.ts';
import type { FileLists } from './file-lists.ts';

/**
 * The lists without what nobody has to look at again, where no earlier version has to be read: a plain commit, and whatever it brings has a number
 * that nothing ever had. What remains is new, or shares its number. Undefined where the whole history may matter.
 */
export async function narrowed(
  repository: Repository,
  comparison: Comparison,
  ledger: FileLedger,
  lists: FileLists,
  read: ReadName,
): Promise<FileLists | undefined> {
  const base = plainBase(comparison, lists);
  if (!base || repository.shallow) return undefined;
  const keys = newKeys(lists.candidate, base.list, read);
  const gone = [...base.list.keys()].filter((path) => !lists.candidate.has(path));
  const isKnown = [...base.list.keys()].some((path) => keys.has(read(path).name?.key ?? ''));
  if (isKnown || keys.size > MANY || gone.length * 2 > base.list.size) return undefined;
  if (keys.size > 0 && (await wereEverUsed(repository, base.commit, ledger, keys))) return undefined;
  return only(lists, new Set([...keys, ...sharedKeys(lists.candidate, read)]), read);
}

/** To ask for more than that one by one takes longer than to read all. */
const MANY = 20;

/** What a single commit is compared with. */
function plainBase(
  { bases, sides, range, target }: Comparison,
  { commits }: FileLists,
): { readonly commit: string; readonly list: FileList } | undefined {
  const isLong = range !== undefined && range.graph.size > 1;
  if (bases.length > 1 || sides.length > 1 || commits.size > 1 || isLong || target) return undefined;
  const [only] = commits;
  return only && { commit: only[0], list: only[1] };
}

function newKeys(candidate: FileList, before: FileList, read: ReadName): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const path of candidate.keys()) {
    const name = before.has(path) ? undefined : read(path).name;
    if (name) keys.add(name.key);
  }
  return keys;
}

function sharedKeys(files: FileList, read: ReadName): ReadonlySet<string> {
  const slugs = new Map<string, string>();
  const shared = new Set<string>();
  for (const path of files.keys()) {
    const { name } = read(path);
    if (!name) continue;
    const slug = slugs.get(name.key);
    if (slug !== undefined && slug !== name.slug) shared.add(name.key);
    slugs.set(name.key, name.slug);
  }
  return shared;
}

function only(
  { candidate, commits, notes }: FileLists,
  keys: ReadonlySet<string>,
  read: ReadName,
): FileLists {
  const pick = (list: FileList): FileList =>
    new Map([...list].filter(([path]) => keys.has(read(path).name?.key ?? '')));
  return {
    notes,
    candidate: pick(candidate),
    commits: new Map([...commits].map(([commit, list]) => [commit, pick(list)])),
  };
}
