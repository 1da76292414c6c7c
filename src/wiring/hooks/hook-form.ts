import { basename, dirname, isAbsolute, relative, sep } from 'node:path';

import { readScript } from '../../adapters/disk/hook-files.ts';
import type { HookPlace } from '../../adapters/git/hook-place.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { besideBin, resolvePath } from '../../adapters/programs/lasting-paths.ts';
import type { Installation, LastingPath } from '../../adapters/programs/lasting-paths.ts';
import type { HookName } from '../../checking/hook-name.ts';
import type { HookText } from './hook-block.ts';
import { shellQuote } from './shell-words.ts';

/**
 * What a hook is to hold: in git's own directory all of the script, with the paths of this machine; in a directory of the work tree, which
 * everybody has, one line that finds Tidemark when it runs.
 */
export async function hookForm(
  name: HookName,
  place: HookPlace,
  { repository, installation }: { readonly repository: Repository; readonly installation: Installation },
): Promise<HookText['form']> {
  const { bin, node } = installation;
  if (isShared(place)) return { kind: 'line', line: hookLine(name, place, repository, bin) };
  return { kind: 'whole', script: await readScript(await scriptPath(name, bin)), bin, node };
}

/** The line that lets somebody else's hook run the package's own script. */
export function foreignLine(name: HookName, { bin }: Installation): string {
  const script = besideBin(bin, 'hooks', name).map(shellQuote).join('*');
  return `${script} "$@" || exit $?`;
}

async function scriptPath(name: HookName, bin: LastingPath): Promise<string> {
  const path = besideBin(bin, 'hooks', name);
  return (await resolvePath(path)) ?? path.join('*');
}

/** Whether the hooks lie in the work tree, so that what is written there is for everybody. */
export function isShared(place: HookPlace): boolean {
  return place.kind === 'husky' || (place.kind === 'hooks' && place.inWorkTree);
}

/** Without what every line ends with, ` || exit $?`. */
function hookLine(
  name: HookName,
  place: HookPlace,
  { root = '', commonDir }: Repository,
  bin: LastingPath,
): string {
  const main = basename(commonDir) === '.git' ? dirname(commonDir) : undefined;
  const [inRoot, inMain] = [root, main].map((home) => home && within(home, bin));
  // husky is set up by itself in every worktree; another directory of hooks is there in all of them, and node_modules need not be.
  const isHusky = place.kind === 'husky';
  if (inMain && !(isHusky && inRoot))
    return `sh "$(git rev-parse --git-common-dir)"/../${inMain}/hooks/${name} "$@"`;
  return inRoot ? `${inRoot}/hooks/${name} "$@"` : `tidemark hook ${name} "$@"`;
}

/** The package that a bin belongs to, as a word of sh that counts from `home`; undefined where it is outside. */
function within(home: string, bin: LastingPath): string | undefined {
  const [before, after] = besideBin(bin);
  const way = relative(home, before);
  if (way === '' || /^\.\.(?:[\\/]|$)/u.test(way) || isAbsolute(way)) return undefined;
  return after === undefined ? plain(way) : `${plain(way)}*${plain(after)}`;
}

function plain(path: string): string {
  const posix = path.replaceAll(sep, '/');
  return /^[\w./@+-]*$/u.test(posix) ? posix : shellQuote(posix);
}
