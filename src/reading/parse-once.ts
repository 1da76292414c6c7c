import type { BacklogState } from '../core/ledger/snapshot.ts';
import type { Changes } from '../formats/change-dir.ts';
import { readPlainConfig } from '../formats/config/plain-config.ts';
import type { ConfigReading } from '../formats/config/config.ts';
import type { ProjectConfig } from '../formats/config/default-config.ts';
import type { ProjectSettings } from '../formats/config/project-toml.ts';
import type { ScanTrail } from '../formats/backlog/scan/scan-trail.ts';

// Commits share most of their files, and each object is read once: so it is parsed once, too. And what reads YAML, TOML and
// configurations is loaded when there is any: most commits need none of it.

/** `parseBacklog`, which sees each array of bytes once per path. */
export async function parseBacklogOnce(path: string, bytes: Uint8Array): Promise<BacklogState> {
  return remember(backlogs, bytes, path, async () => {
    if (latest?.path === path && Buffer.compare(latest.bytes, bytes) === 0) return latest.state;
    const state = parseNextBacklog(path, bytes);
    latest = { path, bytes, state };
    return state;
  });
}

/** What was made of an array of bytes before; undefined where nobody asked for it. */
export async function backlogParsedOf(path: string, bytes: Uint8Array): Promise<BacklogState | undefined> {
  return backlogs.get(bytes)?.get(path);
}

/** The same for one version of very many, which is not remembered. */
export async function parseNextBacklog(path: string, bytes: Uint8Array): Promise<BacklogState> {
  const { scanBacklog } = await import('../formats/backlog/scan/scan-backlog.ts');
  const scanned = scanBacklog(path, bytes, trails.get(path));
  if (!scanned) return parseAnyYaml(path, bytes);
  trails.set(path, scanned.trail);
  return { state: 'readable', backlog: scanned.backlog };
}

/** `readChanges` for entries, which sees each list once. */
export async function readChangesOnce(root: string, entries: readonly Entry[]): Promise<Changes> {
  if (entries.length === 0) return NO_CHANGES;
  return remember(changes, entries, root, async () => {
    const { readChanges } = await import('../formats/change-dir.ts');
    return readChanges(
      root,
      entries.map((entry) => claimingPath(root, entry)),
    );
  });
}

const NO_CHANGES: Changes = { rows: [], nearMisses: [] };

/** A name claims, whatever stands there: a link or a submodule counts as the directory that it stands for. */
function claimingPath(root: string, { path, kind }: Entry): string {
  const isOpaque = kind === 'link' || kind === 'submodule';
  // Git ends the path of an untracked repository inside this one with a slash by itself.
  return isOpaque && path.lastIndexOf('/') === root.length ? `${path}/` : path;
}

/** `parseConfig`, likewise. */
export async function parseConfigOnce(path: string, bytes: Uint8Array): Promise<ConfigReading> {
  return remember(configs, bytes, path, async () => {
    if (lastConfig && Buffer.compare(lastConfig.bytes, bytes) === 0) return { config: lastConfig.config };
    const config = readPlainConfig(bytes);
    if (!config) return parseAnyConfig(path, bytes);
    lastConfig = { bytes, config };
    return { config };
  });
}

/** `parseProjectToml`, likewise. */
export async function parseTomlOnce(bytes: Uint8Array): Promise<ProjectSettings> {
  return remember(tomls, bytes, '', async () => {
    const { parseProjectToml } = await import('../formats/config/project-toml.ts');
    return parseProjectToml(bytes);
  });
}

async function parseAnyYaml(path: string, bytes: Uint8Array): Promise<BacklogState> {
  const { parseBacklogYaml } = await import('../formats/backlog/backlog.ts');
  return parseBacklogYaml(path, bytes);
}

async function parseAnyConfig(path: string, bytes: Uint8Array): Promise<ConfigReading> {
  const { parseConfig } = await import('../formats/config/config.ts');
  return parseConfig(path, bytes);
}

interface Parsed {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly state: Promise<BacklogState>;
}

/** The file of the work tree mostly is what the index and HEAD have, too. */
let latest: Parsed | undefined;

let lastConfig: { readonly bytes: Uint8Array; readonly config: ProjectConfig } | undefined;

type Memory<Key extends object, Value> = WeakMap<Key, Map<string, Value>>;

interface Entry {
  readonly path: string;
  readonly kind: string;
}

const changes: Memory<readonly Entry[], Promise<Changes>> = new WeakMap();
/** One version of a backlog is much like the one that was read before it. */
const trails = new Map<string, ScanTrail>();
const backlogs: Memory<Uint8Array, Promise<BacklogState>> = new WeakMap();
const configs: Memory<Uint8Array, Promise<ConfigReading>> = new WeakMap();
const tomls: Memory<Uint8Array, Promise<ProjectSettings>> = new WeakMap();

function remember<Key extends object, Value>(
  memory: Memory<Key, Value>,
  key: Key,
  path: string,
  parse: () => Value,
): Value {
  const byPath = memory.get(key) ?? new Map<string, Value>();
  memory.set(key, byPath);
  const known = byPath.get(path) ?? parse();
  byPath.set(path, known);
  return known;
}
