import { git } from './git.ts';
import { pathspec, records } from './index/index-listing.ts';
import { kindOf } from '../entry-kind.ts';

/** A commit by its full hex name, or `--all`: every commit of the repository. */
export type Tip = string;

/** What a commit made of a file. */
export interface FileVersion {
  /** Full hex. */
  readonly commit: string;
  readonly path: string;
  /** Undefined where the commit removed the file, or put a link or a submodule in its place. */
  readonly oid: string | undefined;
}

/** Commits by their full hex names, newest first and never before their descendants, each with the nearest ones before it. */
export type CommitGraph = ReadonlyMap<string, readonly string[]>;

/** What some tips and their ancestors have made of some files. */
export interface FileHistory {
  /** Newest commits first, a commit never before its descendants. A shallow clone's oldest commits count as if they had made everything they hold. */
  readonly versions: readonly FileVersion[];
  /** Those that touched the files, and merges. */
  readonly graph: CommitGraph;
}

/** Every version that `tips` and their ancestors, side branches included, have made of `paths`. */
export async function listVersions(
  directory: string,
  tips: readonly Tip[],
  paths: readonly string[],
): Promise<FileHistory> {
  const graph = await listCommitGraph(directory, tips, paths);
  return { versions: await listChanges(directory, [...graph.keys()], paths), graph };
}

/** `tips` and their ancestors without those of `excluding`, which are still named as parents; without `paths` all of them. */
export async function listCommitGraph(
  directory: string,
  tips: readonly Tip[],
  paths: readonly string[],
  excluding: readonly string[] = [],
): Promise<CommitGraph> {
  const lines = await revList(directory, tips, paths, excluding, '--parents');
  return new Map(
    lines.map((line): [string, readonly string[]] => {
      const [commit = '', ...parents] = line.split(' ');
      return [commit, parents];
    }),
  );
}

/** How many commits without a parent there are behind `tips`, the cuts of a shallow clone among them. */
export async function countRoots(directory: string, tips: readonly Tip[]): Promise<number> {
  const output = await git(directory, ['rev-list', '--max-parents=0', ...tips]);
  return output.toString('latin1').split('\n').filter(Boolean).length;
}

/** What commits (full hex) made of `paths`, in their order. */
export async function listChanges(
  directory: string,
  commits: readonly string[],
  paths: readonly string[],
): Promise<readonly FileVersion[]> {
  return listChangesOf(directory, commits, paths.map(pathspec));
}

/** The same of whatever some of git's pathspecs name. */
export async function listChangesOf(
  directory: string,
  commits: readonly string[],
  pathspecs: readonly string[],
): Promise<readonly FileVersion[]> {
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
  const args = ['diff-tree', ...options, '--', ...pathspecs];
  return parseRaw(records(await git(directory, args, Buffer.from(`${commits.join('\n')}\n`))));
}

/** The commits that touched `paths`: `tip` and its ancestors without those of `excluding`, newest first. All full hex. */
export async function listCommits(
  directory: string,
  tip: Tip,
  paths: readonly string[],
  excluding: readonly string[] = [],
): Promise<readonly string[]> {
  return revList(directory, [tip], paths, excluding);
}

async function revList(
  directory: string,
  tips: readonly Tip[],
  paths: readonly string[],
  excluding: readonly string[],
  ...options: readonly string[]
): Promise<readonly string[]> {
  const range = [...tips, ...excluding.map((oid) => `^${oid}`)];
  const order = ['--full-history', '--date-order', ...options];
  const args = ['rev-list', ...order, ...range, '--', ...paths.map(pathspec)];
  return (await git(directory, args)).toString('latin1').split('\n').filter(Boolean);
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

/** A file or a link that a commit changed, or a submodule. `oid` is full hex, for a submodule what `submoduleName` makes of it; undefined where the commit removed it. */
export interface ChangedFile {
  readonly path: string;
  readonly oid: string | undefined;
}

/** What stands for the content of a submodule, whose commit this repository does not have. */
export function submoduleName(oid: string): string {
  return `submodule:${oid}`;
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
  return parseChanges(records(await git(directory, args, Buffer.from(`${lines.join('\n')}\n`))));
}

/** A commit's name, then `:mode mode oid oid letter` and the path in turn. */
function parseChanges(fields: readonly string[]): ReadonlyMap<string, readonly ChangedFile[]> {
  const found = new Map<string, ChangedFile[]>();
  let files: ChangedFile[] = [];
  let raw = '';
  for (const field of fields) {
    if (raw !== '') {
      const [, mode = '', , oid = ''] = raw.split(' ');
      const name = kindOf(mode) === 'submodule' ? submoduleName(oid) : oid;
      files.push({ path: field, oid: mode === '000000' ? undefined : name });
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
