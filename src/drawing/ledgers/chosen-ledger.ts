import { openRepository } from '../../adapters/git/repository.ts';
import { enumerate } from '../../core/messages/wording.ts';
import { TidemarkError } from '../../errors.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { readLocalSettings, worktreeSettings } from '../../reading/settings.ts';

/** The ledger of that name, or the only one. Throws `usage` where it is not clear which is meant. */
export function chooseLedger(ledgers: readonly FileLedger[], name: string | undefined): FileLedger {
  const names = ledgers.map(({ terms }) => terms.name);
  const [first, another] = ledgers;
  if (!first)
    throw new TidemarkError(
      'usage',
      'The configuration names no ledgers.',
      'Name them in .tidemark.yaml under `ledgers:`.',
    );
  const chosen = name === undefined && !another ? first : ledgers.find(({ terms }) => terms.name === name);
  if (chosen) return chosen;
  const which =
    name === undefined ? 'There are several ledgers.' : `There is no ledger ${JSON.stringify(name)}.`;
  throw new TidemarkError('usage', which, `Name one of these with --ledger: ${enumerate(names)}.`);
}

/** Whether the work tree's configuration names any. Throws `config`. */
export async function hasLedgers({
  cwd,
  configPath,
}: {
  readonly cwd: string;
  readonly configPath?: string | undefined;
}): Promise<boolean> {
  const repository = await openRepository(cwd);
  const { ledgers } = await worktreeSettings(repository, await readLocalSettings(repository, configPath));
  return ledgers.length > 0;
}
