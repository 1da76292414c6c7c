import { posix } from 'node:path';

import type { EntryKind } from './adapters/tree.ts';
import type { Repository } from './adapters/repository.ts';
import type { HeadingClaim } from './core/claim.ts';
import type { BacklogState, Snapshot } from './core/snapshot.ts';
import { readChangeDirs } from './formats/change-dir.ts';
import { DEFAULT_CONFIG } from './formats/config.ts';
import { entriesBelow, kindAt, listFiles, readEntry, readLink } from './listing.ts';
import type { Listing, Source } from './listing.ts';
import { parseBacklogOnce, parseWorklogOnce } from './parse-once.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS, readSettings, TOML_FILES } from './settings.ts';
import type { LocalSettings, Settings } from './settings.ts';

/** A snapshot, and what it was read by. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  /** What stands in the way of reading more, for people: a directory of changes that is a link. */
  readonly notes: readonly string[];
  /** A file of the snapshot; undefined where it has none at that path. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
}

/**
 * Reads the guarded files of `source`, by its own configuration. `commit` is the full name of the commit that `source` is, if it is one.
 * Whatever the files hold is data; throws `config` for a candidate's broken configuration, `history-missing` for a cut or partial clone.
 */
export async function readSnapshot(
  repository: Repository,
  source: Source,
  about: {
    readonly label: string;
    readonly commit?: string | undefined;
    readonly role: 'candidate' | 'base';
  },
  local: LocalSettings,
): Promise<Reading> {
  const usual = await listUsual(repository, source);
  const settings = await readSettings(repository, usual, about.role, local);
  const listing = await listOwn(repository, source, usual, settings);
  const [backlog, headings] = await Promise.all([
    readBacklog(repository, source, listing, settings),
    readHeadings(repository, listing, settings),
  ]);
  // Git ends the path of a repository inside this one with a slash.
  const paths = entriesBelow(listing, settings.changes).flatMap(({ path, kind }) =>
    kind === 'submodule' ? [] : path,
  );
  return {
    snapshot: {
      label: about.label,
      commit: about.commit,
      backlog,
      headings,
      directories: readChangeDirs(settings.changes, paths),
      prefixes: settings.prefixes,
    },
    settings,
    notes: linkNotes(listing, settings),
    read: async (path) => {
      const entry = listing.get(path);
      return entry && readEntry(repository, entry);
    },
  };
}

/** The backlog of a snapshot alone, and no more than that is read. */
export async function readBacklogOf(
  repository: Repository,
  source: Source,
  local: LocalSettings,
): Promise<BacklogState> {
  const few = [CONFIG_FILE, ...TOML_FILES, ...DEFAULT_BACKLOGS];
  const usual = await listFiles(repository, source, few);
  const settings = await readSettings(repository, usual, 'base', local);
  const missing = settings.backlogs.filter((path) => !few.includes(path));
  const more = missing.length > 0 ? await listFiles(repository, source, missing) : new Map<string, never>();
  return readBacklog(repository, source, new Map([...usual, ...more]), settings);
}

const USUAL = [
  CONFIG_FILE,
  ...TOML_FILES,
  ...DEFAULT_BACKLOGS,
  DEFAULT_CONFIG.worklog,
  DEFAULT_CONFIG.changes,
];

/** Lists the places that nobody had to configure, and has their texts read in one go: most repositories need nothing else. */
async function listUsual(repository: Repository, source: Source): Promise<Listing> {
  const listing = await listFiles(repository, source, USUAL);
  const objects = [...listing.values()].filter(
    ({ path, kind, oid }) => oid && kind === 'file' && isText(path),
  );
  await Promise.all(objects.map(async (entry) => readEntry(repository, entry)));
  return listing;
}

function isText(path: string): boolean {
  return !path.startsWith(`${DEFAULT_CONFIG.changes}/`) && /\.(?:md|yaml|toml)$/u.test(path);
}

async function listOwn(
  repository: Repository,
  source: Source,
  usual: Listing,
  { backlogs, worklog, changes }: Settings,
): Promise<Listing> {
  const more = [...backlogs, worklog, changes].filter((path) => !USUAL.includes(path));
  return more.length === 0 ? usual : new Map([...usual, ...(await listFiles(repository, source, more))]);
}

async function readBacklog(
  repository: Repository,
  source: Source,
  listing: Listing,
  { backlogs }: Settings,
): Promise<BacklogState> {
  let note: string | undefined;
  for (const path of backlogs) {
    const entry = listing.get(path);
    const kind = await kindAt(repository, source, listing, path);
    if (kind === 'unmerged') return unmerged(path);
    const bytes = entry && kind === 'file' ? await readEntry(repository, { ...entry, kind }) : undefined;
    if (bytes) return parseBacklogOnce(path, bytes);
    if (kind !== undefined) note ??= await noteOn(repository, listing, path, kind);
  }
  const path = backlogs[0] ?? DEFAULT_BACKLOGS[0];
  return note === undefined ? { state: 'missing', path } : { state: 'missing', path, note };
}

function unmerged(path: string): BacklogState {
  const message = `${path} is in conflict: git holds up to three versions of it, and none is settled yet`;
  return { state: 'unreadable', path, problems: [{ message, place: { path, line: 1, column: 1 } }] };
}

async function noteOn(
  repository: Repository,
  listing: Listing,
  path: string,
  kind: EntryKind | 'special',
): Promise<string> {
  if (kind !== 'link') return `${path} is ${WHAT[kind]}, not a file.`;
  const target = posix.join(posix.dirname(path), (await readLink(repository, listing, path)) ?? '');
  const way = /^(?:\.\.|\/)/u.test(target)
    ? 'Put the file itself into the repository.'
    : `Name the real file in ${CONFIG_FILE}: \`backlog: ${target}\`.`;
  return `${path} is a symbolic link, and nothing is read through one. ${way}`;
}

const WHAT = {
  file: 'a file',
  link: 'a symbolic link',
  submodule: 'a submodule',
  directory: 'a directory',
  unmerged: 'in conflict',
  special: 'a pipe or a device',
} satisfies Record<EntryKind | 'special', string>;

async function readHeadings(
  repository: Repository,
  listing: Listing,
  { worklog }: Settings,
): Promise<readonly HeadingClaim[]> {
  const entries = entriesBelow(listing, worklog).filter(({ path }) => path.endsWith('.md'));
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const bytes = await readEntry(repository, entry);
      return bytes ? parseWorklogOnce(entry.path, bytes) : [];
    }),
  );
  return lists.flat();
}

function linkNotes(listing: Listing, { worklog, changes }: Settings): readonly string[] {
  return [worklog, changes]
    .filter((path) => listing.get(path)?.kind === 'link')
    .map(
      (path) =>
        `${path} is a symbolic link, and nothing is read through one. Name the real directory in ${CONFIG_FILE}.`,
    );
}
