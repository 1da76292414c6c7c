import { MAIN_BACKLOG } from '../core/ledger/named-backlog.ts';
import type { NamedBacklog } from '../core/ledger/named-backlog.ts';
import { enumerate } from '../core/messages/wording.ts';
import { TidemarkError } from '../errors.ts';
import type { Settings } from './settings.ts';
import type { Reading } from './snapshots.ts';

/**
 * The backlog of that name, or the only one; undefined for the one at the top of the configuration. `top` is a reading of the latter. Throws `usage`
 * where it is not clear which is meant.
 */
export function chooseBacklog(
  { settings, snapshot }: Pick<Reading, 'settings' | 'snapshot'>,
  name: string | undefined,
): NamedBacklog | undefined {
  const { named } = settings;
  const hasTop = snapshot.backlog.state !== 'missing';
  if (name === undefined) {
    const [first, another] = named;
    if (!first || (!another && !hasTop)) return first;
    throw which('There are several backlogs.', backlogNames(settings, hasTop));
  }
  const chosen = named.find((one) => one.name === name);
  if (chosen || (name === MAIN_BACKLOG && settings.backlogs.length > 0)) return chosen;
  throw which(`There is no backlog ${JSON.stringify(name)}.`, backlogNames(settings, hasTop));
}

/** Whether a backlog is called so. */
export function isBacklog({ named, backlogs }: Pick<Settings, 'named' | 'backlogs'>, name: string): boolean {
  return named.some((one) => one.name === name) || (name === MAIN_BACKLOG && backlogs.length > 0);
}

function backlogNames({ named }: Settings, hasTop: boolean): readonly string[] {
  return [...(hasTop ? [MAIN_BACKLOG] : []), ...named.map((one) => one.name)];
}

function which(message: string, names: readonly string[]): TidemarkError {
  const hint =
    names.length === 0
      ? 'Name backlogs in .tidemark.yaml under `ledgers:`.'
      : `Name one of these with --ledger: ${enumerate(names)}.`;
  return new TidemarkError('usage', message, hint);
}
