import { listNamed } from '../adapters/git/tracked-files.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { BacklogState } from '../core/ledger/snapshot.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS } from './settings.ts';

type Missing = Extract<BacklogState, { state: 'missing' }>;

/** Where a backlog was looked for, for people. */
export function placesOf({ path }: Missing): string {
  return path === DEFAULT_BACKLOGS[0] ? DEFAULT_BACKLOGS.join(' or ') : path;
}

/** What to do about a missing backlog: the line of configuration for those that are elsewhere, else how to begin one. */
export async function hintOnMissing(repository: Repository, { note }: Missing): Promise<string> {
  if (note !== undefined) return note;
  const found = await listNamed(repository, 'BACKLOG.yaml');
  return found.length > 0 ? choose(found) : BEGIN;
}

const BEGIN = `If it is somewhere else, name it in ${CONFIG_FILE} at the root: \`backlog: path/to/BACKLOG.yaml\`. A first one needs a single line: \`items: []\`.`;

function choose(found: readonly string[]): string {
  const lines = found.slice(0, MAX_SHOWN).map((path) => `\`backlog: ${path}\``);
  const rest = found.length > MAX_SHOWN ? ` (or one of ${found.length - MAX_SHOWN} more)` : '';
  return `Name it in ${CONFIG_FILE} at the root: ${lines.join(' or ')}${rest}.`;
}

const MAX_SHOWN = 5;
