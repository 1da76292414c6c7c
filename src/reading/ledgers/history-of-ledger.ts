import type { Repository } from '../../adapters/git/repository.ts';
import { FileHistory } from '../../core/identity/files/file-history.ts';
import type { FileCommit } from '../../core/identity/files/file-history.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { bySettingsOfTheirOwn } from './former-places.ts';
import type { FormerPlaces } from './former-places.ts';
import { readerOf } from './names.ts';
import type { ReadName } from './names.ts';

/** The history of a ledger that may have been elsewhere. `commits` tell of its former places as well. */
export async function pastOf(
  repository: Repository,
  { kind, terms }: FileLedger,
  commits: readonly FileCommit[],
  former: FormerPlaces,
  kept: ReadonlySet<string> = new Set(),
): Promise<FileHistory> {
  const read = readerOf({ kind, paths: [...terms.paths, ...former.paths] });
  return historyOf(read, await bySettingsOfTheirOwn(repository, commits, former), kept);
}

/** The history of one ledger. The states of those commits in `kept` stay at hand; `look` sees each when it is there. */
export function historyOf(
  read: ReadName,
  commits: readonly FileCommit[],
  kept: ReadonlySet<string>,
  look: (history: FileHistory, position: number) => void = () => undefined,
): FileHistory {
  const children = new Map<string, number>([...kept].map((commit) => [commit, 1]));
  for (const { parents } of commits)
    for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1);
  const history = new FileHistory((path) => read(path).name);
  for (const commit of commits) look(history, history.add(commit, children.get(commit.commit) ?? 0));
  return history;
}
