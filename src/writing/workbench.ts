import { posix } from 'node:path';

import { sweepLeftovers } from '../adapters/disk/work-files.ts';
import { openRepository, rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { BacklogState } from '../core/ledger/snapshot.ts';
import { TidemarkError } from '../errors.ts';
import { loadFrom } from './backlog-store.ts';
import type { LoadedBacklog } from './backlog-store.ts';
import { chooseBacklog } from '../reading/chosen-backlog.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { noBacklog } from '../reading/missing-backlog.ts';
import { readSnapshot } from '../reading/snapshots.ts';
import type { Reading } from '../reading/snapshots.ts';
import { lockWorkTree } from './work-tree-lock.ts';

/** Where a command was called. */
export interface Where {
  /** Absolute; anywhere inside the work tree. */
  readonly cwd: string;
  /** A configuration to use instead of the repository's own. */
  readonly configPath?: string | undefined;
  /** Which backlog is meant, where there are several; `backlog` for the one at the top of the configuration. */
  readonly ledger?: string | undefined;
  /** Take over a lock that a process of another host or container left ten minutes ago or earlier. */
  readonly breakLock?: boolean | undefined;
}

/** What an operation on a work tree's backlog starts from. */
export interface Workbench {
  readonly repository: Repository;
  /** The work tree's absolute path. */
  readonly root: string;
  readonly local: LocalSettings;
  /** The work tree, with the files that git ignores. */
  readonly worktree: Reading;
  /** The backlog's path relative to the root. */
  readonly path: string;
  readonly breakLock: boolean;
}

/** Opens the work tree that `where` is in. Throws what reading a repository and loading its backlog throw. */
export async function openWorkbench({
  cwd,
  configPath,
  ledger,
  breakLock = false,
}: Where): Promise<Workbench> {
  const repository = await openRepository(cwd);
  const root = rootOf(repository);
  const given = await readLocalSettings(repository, configPath);
  const about = { label: 'work tree', role: 'candidate' } as const;
  const top = await readSnapshot(repository, { kind: 'worktree', ignored: true }, about, given);
  const local = { ...given, backlog: chooseBacklog(top, ledger) };
  const worktree = local.backlog ? await top.of(local) : top;
  const { backlog } = worktree.snapshot;
  const isUsable = backlog.state === 'readable' && backlog.backlog.mark.state !== 'invalid';
  const path = backlog.state === 'readable' ? backlog.backlog.path : backlog.path;
  // Loading tells best what is in the way; if it is gone now, so much the better.
  if (!isUsable)
    await loadFrom(root, path).catch(async (error: unknown) => refuseMissing(error, repository, backlog));
  return { repository, root, local, worktree, path, breakLock };
}

/** A first backlog is not what to advise where there is one behind a link, or in a subfolder. */
async function refuseMissing(error: unknown, repository: Repository, backlog: BacklogState): Promise<never> {
  const isMissing = error instanceof TidemarkError && error.code === 'no-backlog';
  throw isMissing && backlog.state === 'missing' ? await noBacklog(repository, backlog) : error;
}

/**
 * Loads the backlog and lets `edit` change it, and the worklog, while no other process edits those of this worktree.
 * `notices` tells what was corrected, and of a lock that had to be taken over. A dry run takes no lock, for it may not write anything.
 */
export async function editBacklog<T>(
  bench: Workbench,
  { dryRun }: { readonly dryRun: boolean },
  edit: (loaded: LoadedBacklog) => Promise<T>,
): Promise<{ readonly result: T; readonly notices: readonly string[] }> {
  if (dryRun) return editLoaded(bench, edit);
  const { repository, root, path, worktree, breakLock } = bench;
  const lock = await lockWorkTree(repository, breakLock);
  try {
    await sweepLeftovers(root, posix.dirname(path));
    await sweepLeftovers(root, worktree.settings.worklog);
    const { result, notices } = await editLoaded(bench, edit);
    return { result, notices: [...lock.notices, ...notices] };
  } finally {
    lock.release();
  }
}

async function editLoaded<T>({ root, path }: Workbench, edit: (loaded: LoadedBacklog) => Promise<T>) {
  const loaded = await loadFrom(root, path);
  return { result: await edit(loaded), notices: loaded.warnings };
}
