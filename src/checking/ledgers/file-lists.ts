import type { EntryKind } from '../../adapters/entry-kind.ts';
import type { FileEntry } from '../../adapters/git/tree.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { listFiles } from '../../reading/listing.ts';
import type { Listing } from '../../reading/listing.ts';
import { listedFrom, stepBetween } from '../../reading/ledgers/file-list.ts';
import type { FileList, FileStep, ListedFiles } from '../../reading/ledgers/file-list.ts';
import type { ReadName } from '../../reading/ledgers/names.ts';
import type { Comparison } from '../comparison.ts';

/** The files of all ledgers that the sides of a comparison have. */
export interface FileLists {
  readonly candidate: ListedFiles;
  /** Of bases, sides and the target, by their full hex names. */
  readonly commits: ReadonlyMap<string, ListedFiles>;
  /** What the candidate has that none of them has, and where there is one alone all that is not as it is there. */
  readonly come: readonly FileEntry[];
  readonly step: FileStep | undefined;
  /** What the candidate has in place of a folder, one sentence each. */
  readonly notes: readonly string[];
}

/** Some of those files, by their contents. */
export interface FilesAt {
  readonly candidate: FileList;
  readonly commits: ReadonlyMap<string, FileList>;
}

/** All of them. */
export function filesAt({ candidate, commits }: FileLists): FilesAt {
  return {
    candidate: candidate.files,
    commits: new Map([...commits].map(([commit, { files }]) => [commit, files])),
  };
}

export async function readLists(
  repository: Repository,
  { candidate, bases, sides, target }: Comparison,
  paths: readonly string[],
): Promise<FileLists> {
  const others = [
    ...bases,
    ...sides,
    ...(target ? [target.base, ...(target.published ? [target.published] : [])] : []),
  ];
  const commits = new Set(others.flatMap(({ snapshot }) => snapshot.commit ?? []));
  const [own, ...lists] = await Promise.all([
    candidate.list(paths),
    ...[...commits].map(async (revision) => listFiles(repository, { kind: 'commit', revision }, paths)),
  ]);
  const now = listedFrom(own);
  const before = lists.map(listedFrom);
  const [only, another] = before;
  const step = only && !another ? stepBetween(only, now) : undefined;
  return {
    candidate: now,
    commits: new Map([...commits].map((commit, at) => [commit, before[at] ?? listedFrom(new Map())])),
    come: step?.come ?? now.entries.filter(({ path }) => before.every(({ files }) => !files.has(path))),
    step,
    notes: notesOn(own),
  };
}

function notesOn(listing: Listing): readonly string[] {
  return [...listing].flatMap(([folder, [first]]) =>
    first?.path === folder
      ? [`${folder} is ${WHAT[first.kind]}, not a folder: nothing in it is checked.`]
      : [],
  );
}

const WHAT = {
  file: 'a file',
  link: 'a symbolic link',
  submodule: 'a submodule',
  directory: 'a repository of its own',
  unmerged: 'in conflict',
} satisfies Record<EntryKind, string>;

/** Whether names alone leave open what is right: something came, or it is more than one commit on one line. */
export function hasQuestion(
  read: ReadName,
  { sides, bases, range, move }: Comparison,
  { candidate, commits, step }: FileLists,
): boolean {
  if (bases.length === 0) return false;
  const before = [...commits.values()];
  const isKnown = ({ path }: FileEntry): boolean => before.every(({ files }) => files.has(path));
  const unknown = step ? step.come : candidate.entries.filter((entry) => !isKnown(entry));
  const hasCome = unknown.some(({ path }) => read(path).name);
  return hasCome || move !== undefined || sides.length > 1 || (range?.graph.size ?? 0) > 1;
}

/** What turns one list into another. */
export function changesBetween(
  before: FileList,
  after: FileList,
): readonly { readonly path: string; readonly oid: string | undefined }[] {
  const gone = [...before.keys()].filter((path) => !after.has(path));
  const changed = [...after].filter(([path, oid]) => before.get(path) !== oid);
  return [
    ...gone.map((path) => ({ path, oid: undefined })),
    ...changed.map(([path, oid]) => ({ path, oid })),
  ];
}
