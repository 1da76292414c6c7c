import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { readScope, readSetting } from './git-config.ts';
import { exists } from '../disk/hook-files.ts';
import type { Repository } from './repository.ts';

/** The directory, absolute, into which a hook belongs so that git runs it. */
export type HookPlace =
  | {
      readonly kind: 'hooks';
      readonly directory: string;
      /** `core.hooksPath` names a directory of the work tree, which everybody has. */
      readonly inWorkTree: boolean;
    }
  /** husky's: git runs `runner`, which runs the hook of that name. `wired`: git is set up to, and the runner is there in this worktree. */
  | { readonly kind: 'husky'; readonly directory: string; readonly runner: string; readonly wired: boolean }
  /** `core.hooksPath`, or a link in place of `.husky`, points outside this repository: those hooks are not this project's. */
  | {
      readonly kind: 'foreign';
      readonly directory: string;
      readonly leading: 'core.hooksPath' | '.husky';
      /** Whose setting `core.hooksPath` is: `local`, `global`, `system`, `worktree`, `command`. */
      readonly scope: string;
    };

/** Finds where this worktree's hooks belong, from `core.hooksPath` and from whether the project uses husky. */
export async function findHookPlace(repository: Repository): Promise<HookPlace> {
  const { root, gitDir, commonDir } = repository;
  const setting = await readSetting(repository.directory, 'core.hooksPath', '--type=path');
  if (setting === undefined) {
    if (root === undefined || !(await usesHusky(root)))
      return { kind: 'hooks', directory: join(commonDir, 'hooks'), inWorkTree: false };
    const home = join(root, '.husky');
    // A directory that the project tracks may be a link, and lead to the hooks of another repository.
    return (await isInside(repository, home)) ? husky(home, false) : foreign(home, '.husky');
  }
  const directory = resolve(root ?? gitDir, setting);
  if (!(await isInside(repository, directory))) {
    return foreign(directory, 'core.hooksPath', await readScope(repository.directory, 'core.hooksPath'));
  }
  return ownPlace(repository, directory);
}

async function ownPlace({ root, gitDir, commonDir }: Repository, directory: string): Promise<HookPlace> {
  if (basename(directory) === '_') return husky(dirname(directory), await exists(directory));
  // Before its version 9, git ran husky's hooks without a runner.
  if (basename(directory) === '.husky') return { kind: 'husky', directory, runner: directory, wired: true };
  const isGits = [gitDir, commonDir].some((home) => isBelow(home, directory));
  return { kind: 'hooks', directory, inWorkTree: root !== undefined && !isGits };
}

function isBelow(home: string, path: string): boolean {
  return !/^\.\.(?:[\\/]|$)/u.test(relative(home, path));
}

function husky(directory: string, wired: boolean): HookPlace {
  return { kind: 'husky', directory, runner: join(directory, '_'), wired };
}

function foreign(directory: string, leading: 'core.hooksPath' | '.husky', scope = 'local'): HookPlace {
  return { kind: 'foreign', directory, leading, scope };
}

async function usesHusky(root: string): Promise<boolean> {
  if (await exists(join(root, '.husky'))) return true;
  const packageJson = await readFile(join(root, 'package.json'), 'utf8').catch(() => '');
  return /"husky"\s*:\s*"/u.test(packageJson);
}

/** Inside of the work tree, of the clone's git directory, or of the main work tree that a linked one belongs to. */
async function isInside({ root, commonDir }: Repository, directory: string): Promise<boolean> {
  const main = basename(commonDir) === '.git' ? [dirname(commonDir)] : [];
  const homes = [commonDir, ...main, ...(root === undefined ? [] : [root])];
  const [target, ...real] = await Promise.all([directory, ...homes].map(realPlace));
  return real.some((home) => !relative(home, target ?? '').startsWith('..'));
}

/** The real path of what need not exist yet. */
async function realPlace(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined) return real;
  return dirname(path) === path ? path : join(await realPlace(dirname(path)), basename(path));
}
