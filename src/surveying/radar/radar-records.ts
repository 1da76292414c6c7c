import type { CommitGraph, FileVersion } from '../../adapters/git/file-history.ts';
import { groupBy } from '../../core/ids/group-by.ts';
import type { DirectoryClaim } from '../../core/ids/claim.ts';
import { changedBy, type Listing } from '../directory-history.ts';

/** What a commit has of the guarded files. Commits that changed none of them share one. */
export interface TipRecord {
  /** Backlogs and worklog files: full hex names of their contents, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly directories: Listing;
  /** What came before could not be read. */
  readonly isBroken: boolean;
}

const NOTHING: TipRecord = { files: new Map(), directories: new Map(), isBroken: false };

/** The records of all commits of a graph. `unread` are those of which nobody knows what they changed. */
export function recordsIn(
  graph: CommitGraph,
  changes: readonly FileVersion[],
  root: string,
  unread: ReadonlySet<string>,
): ReadonlyMap<string, TipRecord> {
  const byCommit = groupBy(changes, ({ commit }) => commit);
  const records = new Map<string, TipRecord>();
  for (const [commit, [first = '']] of [...graph].toReversed()) {
    const before = records.get(first) ?? NOTHING;
    const own = byCommit.get(commit);
    const record = own ? recordAfter(before, own, root) : before;
    records.set(commit, unread.has(commit) ? { ...record, isBroken: true } : record);
  }
  return records;
}

function recordAfter(before: TipRecord, changes: readonly FileVersion[], root: string): TipRecord {
  const isBeside = ({ path }: FileVersion): boolean => path.startsWith(`${root}/`);
  const beside = changes.filter(isBeside);
  const files = new Map(before.files);
  for (const change of changes) {
    if (isBeside(change)) continue;
    if (change.oid === undefined) files.delete(change.path);
    else files.set(change.path, change.oid);
  }
  const directories = beside.length > 0 ? changedBy(before.directories, beside, root) : before.directories;
  return { files, directories, isBroken: before.isBroken };
}

export function directoriesOf({ directories }: TipRecord): readonly DirectoryClaim[] {
  return [...directories.values()].flatMap(({ claims }) => claims);
}
