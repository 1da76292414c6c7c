import { git } from '../git.ts';
import { pathspec } from '../index/index-listing.ts';

/** Some paths: each a literal one, at and below which all counts, or a glob pattern. Both are relative to the root. */
export interface Wanted {
  readonly paths: readonly string[];
  readonly globs: readonly string[];
}

/** The commits that changed some paths: `commit` (full hex) and what is behind it, full hex. */
export async function listTouching(
  directory: string,
  commit: string,
  wanted: Wanted,
): Promise<readonly string[]> {
  const output = await git(directory, ['rev-list', '--full-history', commit, '--', ...pathspecs(wanted)]);
  return output.toString('latin1').split('\n').filter(Boolean);
}

export function pathspecs({ paths, globs }: Wanted): readonly string[] {
  return [...paths.map(pathspec), ...globs.map((pattern) => `:(top,glob)${pattern}`)];
}
