import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { git } from './git.ts';

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

export async function listBranchTips(directory: string): Promise<BranchTips> {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/remotes'];
  const lines = (await git(directory, args)).toString('latin1').split('\n').filter(Boolean);
  const tips = lines.map((line) => ({
    oid: line.slice(0, line.indexOf(' ')),
    isLocal: / refs\/heads\//u.test(line),
  }));
  const local = new Set(tips.flatMap(({ oid, isLocal }) => (isLocal ? [oid] : [])));
  const remote = new Set(tips.flatMap(({ oid }) => (local.has(oid) ? [] : [oid])));
  return { local: [...local], remote: [...remote] };
}
