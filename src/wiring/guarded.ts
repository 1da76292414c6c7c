import { listNamed } from '../adapters/git/tracked-files.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { BacklogState } from '../core/ledger/snapshot.ts';
import { readBacklogOf } from '../reading/backlog-reading.ts';
import { readNotesOnFolders } from '../reading/trace-reading.ts';
import { CONFIG_FILE, DEFAULT_BACKLOGS } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';

/** What the hooks of a work tree look after. */
export type Guarded =
  | {
      readonly state: 'guarded';
      readonly path: string;
      readonly items: number;
      readonly notes: readonly string[];
    }
  /** Nothing, as far as anybody can tell: `message` says why, `hint` the way out. */
  | { readonly state: 'nothing'; readonly message: string; readonly hint: string };

/** Looks at the work tree, with the files that git ignores; `notes` tell of folders that are not read. Throws `config` and what git throws. */
export async function readGuarded(repository: Repository, local: LocalSettings): Promise<Guarded> {
  const source = { kind: 'worktree', ignored: true } as const;
  const { backlog, settings } = await readBacklogOf(repository, source, local);
  switch (backlog.state) {
    case 'readable':
      return {
        state: 'guarded',
        path: backlog.backlog.path,
        items: backlog.backlog.items.length,
        notes: await readNotesOnFolders(repository, source, settings),
      };
    case 'unreadable':
      return { state: 'nothing', ...sayUnreadable(backlog) };
    case 'missing':
      return { state: 'nothing', ...(await sayMissing(repository, backlog)) };
  }
}

/** Why a backlog that cannot be read leaves nothing guarded. */
export function sayUnreadable({ path, problems }: Extract<BacklogState, { state: 'unreadable' }>): Advice {
  const [first] = problems;
  const where = first ? `${path}:${first.place.line}:${first.place.column}: ${first.message}` : path;
  return {
    message: `${path} cannot be read, so nothing in it is guarded: ${where}.`,
    hint: 'Correct it there; `tidemark check` shows all that is wrong with it.',
  };
}

/** Why there is no backlog, and where one may be meant. */
export async function sayMissing(
  repository: Repository,
  { path, note }: Extract<BacklogState, { state: 'missing' }>,
): Promise<Advice> {
  if (note !== undefined)
    return { message: `There is no backlog at ${path}, so nothing is guarded.`, hint: note };
  const places = path === DEFAULT_BACKLOGS[0] ? DEFAULT_BACKLOGS.join(' or ') : path;
  const message = `There is no backlog at ${places}, counted from the root of the repository, so nothing is guarded.`;
  const found = await listNamed(repository, 'BACKLOG.yaml');
  return { message, hint: found.length > 0 ? choose(found) : BEGIN };
}

export interface Advice {
  readonly message: string;
  readonly hint: string;
}

const BEGIN = `If it is somewhere else, name it in ${CONFIG_FILE} at the root: \`backlog: path/to/BACKLOG.yaml\`. A first one needs a single line: \`items: []\`.`;

function choose(found: readonly string[]): string {
  const lines = found.slice(0, MAX_SHOWN).map((path) => `\`backlog: ${path}\``);
  const rest = found.length > MAX_SHOWN ? ` (or one of ${found.length - MAX_SHOWN} more)` : '';
  return `Name it in ${CONFIG_FILE} at the root: ${lines.join(' or ')}${rest}.`;
}

const MAX_SHOWN = 5;
