import { posix } from 'node:path';

import { findWorkLink } from '../adapters/disk/work-file-kind.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { EntryKind } from '../adapters/entry-kind.ts';
import type { BacklogState, TextProblem } from '../core/ledger/snapshot.ts';
import { entryAt, kindAt, listFiles, listTrees, readEntry, readLink } from './listing.ts';
import type { Listing, Source } from './listing.ts';
import { parseBacklogOnce } from './parse-once.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS, localSettingsAt, readSettings, TOML_FILES } from './settings.ts';
import type { LocalSettings, Settings } from './settings.ts';

/** The backlog of a snapshot: the first file among the places where its settings look. Links, directories and submodules are reported, not read. */
export async function readBacklog(
  repository: Repository,
  source: Source,
  listing: Listing,
  { backlogs }: Settings,
): Promise<BacklogState> {
  let note: string | undefined;
  for (const path of backlogs) {
    const kind = await kindAt(repository, source, listing, path);
    if (kind === 'unmerged') return unmerged(path);
    const entry = kind === 'file' && entryAt(listing, path);
    const bytes =
      entry && (await readEntry(repository, { path, kind, oid: entry.oid, indexed: entry.indexed }));
    if (bytes) return parseBacklogOnce(path, bytes);
    if (kind !== undefined) note ??= await noteOn(repository, listing, path, kind);
  }
  return missing(backlogs[0], note ?? (await noteOnFolders(repository, backlogs)));
}

function missing(path: string = DEFAULT_BACKLOGS[0], note?: string): BacklogState {
  return note === undefined ? { state: 'missing', path } : { state: 'missing', path, note };
}

function unmerged(path: string): BacklogState {
  return { state: 'unreadable', path, problems: [unmergedProblem(path)], conflict: true };
}

/** What is wrong with a file that the index has at stages 1 to 3. */
export function unmergedProblem(path: string): TextProblem {
  const message = 'it is in conflict, and git holds up to three versions of it';
  return { message, place: { path, line: 1, column: 1 } };
}

async function noteOn(
  repository: Repository,
  listing: Listing,
  path: string,
  kind: EntryKind | 'special',
): Promise<string> {
  if (kind !== 'link') return `${path} is ${WHAT[kind]}, not a file.`;
  const onDisk = repository.root && (await findWorkLink(repository.root, path));
  if (onDisk) return noteOnLink(onDisk.path, onDisk.real);
  const target = (await readLink(repository, listing, path)) ?? '/';
  const real = posix.join(posix.dirname(path), target);
  return noteOnLink(path, target.startsWith('/') || /^\.\.(?:\/|$)/u.test(real) ? undefined : real);
}

/** Git has nothing below a link in place of a directory, so this is asked of the disk, whatever the snapshot. */
async function noteOnFolders({ root }: Repository, backlogs: readonly string[]): Promise<string | undefined> {
  if (root === undefined) return undefined;
  for (const path of backlogs) {
    const link = await findWorkLink(root, path);
    if (link) return noteOnLink(link.path, link.real);
  }
  return undefined;
}

function noteOnLink(link: string, real: string | undefined): string {
  const way =
    real === undefined
      ? 'Put the file itself into the repository.'
      : `Name the real file in ${CONFIG_FILE}: \`backlog: ${real}\`.`;
  return `${link} is a symbolic link, and symbolic links are not followed. ${way}`;
}

const WHAT = {
  file: 'a file',
  link: 'a symbolic link',
  submodule: 'a submodule',
  directory: 'a directory',
  unmerged: 'in conflict',
  special: 'a pipe or a device',
} satisfies Record<EntryKind | 'special', string>;

/** A file that a commit has, by the full hex name of its content. */
export interface BacklogFile {
  readonly path: string;
  readonly oid: string;
}

/** Where a commit (full hex) has its backlog, which is not read; undefined where it has none. */
export async function locateBacklog(
  repository: Repository,
  commit: string,
  local: LocalSettings,
): Promise<BacklogFile | undefined> {
  const usual = await listTrees(repository, commit, FEW);
  const own = await localSettingsAt(repository, commit, local);
  const { backlogs } = await readSettings(repository, usual, 'base', own);
  const listing = await listTrees(repository, commit, backlogs);
  for (const path of backlogs) {
    const entry = entryAt(listing, path);
    if (entry?.kind === 'file' && entry.oid !== undefined) return { path, oid: entry.oid };
  }
  return undefined;
}

const FEW = [CONFIG_FILE, ...TOML_FILES, ...DEFAULT_BACKLOGS];

/** The backlog of a snapshot and what it was read by; no more than that is read. A broken configuration is ignored. */
export async function readBacklogOf(
  repository: Repository,
  source: Source,
  local: LocalSettings,
): Promise<{ readonly backlog: BacklogState; readonly settings: Settings }> {
  const usual = await listFiles(repository, source, FEW);
  const own = source.kind === 'commit' ? await localSettingsAt(repository, source.revision, local) : local;
  const settings = await readSettings(repository, usual, 'base', own);
  const missing = settings.backlogs.filter((path) => !FEW.includes(path));
  const more = missing.length > 0 ? await listFiles(repository, source, missing) : new Map<string, never>();
  const backlog = await readBacklog(repository, source, new Map([...usual, ...more]), settings);
  return { backlog, settings };
}
