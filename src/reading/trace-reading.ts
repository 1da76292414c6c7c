import { findWorkLink } from '../adapters/disk/work-file-kind.ts';
import type { WorkLink } from '../adapters/disk/work-file-kind.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { FileEntry } from '../adapters/git/tree.ts';
import type { Snapshot } from '../core/ledger/snapshot.ts';
import type { Changes } from '../formats/change-dir.ts';
import type { WorklogReading } from '../formats/worklog/read-once.ts';
import type { Worklog } from '../formats/worklog/worklog.ts';
import { DEFAULT_CONFIG } from '../formats/config/default-config.ts';
import { unmergedProblem } from './backlog-reading.ts';
import { entriesBelow, entryAt, kindAt, listFiles, readEntry } from './listing.ts';
import type { Listing, Source } from './listing.ts';
import { readChangesOnce } from './parse-once.ts';
import { CONFIG_FILE } from './settings.ts';
import type { Settings } from './settings.ts';

/** The directories of changes of a snapshot, and what nearly is one. */
export async function readDirectories(
  repository: Repository,
  source: Source,
  listing: Listing,
  { changes }: Settings,
): Promise<Changes> {
  const entries = entriesBelow(listing, changes);
  const isUnsure = ({ path, kind }: FileEntry) => kind === 'file' && path.lastIndexOf('/') === changes.length;
  if (source.kind !== 'worktree' || !entries.some(isUnsure)) return readChangesOnce(changes, entries);
  // Git does not tell an untracked link from a file.
  const seen = entries.map(async (entry) => {
    if (!isUnsure(entry)) return entry;
    return { ...entry, kind: (await kindAt(repository, source, listing, entry.path)) ?? entry.kind };
  });
  return readChangesOnce(changes, await Promise.all(seen));
}

/** The headings of its worklog, what nearly is one, and what keeps a file from being told apart into entries. */
export async function readWorklog(
  repository: Repository,
  listing: Listing,
  { worklog }: Settings,
): Promise<Worklog & Pick<Snapshot, 'worklogProblems'>> {
  const entries = entriesBelow(listing, worklog).filter(({ path }) => path.endsWith('.md'));
  const readings = await Promise.all(
    entries.map(async (entry): Promise<WorklogReading> => {
      if (entry.kind === 'unmerged') return { ...NOTHING, problem: unmergedProblem(entry.path) };
      const bytes = await readEntry(repository, entry);
      if (!bytes) return { ...NOTHING, problem: undefined };
      const { readWorklogOnce } = await import('../formats/worklog/read-once.ts');
      return readWorklogOnce(entry.path, bytes);
    }),
  );
  const problems = readings.flatMap(({ problem }) => problem ?? []);
  return {
    rows: readings.flatMap(({ rows }) => rows),
    nearMisses: readings.flatMap(({ nearMisses }) => nearMisses),
    ...(problems.length > 0 && { worklogProblems: problems }),
  };
}

const NOTHING: Worklog = { rows: [], nearMisses: [] };

/** `notesOnFolders`, for whoever has listed nothing yet. */
export async function readNotesOnFolders(
  repository: Repository,
  source: Source,
  settings: Settings,
): Promise<readonly string[]> {
  const { worklog, changes } = DEFAULT_CONFIG;
  const paths = [...new Set([settings.worklog, settings.changes, worklog, changes])];
  return notesOnFolders(repository, await listFiles(repository, source, paths), settings);
}

/** Why nothing is read where a configuration says that the worklog or the directories of changes are, for people. */
export async function notesOnFolders(
  repository: Repository,
  listing: Listing,
  settings: Settings,
): Promise<readonly string[]> {
  const notes = (['worklog', 'changes'] as const).map(async (key) => {
    const path = settings[key];
    const entries = entriesBelow(listing, path);
    if (entries.length > 0) return key === 'worklog' ? noteOnOtherEndings(entries) : [];
    const link = await linkAt(repository, listing, path);
    if (link) return [noteOnLink(key, link)];
    const usual = DEFAULT_CONFIG[key];
    const isElsewhere = path !== usual && entriesBelow(listing, usual).length > 0;
    return isElsewhere
      ? [`\`${key}: ${path}\` in ${CONFIG_FILE} matches nothing, and ${usual}/, which is there, is not read.`]
      : [];
  });
  return (await Promise.all(notes)).flat();
}

/** A worklog under another ending of Markdown looks as if it were read. */
export function noteOnOtherEndings(entries: readonly FileEntry[]): readonly string[] {
  const [first, ...more] = entries.filter(({ path }) => OTHER_ENDING.test(path) && !path.endsWith('.md'));
  if (!first) return [];
  const rest = more.length > 0 ? ` (nor ${more.length} like it)` : '';
  return [`${first.path} is not read${rest}: the files of a worklog end in .md.`];
}

const OTHER_ENDING = /\.(?:md|mdx|mdown|mkdn?|markdown)$/iu;

/** Git has nothing below a link in place of a directory, so what is on the way is asked of the disk, whatever the snapshot. */
async function linkAt({ root }: Repository, listing: Listing, path: string): Promise<WorkLink | undefined> {
  const isLink = entryAt(listing, path)?.kind === 'link';
  const onDisk =
    root !== undefined && (isLink || path.includes('/')) ? await findWorkLink(root, path) : undefined;
  return onDisk ?? (isLink ? { path, real: undefined } : undefined);
}

function noteOnLink(key: 'worklog' | 'changes', { path, real }: WorkLink): string {
  const way =
    real === undefined
      ? 'Put the directory itself into the repository.'
      : `Name the real directory in ${CONFIG_FILE}: \`${key}: ${real}\`.`;
  return `${path} is a symbolic link, and symbolic links are not followed: the IDs behind it are not seen. ${way}`;
}
