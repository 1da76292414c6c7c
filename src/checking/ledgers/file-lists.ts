import type { EntryKind } from '../../adapters/entry-kind.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { listFiles } from '../../reading/listing.ts';
import type { Listing } from '../../reading/listing.ts';
import { filesOf } from '../../reading/ledgers/file-list.ts';
import type { FileList } from '../../reading/ledgers/file-list.ts';
import type { ReadName } from '../../reading/ledgers/names.ts';
import type { Comparison } from '../comparison.ts';

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
