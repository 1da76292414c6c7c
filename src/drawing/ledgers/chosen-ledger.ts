import { openRepository } from '../../adapters/git/repository.ts';
import { enumerate } from '../../core/messages/wording.ts';
import { TidemarkError } from '../../errors.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { isBacklog } from '../../reading/chosen-backlog.ts';
import { readLocalSettings, worktreeSettings } from '../../reading/settings.ts';
import type { Settings } from '../../reading/settings.ts';

/** The ledger of that name, or the only one. Throws `usage` where it is not clear which is meant. */
export function chooseLedger(
  { ledgers, named }: Pick<Settings, 'ledgers' | 'named'>,
  name: string | undefined,
): FileLedger {
  const names = [...named.map((one) => one.name), ...ledgers.map(({ terms }) => terms.name)];
  const [first, another] = ledgers;
  if (names.length === 0)
    throw new TidemarkError(
      'usage',
      'The configuration names no ledgers.',
      'Name them in .tidemark.yaml under `ledgers:`.',
    );
  const chosen =
    name === undefined && named.length === 0 && !another
      ? first
      : ledgers.find(({ terms }) => terms.name === name);
  if (chosen) return chosen;
  const which =
    name === undefined ? 'There are several ledgers.' : `There is no ledger ${JSON.stringify(name)}.`;
  throw new TidemarkError('usage', which, `Name one of these with --ledger: ${enumerate(names)}.`);
}

interface Place {
  readonly cwd: string;
  readonly configPath?: string | undefined;
}

/** Whether a name is of a ledger of files, or of nothing at all; a backlog needs none. Throws `config`. */
export async function namesFiles(place: Place, name: string | undefined): Promise<boolean> {
  return name !== undefined && !isBacklog(await settingsAt(place), name);
}

/** Whether the work tree's configuration names any. Throws `config`. */
export async function hasLedgers(place: Place): Promise<boolean> {
  return (await settingsAt(place)).ledgers.length > 0;
}

async function settingsAt({ cwd, configPath }: Place): Promise<Settings> {
  const repository = await openRepository(cwd);
  return worktreeSettings(repository, await readLocalSettings(repository, configPath));
}
