import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

import { readWorkFile } from '../adapters/disk/work-files.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { inspectWorkFile } from '../adapters/disk/work-file-kind.ts';
import type { Lineage } from '../core/ledger/lineage.ts';
import type { NamedBacklog } from '../core/ledger/named-backlog.ts';
import { TidemarkError } from '../errors.ts';
import { DEFAULT_BACKLOGS, DEFAULT_CONFIG } from '../formats/config/default-config.ts';
import type { ProjectConfig } from '../formats/config/default-config.ts';
import type { ProjectSettings } from '../formats/config/project-toml.ts';
import { settingsOf, settingsOfTop, withFormer } from './backlog-settings.ts';
import type { Settings } from './backlog-settings.ts';
import { entryAt, listFiles, readEntry } from './listing.ts';
import type { Listing } from './listing.ts';
import { parseConfigOnce, parseTomlOnce } from './parse-once.ts';

export const CONFIG_FILE = '.tidemark.yaml';
export const TOML_FILES = ['phase-golem.toml', 'orchestrate.toml'] as const;
export { DEFAULT_BACKLOGS };
export type { Settings };

/** Where other branches and worktrees may have the backlog that stands at `path` here. */
export function placesElsewhere({ name, named }: Settings, path: string): readonly string[] {
  if (name !== undefined) return [path];
  const others = DEFAULT_BACKLOGS.filter((place) => !named.some((one) => one.path === place));
  return [...new Set([path, ...others])];
}

/** Settings that no commit tracks: `--config FILE` and a TOML file that git ignores. They speak for every snapshot that has none of its own. */
export interface LocalSettings {
  readonly config: ProjectConfig | undefined;
  /** Where the file of `--config` is below the root, if it is there. Commits may have it, too. */
  readonly configPath?: string | undefined;
  /** Read when first asked for: most repositories track theirs. */
  readonly toml: () => Promise<readonly ProjectSettings[]>;
  /** The one of several backlogs that all is about, as it is where a snapshot does not say otherwise; undefined for the one at the top. */
  readonly backlog?: NamedBacklog | undefined;
  /** What it was called, and where it was, for snapshots that do not say so. */
  readonly lineage?: Lineage | undefined;
}

/** Reads them from disk; `configFile` is relative to where the caller stands. Throws `config` for a file that does not fit. */
export async function readLocalSettings(
  repository: Repository,
  configFile: string | undefined,
): Promise<LocalSettings> {
  let untracked: Promise<readonly ProjectSettings[]> | undefined;
  const toml = async () => (untracked ??= readUntrackedToml(repository));
  if (configFile === undefined) return { config: undefined, toml };
  const config = await readConfigFile(repository.directory, configFile);
  return { config, configPath: await pathInside(repository, configFile), toml };
}

async function pathInside({ root, directory }: Repository, file: string): Promise<string | undefined> {
  if (root === undefined) return undefined;
  const path = relative(root, resolve(await realpath(directory), file));
  return isAbsolute(path) || path.startsWith('..') ? undefined : path.replaceAll(sep, '/');
}

/** The same for a commit or tree (full hex), which may have that file as it was there: else a change of it would count for what was before it. */
export async function localSettingsAt(
  { read }: Repository,
  revision: string,
  local: LocalSettings,
): Promise<LocalSettings> {
  const { configPath } = local;
  const object = configPath === undefined ? undefined : await read(`${revision}:${configPath}`);
  if (configPath === undefined || object?.type !== 'blob') return local;
  const parsed = await parseConfigOnce(configPath, object.content);
  return { ...local, config: 'config' in parsed ? parsed.config : undefined };
}

/**
 * The settings of a snapshot, from its own files. A `candidate` with a broken configuration throws `config`, and its own gives way to
 * `--config`; any other snapshot's broken configuration is ignored.
 */
