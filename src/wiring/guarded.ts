import type { Repository } from '../adapters/git/repository.ts';
import type { Backlog, BacklogState } from '../core/ledger/snapshot.ts';
import { readBacklogOf } from '../reading/backlog-reading.ts';
import { adviceOnMissing } from '../reading/missing-backlog.ts';
import type { Advice } from '../reading/missing-backlog.ts';
import { readNotesOnFolders } from '../reading/trace-reading.ts';
import type { LocalSettings } from '../reading/settings.ts';

/** What the hooks of a work tree look after. */
export type Guarded =
  | {
      readonly state: 'guarded';
      /** Of the backlog; null where there are ledgers of files alone. */
      readonly path: string | null;
      readonly items: number;
      /** Of files: `adr (docs/adr)`. */
      readonly ledgers: readonly string[];
      readonly notes: readonly string[];
    }
  /** Nothing, as far as anybody can tell: `message` says why, `hint` the way out. */
  | { readonly state: 'nothing'; readonly message: string; readonly hint: string };

/** Looks at the work tree, with the files that git ignores; `notes` tell of folders that are not read. Throws `config` and what git throws. */
export async function readGuarded(repository: Repository, local: LocalSettings): Promise<Guarded> {
  const source = { kind: 'worktree', ignored: true } as const;
  const { backlog, settings } = await readBacklogOf(repository, source, local);
  const ledgers = settings.ledgers.map(({ terms }) => `${terms.name} (${terms.paths.join(', ')})`);
  switch (backlog.state) {
    case 'readable': {
      const unguarded = sayUnguarded(backlog.backlog);
      if (unguarded) return { state: 'nothing', ...unguarded };
      return {
        state: 'guarded',
        path: backlog.backlog.path,
        items: backlog.backlog.items.length,
        ledgers,
        notes: await readNotesOnFolders(repository, source, settings),
      };
    }
    case 'unreadable':
      return { state: 'nothing', ...sayUnreadable(backlog) };
    case 'missing':
      if (ledgers.length > 0) return { state: 'guarded', path: null, items: 0, ledgers, notes: [] };
      return { state: 'nothing', ...(await sayMissing(repository, backlog)) };
  }
}

/** Why a backlog that has items leaves nothing guarded: not one of their IDs is one. */
export function sayUnguarded({ path, items, malformed }: Backlog): Advice | undefined {
  const [first] = malformed;
  if (!first || items.length > 0) return undefined;
  const such =
    first.misspelled === undefined ? `such as ${first.text}` : `the key is \`${first.misspelled}\``;
  return {
    message: `No item of ${path} has an ID that can be guarded (${such}), so nothing is guarded.`,
    hint: 'Give them IDs made of a prefix and a number: `id: WRK-001`. `tidemark check` lists them.',
  };
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

/** Why a missing one does. */
export async function sayMissing(
  repository: Repository,
  backlog: Extract<BacklogState, { state: 'missing' }>,
): Promise<Advice> {
  const { message, hint } = await adviceOnMissing(repository, backlog);
  return { message: `${message}, so nothing is guarded.`, hint };
}
