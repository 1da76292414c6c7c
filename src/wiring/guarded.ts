import type { Repository } from '../adapters/git/repository.ts';
import type { BacklogState } from '../core/ledger/snapshot.ts';
import { readBacklogOf } from '../reading/backlog-reading.ts';
import { adviceOnMissing } from '../reading/missing-backlog.ts';
import type { Advice } from '../reading/missing-backlog.ts';
import { readNotesOnFolders } from '../reading/trace-reading.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { sayUnguarded, sayUnreadable } from '../reading/unguarded-backlog.ts';

/** What the hooks of a work tree look after. */
export type Guarded =
  | {
      readonly state: 'guarded';
      /** Of the backlog at the top of the configuration; null for none. */
      readonly path: string | null;
      readonly items: number;
      /** Those that have names: `api (services/api/BACKLOG.yaml)`, `adr (docs/adr)`. */
      readonly ledgers: readonly string[];
      readonly notes: readonly string[];
    }
  /** Nothing, as far as anybody can tell: `message` says why, `hint` the way out. */
  | { readonly state: 'nothing'; readonly message: string; readonly hint: string };

/** Looks at the work tree, with the files that git ignores; `notes` tell of folders that are not read. Throws `config` and what git throws. */
export async function readGuarded(repository: Repository, local: LocalSettings): Promise<Guarded> {
  const source = { kind: 'worktree', ignored: true } as const;
  const { backlog, settings } = await readBacklogOf(repository, source, local);
  const ledgers = [
    ...settings.named.map(({ name, path }) => `${name} (${path})`),
    ...settings.ledgers.map(({ terms }) => `${terms.name} (${terms.paths.join(', ')})`),
  ];
  switch (backlog.state) {
    case 'readable': {
      const unguarded = sayUnguarded(backlog.backlog);
      if (unguarded) return { state: 'nothing', ...withCheck(unguarded) };
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

/** Why a missing backlog leaves nothing guarded. */
export async function sayMissing(
  repository: Repository,
  backlog: Extract<BacklogState, { state: 'missing' }>,
): Promise<Advice> {
  const { message, hint } = await adviceOnMissing(repository, backlog);
  return { message: `${message}, so nothing is guarded.`, hint };
}

/** For whoever has not seen what `check` says of each item. */
export function withCheck({ message, hint }: Advice): Advice {
  return { message, hint: `${hint} \`tidemark check\` lists them.` };
}
