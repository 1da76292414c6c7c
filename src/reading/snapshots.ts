import { posix } from 'node:path';

import { groupByRoot, listIgnored } from '../adapters/git/index/index-listing.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { DirectoryClaim, HeadingClaim } from '../core/ids/claim.ts';
import type { Snapshot } from '../core/ledger/snapshot.ts';
import { withTraceRows } from '../core/ledger/rows/trace-rows.ts';
import { DEFAULT_CONFIG } from '../formats/config/default-config.ts';
import { readBacklog } from './backlog-reading.ts';
import { noteOnNested } from './missing-backlog.ts';
import { entriesBelow, entryAt, listFiles, pickFrom, readEntry, standingAt } from './listing.ts';
import type { Listing, Source, Standing } from './listing.ts';
import { notesOnFolders, readDirectories, readWorklog } from './trace-reading.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS, localSettingsAt, readSettings, TOML_FILES } from './settings.ts';
import type { LocalSettings, Settings } from './settings.ts';

/** What a snapshot is for, and what people call it. */
export interface About {
  readonly label: string;
  readonly commit?: string | undefined;
  readonly role: 'candidate' | 'base';
}

/** A snapshot, and what it was read by. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  /** What stands in the way of reading more, for people: a directory of changes that is a link. */
  readonly notes: readonly string[];
  /** A file of the snapshot; undefined where it has none at that path. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** What the snapshot has at and below some paths. */
  readonly list: (paths: readonly string[]) => Promise<Listing>;
  /** What stands at any path of the source. */
  readonly standsAt: (path: string) => Promise<Standing | undefined>;
  /** The same source, read by other paths. */
  readonly by: (places: Places) => Promise<Reading>;
  /** The same source, read for another backlog. */
  readonly of: (local: LocalSettings) => Promise<Reading>;
}

/** Where a snapshot is looked for. */
export type Places = Pick<Settings, 'backlogs' | 'worklog' | 'changes'>;

/**
 * Reads the guarded files of `source`, by its own configuration. `commit` is the full name of the commit that `source` is, if it is one.
 * Whatever the files hold is data; throws `config` for a candidate's broken configuration, `history-missing` for a cut or partial clone.
 */
export async function readSnapshot(
  repository: Repository,
  source: Source,
  about: About,
  local: LocalSettings,
): Promise<Reading> {
  return readListed(repository, source, await listFiles(repository, source, USUAL), about, local);
}

/**
 * `readSnapshot` in two steps: others can ask git for what they need between them, and wait for the same answer. `listing` has at least what
 * `USUAL` names; what else it has need not be listed again.
 */
export async function readListed(
  repository: Repository,
  source: Source,
  listing: Listing,
  about: About,
  local: LocalSettings,
): Promise<Reading> {
  await readTexts(repository, listing);
  const own = source.kind === 'commit' ? await localSettingsAt(repository, source.revision, local) : local;
  const settings = await readSettings(repository, listing, about.role, own);
  return readBy(repository, source, listing, about, settings);
}

async function readBy(
  repository: Repository,
  source: Source,
  usual: Listing,
  about: About,
  settings: Settings,
): Promise<Reading> {
  const listing = await listOwn(repository, source, usual, settings);
  return {
    snapshot: await snapshotIn(repository, source, listing, about, settings),
    settings,
    notes: about.role === 'candidate' ? await notesOn(repository, listing, settings) : [],
    read: async (path) => {
      const entry = entryAt(listing, path);
      return entry && readEntry(repository, entry);
    },
    list: async (paths) => pickFrom(usual, paths) ?? listFiles(repository, source, paths),
    standsAt: async (path) => standingAt(repository, source, path),
    by: async (places) => readBy(repository, source, usual, about, { ...settings, ...places }),
    of: async (own) => readListed(repository, source, usual, about, own),
  };
}

async function snapshotIn(
  repository: Repository,
  source: Source,
  listing: Listing,
  { label, commit }: About,
  settings: Settings,
): Promise<Snapshot> {
  const { worklog: worklogPath, changes: changesPath, ledgers, named, prefixes } = settings;
  const [backlog, { nearMisses, rows: headings, ...worklog }, changes] = await Promise.all([
    readBacklog(repository, source, listing, settings),
    readWorklog(repository, listing, settings),
    readDirectories(repository, source, listing, settings),
  ]);
  const rest = {
    label,
    commit,
    backlog,
    ...worklog,
    nearMisses: [...changes.nearMisses, ...nearMisses],
    files: entriesBelow(listing, changesPath),
    prefixes,
    places: { worklog: worklogPath, changes: changesPath },
    ...(ledgers.length > 0 && { ledgers: ledgers.map(({ terms }) => terms) }),
    ...(named.length > 0 && { backlogs: named }),
  };
  return withTraceRows(rest, { headings, directories: changes.rows });
}

async function notesOn(
  repository: Repository,
  listing: Listing,
  settings: Settings,
): Promise<readonly string[]> {
  const nested = nestedConfigs(settings.backlogs).filter((path) => entryAt(listing, path));
  return [...nested.map(noteOnNested), ...(await notesOnFolders(repository, listing, settings))];
}

/** Beside a backlog in a subfolder a configuration looks as if it counted. */
function nestedConfigs(backlogs: readonly string[]): readonly string[] {
  return backlogs
    .map((path) => posix.join(posix.dirname(path), CONFIG_FILE))
    .filter((path) => path !== CONFIG_FILE);
}

/** What those files of the work tree claim that git ignores, and that `reading` therefore left out. */
export async function readIgnored(
  repository: Repository,
  { settings }: Reading,
): Promise<readonly (HeadingClaim | DirectoryClaim)[]> {
  const entries = await listIgnored(repository.directory, [settings.worklog, settings.changes]);
  const listing = groupByRoot(entries, [settings.worklog, settings.changes]);
  const [{ rows: headings }, { rows: directories }] = await Promise.all([
    readWorklog(repository, listing, settings),
    readDirectories(repository, { kind: 'worktree', ignored: true }, listing, settings),
  ]);
  return [...headings, ...directories].map(({ claim }) => claim);
}

/** The places that nobody had to configure: most repositories need no other. */
export const USUAL = [
  CONFIG_FILE,
  ...TOML_FILES,
  ...DEFAULT_BACKLOGS,
  ...nestedConfigs(DEFAULT_BACKLOGS),
  DEFAULT_CONFIG.worklog,
  DEFAULT_CONFIG.changes,
];

/** Where another backlog takes the place of the one at the top, nothing is the latter's. */
const NO_FILES: Listing = new Map();

/** Has all texts read in one go. Which of them matter is only known when the first of them are read. */
async function readTexts(repository: Repository, listing: Listing): Promise<void> {
  const reads: Promise<unknown>[] = [];
  for (const [root, entries] of listing) {
    if (root === DEFAULT_CONFIG.changes || !USUAL.includes(root)) continue;
    for (const entry of entries) {
      if (entry.oid && entry.kind === 'file' && isText(entry.path)) reads.push(readEntry(repository, entry));
    }
  }
  await Promise.all(reads);
}

function isText(path: string): boolean {
  return /\.(?:md|yaml|toml)$/u.test(path);
}

async function listOwn(
  repository: Repository,
  source: Source,
  usual: Listing,
  { backlogs, worklog, changes }: Settings,
): Promise<Listing> {
  if (backlogs.length === 0) return NO_FILES;
  const more = [...backlogs, ...nestedConfigs(backlogs), worklog, changes].filter(
    (path) => !USUAL.includes(path),
  );
  return more.length === 0 ? usual : new Map([...usual, ...(await listFiles(repository, source, more))]);
}
