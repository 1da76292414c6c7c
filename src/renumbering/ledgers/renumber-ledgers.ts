import type { Operation } from '../../adapters/git/conflict/operation.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { TidemarkError } from '../../errors.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import type { Draft } from '../merging/draft.ts';
import type { Repair } from '../repair.ts';
import type { Asked } from './asked-numbers.ts';
import { groundOfLedgers } from './ledger-ground.ts';
import { numbersIn, planLedgers } from './ledger-repair.ts';

interface Terms {
  readonly operation: Operation;
  readonly against?: string | undefined;
  readonly to?: number | undefined;
  readonly keep?: string | undefined;
}

/** Plans new numbers in the ledgers of the work tree that somebody asks for. Writes no file. Throws `usage`. */
export async function repairLedgers(
  repository: Repository,
  local: LocalSettings,
  { reading, survey }: Draft,
  { ledgers, numbers }: Pick<Asked, 'ledgers' | 'numbers'>,
  { operation, against, to, keep }: Terms,
): Promise<Repair> {
  if (to !== undefined && numbers) throw noFreeNumber();
  const isMidway = operation.kind !== 'none' || survey.stash !== undefined;
  const ground = await groundOfLedgers(repository, local, reading, ledgers, { operation, against, isMidway });
  const { numbersOf, claim } = numbersIn(repository);
  const asked = { keep: numbers && keep, against, numbersOf };
  return { ...(await planLedgers(repository, ground, numbers, asked)), claim };
}

function noFreeNumber(): TidemarkError {
  return new TidemarkError(
    'usage',
    '--to gives an item of the backlog its number; a file gets the one that comes next in its ledger.',
    'Leave --to out.',
  );
}