export async function readSettings(
  repository: Repository,
  listing: Listing,
  role: 'candidate' | 'base',
  local: LocalSettings,
): Promise<Settings> {
  const own = async () =>
    role === 'candidate' ? readConfig(repository, listing) : tryConfig(repository, listing);
  const config = role === 'candidate' ? (local.config ?? (await own())) : ((await own()) ?? local.config);
  if (local.backlog) return settingsOf(local.backlog, config ?? DEFAULT_CONFIG, local.lineage);
  const tracked = await readToml(repository, listing);
  const settings = settingsOfTop(config ?? DEFAULT_CONFIG, tracked.length > 0 ? tracked : await local.toml());
  return local.lineage && role === 'base' ? withFormer(settings, local.lineage) : settings;
}

/** The settings of the work tree as it is on disk. Throws `config` for a configuration that does not fit. */
export async function worktreeSettings(repository: Repository, local: LocalSettings): Promise<Settings> {
  const files = [CONFIG_FILE, ...TOML_FILES];
  const listing = await listFiles(repository, { kind: 'worktree', ignored: false }, files);
  return readSettings(repository, listing, 'candidate', local);
}

async function readConfig(repository: Repository, listing: Listing): Promise<ProjectConfig | undefined> {
  const entry = entryAt(listing, CONFIG_FILE);
  const bytes = entry && (await readEntry(repository, entry));
  if (bytes) return configFrom(CONFIG_FILE, bytes);
  if (!entry || entry.kind === 'file') return undefined;
  throw new TidemarkError(
    'config',
    `${CONFIG_FILE} is not a regular file.`,
    'Put the file itself in its place.',
  );
}

async function tryConfig(repository: Repository, listing: Listing): Promise<ProjectConfig | undefined> {
  const entry = entryAt(listing, CONFIG_FILE);
  const bytes = entry && (await readEntry(repository, entry));
  const parsed = bytes && (await parseConfigOnce(CONFIG_FILE, bytes));
  return parsed && 'config' in parsed ? parsed.config : undefined;
}

async function readConfigFile(directory: string, file: string): Promise<ProjectConfig> {
  const bytes = await readFile(resolve(directory, file)).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TidemarkError('config', `${file} could not be read: ${reason}.`, 'Name a file that exists.');
  });
  return configFrom(file, bytes);
}

async function configFrom(path: string, bytes: Uint8Array): Promise<ProjectConfig> {
  const parsed = await parseConfigOnce(path, bytes);
  if ('config' in parsed) return parsed.config;
  const [first = path, ...more] = parsed.problems
    .toSorted((one, other) => one.place.line - other.place.line)
    .map(({ message, place }) => `${place.path}:${place.line}:${place.column}: ${message}`);
  const isOnKeys = [first, ...more].some((message) => /: there is no key `\w*`/u.test(message));
  throw new TidemarkError(
    'config',
    first,
    isOnKeys ? KEYS : 'Correct it there, and run the command again.',
    more,
  );
}

const KEYS =
  'Its keys are backlog, worklog, changes, prefixes, ledgers, rules, maxLeap, shared, block and accept.';

async function readToml(repository: Repository, listing: Listing): Promise<readonly ProjectSettings[]> {
  const entries = TOML_FILES.flatMap((name) => entryAt(listing, name) ?? []);
  const texts = await Promise.all(entries.map(async (entry) => readEntry(repository, entry)));
  return parseTomls(texts);
}

async function readUntrackedToml(repository: Repository): Promise<readonly ProjectSettings[]> {
  const { root } = repository;
  if (root === undefined) return [];
  const kinds = await Promise.all(TOML_FILES.map(async (name) => inspectWorkFile(root, name)));
  const present = TOML_FILES.filter((_name, index) => kinds[index] === 'file');
  if (present.length === 0) return [];
  const tracked = await listFiles(repository, { kind: 'index' }, present);
  const untracked = present.filter((name) => !entryAt(tracked, name));
  const texts = await Promise.all(untracked.map(async (name) => readWorkFile(root, name)));
  return parseTomls(texts);
}

async function parseTomls(texts: readonly (Uint8Array | undefined)[]): Promise<readonly ProjectSettings[]> {
  return Promise.all(texts.filter((bytes) => bytes !== undefined).map(parseTomlOnce));
}
