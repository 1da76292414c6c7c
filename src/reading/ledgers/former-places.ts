import { listVersions } from '../../adapters/git/file-history.ts';
import type { Tip } from '../../adapters/git/file-history.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { readExisting } from '../../adapters/git/tree.ts';
import type { FileCommit } from '../../core/identity/files/file-history.ts';
import { lineagesIn, type NamedPlaces } from '../../core/ledger/lineage.ts';
import { lacksHistory } from '../../errors.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { listFiles } from '../listing.ts';
import { parseConfigOnce } from '../parse-once.ts';
import { CONFIG_FILE } from '../settings.ts';
import { filesOf } from './file-list.ts';

/** Where a ledger was in earlier commits, and is not any more. */
export interface FormerPlaces {
  /** Relative to the root; mostly none. */
  readonly paths: readonly string[];
  /** Where it is now: what is there counts in all commits. */
  readonly kept: readonly string[];
  /** Those of them that a configuration gives to the ledger, by the full hex name of its text. */
  readonly namedIn: ReadonlyMap<string, ReadonlySet<string>>;
}

/** By the name of the ledger: only those that ever were elsewhere. */
export type FormerLedgers = ReadonlyMap<string, FormerPlaces>;

const NOWHERE: FormerPlaces = { paths: [], kept: [], namedIn: new Map() };

/** Finds them in all configurations behind some commits (full hex, or `--all`). Throws `history-missing`. */
export async function findFormerPlaces(
  repository: Repository,
  tips: readonly Tip[],
  ledgers: readonly FileLedger[],
): Promise<FormerLedgers> {
  if (tips.length === 0) return new Map();
  const { versions } = await listVersions(repository.directory, tips, [CONFIG_FILE]);
  return formerPlacesIn(repository, new Set(versions.flatMap(({ oid }) => oid ?? [])), ledgers);
}

async function formerPlacesIn(
  repository: Repository,
  oids: ReadonlySet<string>,
  ledgers: readonly FileLedger[],
): Promise<FormerLedgers> {
  // Mostly there is one, and it is the one in force.
  if (oids.size < 2) return new Map();
  const configurations = await Promise.all([...oids].map(async (oid) => readLedgers(repository, oid)));
  const lineageOf = lineagesIn(configurations);
  const named = new Map([...oids].map((oid, at) => [oid, pathsByName(configurations[at] ?? [])]));
  const found = ledgers.flatMap(({ terms }): readonly (readonly [string, FormerPlaces])[] => {
    const { names, paths } = lineageOf(terms);
    const former = [...paths].filter((path) => !terms.paths.includes(path));
    if (former.length === 0) return [];
    const ownIn = (pathsOf: PathsByName): ReadonlySet<string> =>
      new Set([...names].flatMap((name) => pathsOf.get(name) ?? []));
    const namedIn = new Map([...named].map(([oid, pathsOf]) => [oid, ownIn(pathsOf)]));
    return [[terms.name, { paths: former, kept: terms.paths, namedIn }]];
  });
  return new Map(found);
}

type PathsByName = ReadonlyMap<string, readonly string[]>;

function pathsByName(list: readonly NamedPlaces[]): PathsByName {
  return new Map(list.map(({ name, paths }) => [name, paths]));
}

/** The former folders of a ledger by some configurations (full hex), as far as this clone has them. */
export async function formerPathsIn(
  repository: Repository,
  configs: readonly string[],
  ledger: FileLedger,
): Promise<readonly string[]> {
  try {
    return formerPlacesOf(await formerPlacesIn(repository, new Set(configs), [ledger]), ledger).paths;
  } catch (error) {
    if (!lacksHistory(error)) throw error;
    return [];
  }
}

export function formerPlacesOf(former: FormerLedgers, { terms }: FileLedger): FormerPlaces {
  return former.get(terms.name) ?? NOWHERE;
}

/** What has to be asked for beside the places of today: those, and the configurations that name them. */
export function pathsOfFormer(former: FormerLedgers): readonly string[] {
  return former.size === 0
    ? []
    : [CONFIG_FILE, ...new Set([...former.values()].flatMap(({ paths }) => paths))];
}

async function readLedgers(repository: Repository, oid: string): Promise<readonly NamedPlaces[]> {
  const { content } = await readExisting(repository.read, oid);
  const parsed = await parseConfigOnce(CONFIG_FILE, content);
  return 'config' in parsed ? parsed.config.ledgers.map(({ terms }) => terms) : [];
}

/**
 * The commits as a ledger saw them that was elsewhere: in each of them its former places count if its own configuration names them. What a
 * configuration leaves behind is gone. `commits` are parents first, and tell of `pathsOfFormer` as well.
 */
export async function bySettingsOfTheirOwn(
  repository: Repository,
  commits: readonly FileCommit[],
  places: FormerPlaces,
): Promise<readonly FileCommit[]> {
  if (places.paths.length === 0) return commits;
  const namedAt = new Map<string, ReadonlySet<string>>();
  return Promise.all(
    commits.map(async (one): Promise<FileCommit> => {
      const before = namedAt.get(one.parents[0] ?? '') ?? NONE;
      const own = one.changes.find(({ path }) => path === CONFIG_FILE);
      const now = own ? (places.namedIn.get(own.oid ?? '') ?? NONE) : before;
      namedAt.set(one.commit, now);
      return inFormer(repository, one, places, { before, now });
    }),
  );
}

const NONE: ReadonlySet<string> = new Set();

async function inFormer(
  repository: Repository,
  commit: FileCommit,
  { paths, kept }: FormerPlaces,
  { before, now }: Readonly<Record<'before' | 'now', ReadonlySet<string>>>,
): Promise<FileCommit> {
  const [left, come] = [
    paths.filter((path) => before.has(path) && !now.has(path)),
    paths.filter((path) => now.has(path) && !before.has(path)),
  ];
  const isIn = (folders: readonly string[], path: string): boolean =>
    folders.some((folder) => path.startsWith(`${folder}/`)) &&
    !kept.some((folder) => path.startsWith(`${folder}/`));
  const strange = paths.filter((path) => !before.has(path));
  const changes = commit.changes.filter(({ path }) => !isIn(strange, path));
  if (left.length + come.length === 0) return { ...commit, changes };
  const source = { kind: 'commit', revision: commit.commit } as const;
  const files = filesOf(await listFiles(repository, source, [...left, ...come]));
  const moved = [...files].flatMap(([path, oid]) => {
    if (isIn(left, path)) return { path, oid: undefined };
    return isIn(come, path) ? { path, oid } : [];
  });
  const told = new Set(moved.map(({ path }) => path));
  const plain = changes.filter(({ path }) => !told.has(path));
  return { ...commit, changes: [...plain, ...moved], isMove: true };
}
