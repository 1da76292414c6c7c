import type { DirectoryClaim, HeadingClaim } from './core/claim.ts';
import type { BacklogState } from './core/snapshot.ts';
import { scanBacklog } from './formats/backlog-scan.ts';
import { readChangeDirs } from './formats/change-dir.ts';
import type { ConfigReading } from './formats/config.ts';
import type { ProjectSettings } from './formats/project-toml.ts';
import type { ScanTrail } from './formats/scan-trail.ts';
import { parseWorklog } from './formats/worklog.ts';

// Commits share most of their files, and each object is read once: so it is parsed once, too. And what reads YAML, TOML and
// configurations is loaded when there is any: most commits need none of it.

/** `parseBacklog`, which sees each array of bytes once per path. */
export async function parseBacklogOnce(path: string, bytes: Uint8Array): Promise<BacklogState> {
  return remember(backlogs, bytes, path, async () => {
    const scanned = scanBacklog(path, bytes, trails.get(path));
    if (!scanned) return parseAnyYaml(path, bytes);
    trails.set(path, scanned.trail);
    return { state: 'readable', backlog: scanned.backlog };
  });
}

/** `parseWorklog`, likewise. */
export function parseWorklogOnce(path: string, bytes: Uint8Array): readonly HeadingClaim[] {
  return remember(worklogs, bytes, path, () => parseWorklog(path, bytes));
}

/** `readChangeDirs` for the paths of entries, which sees each run of the very same entries once. */
export function readChangeDirsOnce(root: string, entries: readonly Entry[]): readonly DirectoryClaim[] {
  const [first = NO_ENTRY] = entries;
  const known = directories.get(first);
  const isSame =
    known?.entries.length === entries.length && known.entries.every((entry, at) => entry === entries[at]);
  if (known && isSame && known.root === root) return known.claims;
  const paths = entries.map(({ path }) => path);
  const claims = readChangeDirs(root, paths);
  directories.set(first, { root, entries, claims });
  return claims;
}

/** `parseConfig`, likewise. */
export async function parseConfigOnce(path: string, bytes: Uint8Array): Promise<ConfigReading> {
  return remember(configs, bytes, path, async () => {
    const { parseConfig } = await import('./formats/config.ts');
    return parseConfig(path, bytes);
  });
}

/** `parseProjectToml`, likewise. */
export async function parseTomlOnce(bytes: Uint8Array): Promise<ProjectSettings> {
  return remember(tomls, bytes, '', async () => {
    const { parseProjectToml } = await import('./formats/project-toml.ts');
    return parseProjectToml(bytes);
  });
}

async function parseAnyYaml(path: string, bytes: Uint8Array): Promise<BacklogState> {
  const { parseBacklogYaml } = await import('./formats/backlog.ts');
  return parseBacklogYaml(path, bytes);
}

type Memory<Value> = WeakMap<Uint8Array, Map<string, Value>>;

interface Entry {
  readonly path: string;
}

const NO_ENTRY: Entry = { path: '' };
const directories = new WeakMap<
  Entry,
  { readonly root: string; readonly entries: readonly Entry[]; readonly claims: readonly DirectoryClaim[] }
>();
/** One version of a backlog is much like the one that was read before it. */
const trails = new Map<string, ScanTrail>();
const backlogs: Memory<Promise<BacklogState>> = new WeakMap();
const worklogs: Memory<readonly HeadingClaim[]> = new WeakMap();
const configs: Memory<Promise<ConfigReading>> = new WeakMap();
const tomls: Memory<Promise<ProjectSettings>> = new WeakMap();

function remember<Value>(memory: Memory<Value>, bytes: Uint8Array, path: string, parse: () => Value): Value {
  const byPath = memory.get(bytes) ?? new Map<string, Value>();
  memory.set(bytes, byPath);
  const known = byPath.get(path) ?? parse();
  byPath.set(path, known);
  return known;
}
