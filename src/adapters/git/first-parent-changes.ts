import type { CommitGraph } from './file-history.ts';
import { git } from './git.ts';
import { pathspec, records } from './index/index-listing.ts';
import { kindOf } from './tree.ts';

/** A file that a commit changed: `oid` is full hex; undefined where it removed the file, or put a link or a submodule in its place. */
export interface ChangedFile {
  readonly path: string;
  readonly oid: string | undefined;
}

/**
 * What the commits of a graph (which names the parents to compare with) have changed at and below some paths, against their first parents: in one
 * process, however many there are. Commits that changed nothing there are left out.
 */
export async function listFirstParentChanges(
  directory: string,
  graph: CommitGraph,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly ChangedFile[]>> {
  if (graph.size === 0) return new Map();
  const options = ['--stdin', '-r', '-z', '--root', '--raw', '--no-abbrev', '--no-renames', '--no-relative'];
  const args = ['diff-tree', ...options, '--', ...paths.map(pathspec)];
  // Two names on a line: the commit is compared with the second as if that were its only parent.
  const lines = [...graph].map(([commit, [first]]) => (first === undefined ? commit : `${commit} ${first}`));
  return parseRaw(records(await git(directory, args, Buffer.from(`${lines.join('\n')}\n`))));
}

/** A commit's name, then `:mode mode oid oid letter` and the path in turn. */
function parseRaw(fields: readonly string[]): ReadonlyMap<string, readonly ChangedFile[]> {
  const found = new Map<string, ChangedFile[]>();
  let files: ChangedFile[] = [];
  let raw = '';
  for (const field of fields) {
    if (raw !== '') {
      const [, mode = '', , oid = ''] = raw.split(' ');
      const isGone = mode === '000000' || kindOf(mode) !== 'file';
      files.push({ path: field, oid: isGone ? undefined : oid });
      raw = '';
    } else if (field.startsWith(':')) {
      raw = field;
    } else {
      files = found.get(field) ?? [];
      found.set(field, files);
    }
  }
  return found;
}
