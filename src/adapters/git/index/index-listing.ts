import { git } from '../git.ts';
import { readIndexFile } from './index-file.ts';
import type { Repository } from '../repository.ts';
import { kindOf } from '../../entry-kind.ts';
import type { FileEntry } from '../tree.ts';

/**
 * Lists what the index (that of `GIT_INDEX_FILE`, where set) has at and below `paths`, each relative to the repository's root.
 * Intent-to-add entries are left out, as a commit would; an unmerged path is one entry of kind `unmerged`.
 */
export async function listIndex(repository: Repository, paths: readonly string[]): Promise<Lists> {
  const { directory, indexFile, nameWidth, indexed } = repository;
  const index = await readIndexFile(indexFile, nameWidth, paths);
  if (!index) return groupByRoot(await askIndex(directory, paths), paths);
  for (const [path, entries] of index.lists) indexed.set(path, { entries, trees: index.trees });
  return index.lists;
}

/** By the paths that were asked for, what stands at and below each. */
export type Lists = ReadonlyMap<string, readonly FileEntry[]>;

export function groupByRoot(entries: readonly FileEntry[], roots: readonly string[]): Lists {
  return new Map(
    roots.map((root) => [root, entries.filter(({ path }) => path === root || path.startsWith(`${root}/`))]),
  );
}

async function askIndex(directory: string, paths: readonly string[]): Promise<readonly FileEntry[]> {
  const output = await git(directory, ['ls-files', '-s', '-z', '--full-name', '--', ...paths.map(pathspec)]);
  const entries = new Map<string, FileEntry>();
  for (const line of records(output)) {
    const entry = parseStaged(line);
    if (entry) entries.set(entry.path, entry);
  }
  const announced = await listAnnounced(directory, paths, [...entries.values()]);
  return [...entries.values()].filter(({ path }) => !announced.has(path));
}

/** Every file that the index has, from the root of a work tree on. */
export async function listTracked(root: string): Promise<readonly FileEntry[]> {
  const lines = records(await git(root, ['ls-files', '-s', '-z', '--full-name']));
  const entries = lines.flatMap((line) => parseStaged(line) ?? []);
  return entries.filter(({ kind }) => kind === 'file');
}

/**
 * Lists what the work tree has at and below `paths`: tracked files that are there and untracked ones, with `ignored` those that git
 * ignores too. Entries have no oid, except files that a sparse checkout left out, but tell what the index has.
 */
export async function listWorkTree(
  directory: string,
  paths: readonly string[],
  ignored: boolean,
): Promise<readonly FileEntry[]> {
  const others = ignored ? ['-o'] : ['-o', '--exclude-standard'];
  const args = [
    'ls-files',
    '-t',
    '-s',
    '-z',
    '-c',
    '-d',
    ...others,
    '--full-name',
    '--',
    ...paths.map(pathspec),
  ];
  const entries = new Map<string, FileEntry>();
  for (const line of records(await git(directory, args))) {
    const [tag, rest] = [line[0], line.slice(2)];
    const entry = tag === '?' ? parseUntracked(rest) : parseStaged(rest);
    if (!entry) continue;
    if (tag === 'R') entries.delete(entry.path);
    else entries.set(entry.path, tag === 'S' ? entry : onDisk(entry));
  }
  return [...entries.values()];
}

/** Lists the files of the work tree at and below `paths` that git ignores. */
export async function listIgnored(
  directory: string,
  paths: readonly string[],
): Promise<readonly FileEntry[]> {
  const args = [
    'ls-files',
    '-o',
    '-i',
    '--exclude-standard',
    '-z',
    '--full-name',
    '--',
    ...paths.map(pathspec),
  ];
  return records(await git(directory, args)).map(parseUntracked);
}

/** Counted from the root wherever git runs, and never a pattern. */
export function pathspec(path: string): string {
  return `:(top,literal)${path}`;
}

export function records(output: Buffer): readonly string[] {
  const text = output.toString('utf8');
  return text === '' ? [] : text.replace(/\0$/u, '').split('\0');
}

/** `100644 oid 0<TAB>path` */
function parseStaged(line: string): FileEntry | undefined {
  const tab = line.indexOf('\t');
  const [mode = '', oid, stage] = line.slice(0, tab).split(' ');
  const kind = kindOf(mode);
  if (kind === undefined || oid === undefined) return undefined;
  const path = line.slice(tab + 1);
  return stage === '0' ? { path, kind, oid } : { path, kind: 'unmerged', oid: undefined };
}

/** Git lists a repository inside this one as a directory and does not look into it. */
function parseUntracked(path: string): FileEntry {
  return { path, kind: path.endsWith('/') ? 'submodule' : 'file', oid: undefined };
}

function onDisk({ path, kind, oid }: FileEntry): FileEntry {
  return { path, kind: kind === 'unmerged' ? 'file' : kind, oid: undefined, indexed: oid };
}

const EMPTY_BLOBS = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]);
const INTENT_TO_ADD = 0x2000_0000;

/** `git add -N` looks like an empty file; only the debugging output shows the flag, so it is asked for when there is an empty file. */
async function listAnnounced(
  directory: string,
  paths: readonly string[],
  entries: readonly FileEntry[],
): Promise<ReadonlySet<string>> {
  if (!entries.some(({ oid }) => oid !== undefined && EMPTY_BLOBS.has(oid))) return new Set();
  const args = ['ls-files', '--debug', '-z', '--full-name', '--', ...paths.map(pathspec)];
  // A path, NUL, and a few lines on it, the last of which ends in its flags.
  const [first = '', ...rest] = (await git(directory, args)).toString('utf8').split('\0');
  const announced = new Set<string>();
  let path = first;
  for (const text of rest) {
    const [end = '', flags = '0'] = /\tflags: ([0-9a-f]+)\n/u.exec(text) ?? [];
    if (Number.parseInt(flags, 16) & INTENT_TO_ADD) announced.add(path);
    path = text.slice(text.indexOf(end) + end.length);
  }
  return announced;
}
