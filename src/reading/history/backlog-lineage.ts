import { listVersions } from '../../adapters/git/file-history.ts';
import type { FileVersion, Tip } from '../../adapters/git/file-history.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { readExisting } from '../../adapters/git/tree.ts';
import { lineagesIn, TOP } from '../../core/ledger/lineage.ts';
import type { Lineage, NamedPlaces } from '../../core/ledger/lineage.ts';
import type { NamedBacklog } from '../../core/ledger/named-backlog.ts';
import { parseConfigOnce, parseTomlOnce } from '../parse-once.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS, TOML_FILES } from '../settings.ts';
import type { LocalSettings } from '../settings.ts';

export const SETTINGS_FILES: readonly string[] = [CONFIG_FILE, ...TOML_FILES];

/** What a backlog was called behind some commits, and where it was. */
export interface LineageReading {
  readonly lineage: Lineage;
  /** The places that a configuration names for it. */
  readonly named: readonly string[];
  /** Some configuration gives one of its places to another backlog. */
  readonly isShared: boolean;
}

/** Finds the lineage of the backlog that `local` is about behind some commits (full hex). `named` are those of the configuration in force. Throws `history-missing`. */
export async function findLineage(
  repository: Repository,
  tips: readonly Tip[],
  local: LocalSettings,
  named: readonly NamedBacklog[],
): Promise<Lineage> {
  const { versions } = await listVersions(repository.directory, tips, SETTINGS_FILES);
  return (await lineageIn(repository, versions, local, named)).lineage;
}

/** The same from versions of the settings, and of whatever else. */
export async function lineageIn(
  repository: Repository,
  versions: readonly FileVersion[],
  local: LocalSettings,
  inForce: readonly NamedBacklog[] = [],
): Promise<LineageReading> {
  const settings = versions.filter(({ path }) => SETTINGS_FILES.includes(path));
  const known = new Map(settings.flatMap(({ path, oid }) => (oid === undefined ? [] : [[oid, path]])));
  const read = await Promise.all([...known].map(async ([oid, path]) => readPlaces(repository, path, oid)));
  const configurations = [...read, inForce.map(placesIn)];
  const own = await ownPlaces(local);
  const found = lineagesIn(configurations)(own);
  const { names = NONE, paths = NONE } = local.lineage ?? {};
  const lineage = {
    names: new Set([...found.names, ...names]),
    paths: new Set([...found.paths, ...paths]),
  };
  const all = configurations.flat();
  const isOwn = ({ name }: NamedPlaces): boolean => lineage.names.has(name);
  const given = local.backlog ? own.paths : own.paths.slice(DEFAULT_BACKLOGS.length);
  return {
    lineage,
    named: [...given, ...all.filter(isOwn).flatMap((one) => one.paths)],
    isShared: all.some((one) => !isOwn(one) && one.paths.some((path) => lineage.paths.has(path))),
  };
}

const NONE: ReadonlySet<string> = new Set();

async function readPlaces(
  repository: Repository,
  path: string,
  oid: string,
): Promise<readonly NamedPlaces[]> {
  const { content } = await readExisting(repository.read, oid);
  if (path !== CONFIG_FILE) return topAt((await parseTomlOnce(content)).backlogPath);
  const parsed = await parseConfigOnce(path, content);
  if (!('config' in parsed)) return [];
  const { backlog, backlogs } = parsed.config;
  return [...topAt(backlog), ...backlogs.map(placesIn)];
}

function topAt(path: string | undefined): readonly NamedPlaces[] {
  return path === undefined ? [] : [{ name: TOP, paths: [path] }];
}

function placesIn({ name, path }: NamedBacklog): NamedPlaces {
  return { name, paths: [path] };
}

/** As its own settings have it; for the one at the top, where it is by default, and then where it is given. */
export async function ownPlaces({ config, toml, backlog }: LocalSettings): Promise<NamedPlaces> {
  if (backlog) return placesIn(backlog);
  const given = [config?.backlog, ...(await toml()).map(({ backlogPath }) => backlogPath)];
  return { name: TOP, paths: [...DEFAULT_BACKLOGS, ...given.filter((path) => path !== undefined)] };
}
