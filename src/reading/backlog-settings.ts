import type { Lineage } from '../core/ledger/lineage.ts';
import { policyOfBacklog } from '../core/findings/policy.ts';
import type { Policy } from '../core/findings/policy.ts';
import type { NamedBacklog } from '../core/ledger/named-backlog.ts';
import { DEFAULT_BACKLOGS } from '../formats/config/default-config.ts';
import type { FileLedger, ProjectConfig } from '../formats/config/default-config.ts';
import type { ProjectSettings } from '../formats/config/project-toml.ts';

/** What one snapshot is read and checked by. */
export interface Settings {
  /** Of the backlog that these are about, if it is one of several; undefined for the one at the top of the configuration. */
  readonly name: string | undefined;
  /** Where the backlog may be; the first that is a file is it. Empty where another one takes its place. */
  readonly backlogs: readonly string[];
  readonly worklog: string;
  readonly changes: string;
  readonly policy: Policy;
  /** Upper-case, those of the configuration first. */
  readonly prefixes: readonly string[];
  /** The backlogs that have names; empty in the settings of one of them, as are `ledgers`. */
  readonly named: readonly NamedBacklog[];
  readonly ledgers: readonly FileLedger[];
  /** The remote over which numbers are drawn, and how many at once. */
  readonly shared: string | undefined;
  readonly block: number;
}

/** Those of the backlog at the top, and whatever holds for all. */
export function settingsOfTop(
  { backlog, worklog, changes, backlogs: named, replacesMain, ledgers, shared, block, policy }: ProjectConfig,
  toml: readonly ProjectSettings[],
): Settings {
  const path = backlog ?? toml[0]?.backlogPath;
  const places = path === undefined ? DEFAULT_BACKLOGS : [path];
  const isTaken = (place: string): boolean => named.some((one) => one.path === place);
  const inUse = toml.flatMap(({ prefix }) => (prefix === undefined ? [] : [prefix.toUpperCase()]));
  return {
    name: undefined,
    backlogs: named.length === 0 ? places : replacesMain ? [] : places.filter((place) => !isTaken(place)),
    worklog,
    changes,
    policy,
    prefixes: [...new Set([...policy.prefixes, ...inUse])],
    named,
    ledgers,
    shared,
    block,
  };
}

/** The same where the backlog at the top had a name, and another place with it. */
export function withFormer(settings: Settings, { names }: Lineage): Settings {
  const own = settings.named.find(({ name }) => names.has(name));
  if (!own) return settings;
  const { worklog, changes, path } = own;
  return { ...settings, worklog, changes, backlogs: [...settings.backlogs, path] };
}

/** Those of one backlog of several. */
export function settingsOf(
  fallback: NamedBacklog,
  { backlogs, policy, shared, block }: ProjectConfig,
  lineage: Lineage | undefined,
): Settings {
  const named = backlogs.find(({ name }) => name === fallback.name);
  const former = named ? undefined : backlogs.find(({ name }) => lineage?.names.has(name));
  const own = named ?? former ?? fallback;
  const places = named || !lineage ? [own.path] : formerPlaces(former, backlogs, lineage);
  return {
    name: fallback.name,
    backlogs: places,
    worklog: own.worklog,
    changes: own.changes,
    policy: policyOfBacklog(policy, own),
    prefixes: own.prefixes,
    named: [],
    ledgers: [],
    shared,
    block,
  };
}

/** By settings that do not name it: as they call it themselves, else wherever it was, unless they give that to another one. */
function formerPlaces(
  own: NamedBacklog | undefined,
  named: readonly NamedBacklog[],
  { names, paths }: Lineage,
): readonly string[] {
  const isOthers = (path: string): boolean => named.some((one) => one.path === path && !names.has(one.name));
  return [...(own ? [own.path] : []), ...[...paths].filter((path) => !isOthers(path))];
}
