import { git, gitFailed, runGit } from './git.ts';
import { pathspec, records } from './index/index-listing.ts';

/** What git knows of a path that differs from a plain, unchanged, tracked file. */
export interface PathState {
  /** Relative to the root; for an untracked directory it ends with `/`. */
  readonly path: string;
  /** `unstaged`: the disk differs from the index. `staged`: the index alone differs from HEAD. */
  readonly state: 'untracked' | 'unmerged' | 'unstaged' | 'staged';
}

/**
 * Asks git for the state of everything at and below `paths`, relative to the root. Git compares by the filters that its user has set up (`git lfs`);
 * without them no program runs, and what they would change counts as unstaged.
 */
export async function listStates(
  directory: string,
  paths: readonly string[],
  filters: 'with filters' | 'without filters',
): Promise<readonly PathState[]> {
  const off = filters === 'with filters' ? [] : await filtersOff(directory);
  const args = [...off, 'status', '--porcelain=v2', '-z', '--untracked-files=all', '--no-renames', '--'];
  const output = await git(directory, [...args, ...paths.map(pathspec)]);
  return records(output).flatMap((record) => parseState(record) ?? []);
}

/** Options of git that take every filter that is set up for none. */
async function filtersOff(directory: string): Promise<readonly string[]> {
  const { stdout } = await runGit(directory, [
    'config',
    '-z',
    '--name-only',
    '--get-regexp',
    String.raw`^filter\.`,
  ]);
  return [...new Set(records(stdout))].flatMap((key) => [
    '-c',
    `${key}=${key.endsWith('.required') ? 'false' : ''}`,
  ]);
}

/** `? path`, `1 XY` with six more fields and the path, or `u XY` with eight more. */
function parseState(record: string): PathState | undefined {
  const [type, xy = ''] = record.split(' ');
  const pathFrom = (field: number): string => record.split(' ').slice(field).join(' ');
  if (type === '?') return { path: pathFrom(1), state: 'untracked' };
  if (type === 'u') return { path: pathFrom(10), state: 'unmerged' };
  return type === '1' ? { path: pathFrom(8), state: xy[1] === '.' ? 'staged' : 'unstaged' } : undefined;
}

/** Paths of tracked files of the work tree that hold `pattern`, a basic regular expression, in any case; binary files are left out. */
export async function searchTracked(directory: string, pattern: string): Promise<readonly string[]> {
  const args = [
    'grep',
    '-l',
    '-z',
    '-I',
    '-i',
    '--full-name',
    '--no-color',
    '--no-recurse-submodules',
    '-e',
    pattern,
  ];
  const { exitCode, stdout, stderr } = await runGit(directory, [...args, '--', ':(top)']);
  if (exitCode > 1) throw gitFailed('grep', exitCode, stderr);
  return [...new Set(records(stdout))];
}

/** Paths, relative to the root, of the files of that name that git tracks, or would track, in any directory but `examples` and `changes`. */
export async function listNamed(
  { root }: { readonly root: string | undefined },
  name: string,
): Promise<readonly string[]> {
  if (root === undefined) return [];
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--full-name', '--'];
  const apart = LEFT_OUT.map((directory) => `:(top,exclude,glob)**/${directory}/**`);
  const output = await git(root, [...args, `:(top,glob)**/${name}`, ...apart]);
  return [...new Set(records(output))].toSorted();
}

const LEFT_OUT = ['examples', 'changes'];

/** Stages what the disk has at and below `paths`, deletions too, and nothing else. */
export async function stagePaths(directory: string, paths: readonly string[]): Promise<void> {
  // Without a path git would stage all there is.
  if (paths.length === 0) return;
  await git(directory, ['add', '-A', '--', ...paths.map(pathspec)]);
}
