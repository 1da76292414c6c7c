import { posix } from 'node:path';

import { listNamed } from '../adapters/git/tracked-files.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { BacklogState, Snapshot } from '../core/ledger/snapshot.ts';
import { TidemarkError } from '../errors.ts';
import { DEFAULT_CONFIG } from '../formats/config/default-config.ts';
import { entriesBelow, listFiles } from './listing.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS } from './settings.ts';
import type { Settings } from './settings.ts';

/** What is wrong, and the way out: sentences for people. */
export interface Advice {
  /** Without a full stop, for there may be more to say. */
  readonly message: string;
  readonly hint: string;
}

type Missing = Extract<BacklogState, { state: 'missing' }>;

/** Whether a snapshot that need not have a backlog at the top has nothing of one. */
export function hasNoBacklog({ snapshot, settings }: Guarded): boolean {
  return settings.ledgers.length + settings.named.length > 0 && isBare(snapshot);
}

interface Guarded {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
}

/** Whether a snapshot has no backlog, and no trace of one. */
export function isBare(snapshot: Snapshot): boolean {
  const { backlog, headings, directories, files = [], nearMisses = [], worklogProblems = [] } = snapshot;
  const traces = [headings, directories, files, nearMisses, worklogProblems];
  return backlog.state === 'missing' && traces.every(({ length }) => length === 0);
}

/** The error for whoever needs a backlog. */
export async function noBacklog(repository: Repository, missing: Missing): Promise<TidemarkError> {
  const { message, hint } = await adviceOnMissing(repository, missing);
  return new TidemarkError('no-backlog', `${message}.`, hint);
}

/** Where a backlog was looked for; and the line of configuration for those that the work tree has anywhere else, whatever directory one stands in. */
export async function adviceOnMissing(repository: Repository, { path, note }: Missing): Promise<Advice> {
  if (note !== undefined) return { message: `There is no backlog at ${path}`, hint: note };
  const places = path === DEFAULT_BACKLOGS[0] ? DEFAULT_BACKLOGS.join(' or ') : path;
  const message = `There is no backlog at ${places}, counted from the root of the repository`;
  const [backlogs, configs] = await Promise.all([
    listNamed(repository, 'BACKLOG.yaml'),
    listNamed(repository, CONFIG_FILE),
  ]);
  const found = backlogs.filter((backlog) => backlog !== path);
  const nested = configs.filter((config) => config !== CONFIG_FILE);
  const folders = found.length === 1 ? await foldersBeside(repository, found[0] ?? '') : [];
  return { message, hint: [choose(found, folders), ...nested.map(noteOnNested)].join(' ') };
}

/** What to say of a configuration beside a backlog in a subfolder, which looks as if it counted. */
export function noteOnNested(path: string): string {
  return `${path} is not read: the only configuration is ${CONFIG_FILE} at the root of the repository.`;
}

/** The lines for a worklog and a directory of changes that are where the backlog is. */
async function foldersBeside(repository: Repository, backlog: string): Promise<readonly string[]> {
  const keys = ['worklog', 'changes'] as const;
  const folders = keys.map((key) => [key, posix.join(posix.dirname(backlog), DEFAULT_CONFIG[key])] as const);
  const paths = folders.map(([, path]) => path);
  const listing = await listFiles(repository, { kind: 'worktree', ignored: false }, paths);
  return folders.flatMap(([key, path]) =>
    entriesBelow(listing, path).length > 0 ? [`\`${key}: ${path}\``] : [],
  );
}

function choose(found: readonly string[], folders: readonly string[]): string {
  if (found.length === 0) return BEGIN;
  const lines = found.slice(0, MAX_SHOWN).map((path) => `\`backlog: ${path}\``);
  const rest = found.length > MAX_SHOWN ? ` (or one of ${found.length - MAX_SHOWN} more)` : '';
  const more = folders.length > 0 ? `, and ${folders.join(' and ')}` : '';
  const all = found.length > 1 ? ' `tidemark init` names them all.' : '';
  return `Name it in ${CONFIG_FILE} at the root: ${lines.join(' or ')}${rest}${more}.${all}`;
}

const MAX_SHOWN = 5;
const BEGIN = `If it is somewhere else, name it in ${CONFIG_FILE} at the root: \`backlog: path/to/BACKLOG.yaml\`. A first one needs a single line: \`items: []\`.`;
