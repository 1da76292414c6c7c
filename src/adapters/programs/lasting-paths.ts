import { access, constants, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { exists } from '../disk/hook-files.ts';

/** An absolute path; in two parts, one that has anything but a slash between them: what changes with each version. */
export type LastingPath = readonly [path: string] | readonly [before: string, after: string];

/** How this program is started, in a way that outlives upgrades as far as there is one. */
export interface Installation {
  readonly node: string;
  readonly bin: LastingPath;
  /**
   * `cached`: npx or its like may clear it away some day; `fleeting`: it is gone when this command ends; `zipped`: Node cannot run it by itself.
   */
  readonly kind: 'lasting' | 'cached' | 'fleeting' | 'zipped';
}

/**
 * Finds out from the paths, absolute, of the node and the bin that run, and from where the repository's work tree is. Package managers start
 * the bin by paths that name its version (pnpm, Yarn's Plug'n'Play) or through a launcher that is no JavaScript.
 */
export async function findInstallation(
  [node, bin]: readonly [node: string, bin: string],
  root: string | undefined,
): Promise<Installation> {
  const real = await realpath(bin).catch(() => bin);
  const places = [bin, real, ...(root === undefined ? [] : [join(root, 'x')])];
  const candidates = places.flatMap((place) => ancestorsOf(place)).map((home) => join(home, ...IN_MODULES));
  const found = (await firstThat(candidates, real)) ?? (basename(bin) === 'bin.js' ? bin : real);
  return { node: await lastingNode(node), bin: withoutVersion(found), kind: kindOf(real) };
}

/** A file of the package that a bin, its `dist/bin.js`, belongs to. */
export function besideBin(bin: LastingPath, ...names: readonly string[]): LastingPath {
  const [before, after] = bin;
  const beside = (path: string) => join(dirname(dirname(path)), ...names);
  return after === undefined ? [beside(before)] : [before, beside(after)];
}

/** The path that there is now; of several versions the last. Undefined where none is. */
export async function resolvePath(path: LastingPath): Promise<string | undefined> {
  const [before, after] = path;
  if (after === undefined) return (await exists(before)) ? before : undefined;
  const names = await readdir(dirname(before)).catch(() => []);
  const fitting = names.filter((name) => name.startsWith(basename(before))).toSorted();
  for (const name of fitting.toReversed()) {
    const whole = join(dirname(before), name) + after;
    if (await exists(whole)) return whole;
  }
  return undefined;
}

/** Whether a program can be run. */
export async function isRunnable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

const IN_MODULES = ['node_modules', 'tidemark', 'dist', 'bin.js'];

/** The directories above a path, the topmost first: a package is linked from where it was asked for, and lies deeper. */
function ancestorsOf(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestorsOf(parent), parent];
}

async function firstThat(candidates: readonly string[], real: string): Promise<string | undefined> {
  for (const path of new Set(candidates)) {
    if ((await realpath(path).catch(() => undefined)) === real) return path;
  }
  return undefined;
}

function withoutVersion(path: string): LastingPath {
  const [, before, after] = VERSIONED.exec(path) ?? [];
  return before === undefined || after === undefined ? [path] : [before, after];
}

/** `…/.pnpm/tidemark@0.1.0/…` and `…/.yarn/unplugged/tidemark-npm-0.1.0-0123456789/…`. */
const VERSIONED = /^(.*[\\/](?:\.pnpm[\\/]tidemark@|unplugged[\\/]tidemark-))[^\\/]+(.*)$/su;

function kindOf(real: string): Installation['kind'] {
  if (/\.zip[\\/]/u.test(real)) return 'zipped';
  // Where `yarn dlx` installs for a single command.
  if (/[\\/]dlx-\d+[\\/]/u.test(real)) return 'fleeting';
  return /[\\/](?:_npx|dlx)[\\/]/u.test(real) ? 'cached' : 'lasting';
}

/** Where package managers of the system keep the current Node, whatever its version. */
const USUAL_NODES = ['/usr/local/bin/node', '/opt/homebrew/bin/node', '/usr/bin/node'];

async function lastingNode(node: string): Promise<string> {
  return (await firstThat(USUAL_NODES, await realpath(node).catch(() => node))) ?? node;
}
