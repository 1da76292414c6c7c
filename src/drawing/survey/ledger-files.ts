import { listBranchTips, listWorktrees } from '../../adapters/git/clone.ts';
import { openRepository } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { listFiles, listTrees } from '../../reading/listing.ts';
import type { Listing } from '../../reading/listing.ts';
import { readerOf } from '../../reading/ledgers/names.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import { entryOf, nameOf, type FileEntry } from '../../core/ledger/files/file-ledger.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';

/** The paths of files below some folders, wherever somebody of this clone may have them. */
interface LedgerPaths {
  readonly here: readonly string[];
  /** Of the index, of all local and remote-tracking branches, and of what other worktrees have on disk. */
  readonly elsewhere: readonly string[];
}

/** Looks for them. What git ignores here counts, too. Throws `history-missing` where a partial clone lacks the trees of a branch. */
async function surveyLedgerFiles(repository: Repository, paths: readonly string[]): Promise<LedgerPaths> {
  const { local, remote } = await listBranchTips(repository);
  const siblings = (await listWorktrees(repository.commonDir)).filter(
    (sibling) => sibling !== repository.root,
  );
  const [here, ...others] = await Promise.all([
    listFiles(repository, { kind: 'worktree', ignored: true }, paths),
    listFiles(repository, { kind: 'index' }, paths),
    ...[...new Set([...local, ...remote])].map(async (tip) => listTrees(repository, tip, paths)),
    ...siblings.map(async (sibling) => listSibling(sibling, paths)),
  ]);
  return { here: pathsIn(here), elsewhere: [...new Set(others.flatMap(pathsIn))] };
}

/** What a ledger has, wherever somebody of this clone may have it. Throws likewise. */
export async function entriesEverywhere(
  repository: Repository,
  { kind, terms }: FileLedger,
): Promise<readonly FileEntry[]> {
  const { here, elsewhere } = await surveyLedgerFiles(repository, terms.paths);
  const read = readerOf({ kind, paths: terms.paths });
  const named = [...new Set([...here, ...elsewhere])].flatMap((path) => {
    const { name } = read(path);
    return name ? [{ ...name, path, oid: undefined }] : [];
  });
  return [...groupBy(named, nameOf).values()].map(entryOf);
}

/** A worktree that is gone has nothing. */
async function listSibling(directory: string, paths: readonly string[]): Promise<Listing> {
  try {
    return await listFiles(await openRepository(directory), { kind: 'worktree', ignored: true }, paths);
  } catch {
    return new Map();
  }
}

function pathsIn(listing: Listing): readonly string[] {
  return [...listing.values()].flat().flatMap(({ path, kind }) => (kind === 'directory' ? [] : [path]));
}
