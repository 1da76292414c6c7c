import { listChangesOf } from '../../adapters/git/file-history.ts';
import { listTouching, pathspecs } from '../../adapters/git/history/touching-commits.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { CONFIG_FILE } from '../settings.ts';
import { formerPathsIn } from './former-places.ts';
import { patternsOf, readerOf } from './names.ts';

/**
 * Whether something behind a commit (full hex) had one of some numbers, wherever the ledger was then; nothing has one of them at that commit. As far
 * as this clone can tell: the configurations of a partial clone may not be in it.
 */
export async function wereEverUsed(
  repository: Repository,
  commit: string,
  ledger: FileLedger,
  keys: ReadonlySet<string>,
): Promise<boolean> {
  const { directory } = repository;
  const { paths } = ledger.terms;
  const changesTo = async (globs: readonly string[], beside: readonly string[]) => {
    const wanted = { paths: beside, globs };
    const touching = await listTouching(directory, commit, wanted);
    // What is gone was written and removed, and a configuration that is there was written at least.
    const isWritten = beside.length > 0 && touching.length === 1 && (await hasConfig(repository, commit));
    return isWritten ? [] : listChangesOf(directory, touching, pathspecs(wanted));
  };
  const isUsedIn = (folders: readonly string[]) => {
    const read = readerOf({ kind: ledger.kind, paths: folders });
    return ({ path }: { readonly path: string }): boolean => keys.has(read(path).name?.key ?? '');
  };
  const changes = await changesTo(patternsOf(paths, keys), [CONFIG_FILE]);
  if (changes.some(isUsedIn(paths))) return true;
  const configs = changes.flatMap(({ path, oid }) => (path === CONFIG_FILE ? (oid ?? []) : []));
  const former = await formerPathsIn(repository, configs, ledger);
  if (former.length === 0) return false;
  return (await changesTo(patternsOf(former, keys), [])).some(isUsedIn([...paths, ...former]));
}

async function hasConfig({ read }: Repository, commit: string): Promise<boolean> {
  return (await read(`${commit}:${CONFIG_FILE}`)) !== undefined;
}
