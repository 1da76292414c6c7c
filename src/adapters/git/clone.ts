import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import type { Asked } from './git.ts';
import { listBranchRefs } from './refs/branch-refs.ts';

/**
 * The roots of every worktree of a clone, absolute; a bare repository's own is none. `commonDir` is git's common directory.
 * Read from git's administrative files, as gitrepository-layout(5) describes them: one process less on every call.
 */
export async function listWorktrees(commonDir: string): Promise<readonly string[]> {
  const administration = join(commonDir, 'worktrees');
  const names = await readdir(administration).catch(() => []);
  const linked = await Promise.all(
    names.map(async (name) => {
      const pointer = await readFile(join(administration, name, 'gitdir'), 'utf8').catch(() => '');
      // Since git 2.48 the path may be relative to the directory it stands in.
      return pointer === '' ? [] : [dirname(resolve(administration, name, pointer.trimEnd()))];
    }),
  );
  const main = basename(commonDir) === '.git' ? [dirname(commonDir)] : [];
  return [...main, ...linked.flat()];
}

/** The commits (full hex) that branches are at, each once. */
export interface BranchTips {
  /** Of the branches of this clone. */
  readonly local: readonly string[];
  /** Of the branches of remotes as they were last seen; without those that are local, too. */
  readonly remote: readonly string[];
}

export async function listBranchTips(asked: Asked): Promise<BranchTips> {
  const tips = await listBranchRefs(asked);
  const local = new Set(tips.flatMap(({ commit, ref }) => (ref.startsWith('refs/heads/') ? [commit] : [])));
  const remote = new Set(tips.flatMap(({ commit }) => (local.has(commit) ? [] : [commit])));
  return { local: [...local], remote: [...remote] };
}
