import { git } from './git.ts';
import { pathspec, records } from './index-listing.ts';
import { kindOf } from './tree.ts';

/** What a commit made of a file. */
export interface FileVersion {
  /** Full hex. */
  readonly commit: string;
  readonly path: string;
  /** Undefined where the commit removed the file, or put a link or a submodule in its place. */
  readonly oid: string | undefined;
}

/**
 * Every version that `commit` and its ancestors, side branches included, have made of `paths`: newest commits first, a commit never
 * before its descendants. A shallow clone's oldest commits count as if they had made everything they hold.
 * `excluding` leaves out what that commit can reach. Commits are full hex.
 */
export async function listVersions(
  directory: string,
  commit: string,
  paths: readonly string[],
  excluding: readonly string[] = [],
): Promise<readonly FileVersion[]> {
  const limits = excluding.map((oid) => `^${oid}`);
  const specs = ['--', ...paths.map(pathspec)];
  const commits = await git(directory, [
    'rev-list',
    '--full-history',
    '--date-order',
    commit,
    ...limits,
    ...specs,
  ]);
  if (commits.length === 0) return [];
  // Plumbing on purpose: `git log` obeys a dozen settings of its user.
  const options = [
    '--stdin',
    '-m',
    '-r',
    '-z',
    '--root',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--no-relative',
  ];
  return parseRaw(records(await git(directory, ['diff-tree', ...options, ...specs], commits)));
}

/** A commit's name, then `:mode mode oid oid letter` and the path in turn; a merge comes once per parent. */
function parseRaw(fields: readonly string[]): readonly FileVersion[] {
  const versions = new Map<string, FileVersion>();
  let commit = '';
  let raw = '';
  for (const field of fields) {
    if (raw !== '') {
      const [, mode = '', , oid = ''] = raw.split(' ');
      const gone = mode === '000000' || kindOf(mode) !== 'file';
      versions.set(`${commit}:${field}`, { commit, path: field, oid: gone ? undefined : oid });
      raw = '';
    } else if (field.startsWith(':')) {
      raw = field;
    } else {
      commit = field;
    }
  }
  return [...versions.values()];
}
