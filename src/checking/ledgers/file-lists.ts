import type { EntryKind } from '../../adapters/entry-kind.ts';
import { submoduleName } from '../../adapters/git/file-history.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { FileEntry } from '../../adapters/git/tree.ts';
import { listFiles } from '../../reading/listing.ts';
import type { Listing } from '../../reading/listing.ts';
import { diskName } from '../../reading/ledgers/contents.ts';
import type { ReadName } from '../../reading/ledgers/names.ts';
import type { Comparison } from '../comparison.ts';

/** The contents of files by their paths: full hex, or `diskName`. */
export type FileList = ReadonlyMap<string, string>;

/** The files of all ledgers that the sides of a comparison have. */
export interface FileLists {
  readonly candidate: FileList;
  /** Of bases, sides and the target, by their full hex names. */
  readonly commits: ReadonlyMap<string, FileList>;
  /** What the candidate has in place of a folder, one sentence each. */
  readonly notes: readonly string[];
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
  return {
    candidate: filesOf(own),
    commits: new Map([...commits].map((commit, at) => [commit, filesOf(lists[at] ?? new Map())])),
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

/** A name claims, whether a file, a link or a submodule has it. A directory is a companion, and nothing is read through a link. */
function filesOf(listing: Listing): FileList {
  const files = new Map<string, string>();
  for (const entries of listing.values()) for (const entry of entries) addFile(files, entry);
  return files;
}

function addFile(files: Map<string, string>, { path, kind, oid }: FileEntry): void {
  if (kind === 'directory') return;
  const isCommit = kind === 'submodule' && oid !== undefined;
  files.set(path, isCommit ? submoduleName(oid) : (oid ?? diskName(path)));
}

/** Whether names alone leave open what is right: something came, or it is more than one commit on one line. */
export function hasQuestion(
  read: ReadName,
  { sides, bases, range, move }: Comparison,
  lists: FileLists,
): boolean {
  const before = [...lists.commits.values()];
  if (bases.length === 0) return false;
  const isKnown = (path: string): boolean => before.every((list) => list.has(path));
  const hasCome = [...lists.candidate.keys()].some((path) => !isKnown(path) && read(path).name);
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
