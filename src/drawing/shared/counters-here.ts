import { listDrawn } from '../../adapters/disk/drawn-numbers.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { highestOf, partsOf } from '../../core/ledger/files/next-number.ts';
import { compareNumbers } from '../../core/numbers/sequence.ts';
import type { SequenceNumber } from '../../core/numbers/sequence.ts';
import { TidemarkError } from '../../errors.ts';
import { backlogCounter, counterOf } from '../../core/ledger/counters.ts';
import { MAIN_BACKLOG } from '../../core/ledger/named-backlog.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import type { Settings } from '../../reading/settings.ts';
import { openWorkbench } from '../../writing/workbench.ts';
import type { Where } from '../../writing/workbench.ts';
import { entriesEverywhere } from '../survey/ledger-files.ts';
import { surveyNumbers } from '../survey/taken-numbers.ts';

type Counters = ReadonlyMap<string, SequenceNumber>;

/**
 * The highest number of every ledger: in the work tree, in all branches, local and of remotes as they were last fetched, in other worktrees, and drawn
 * by this clone. Throws `no-backlog` where there is neither a backlog nor a ledger.
 */
export async function countersHere(
  where: Where,
  repository: Repository,
  { ledgers, backlogs, named }: Pick<Settings, 'ledgers' | 'backlogs' | 'named'>,
): Promise<Counters> {
  const names = [...(backlogs.length > 0 ? [MAIN_BACKLOG] : [undefined]), ...named.map(({ name }) => name)];
  const isOptional = ledgers.length + named.length > 0;
  const counted = await Promise.all(
    [...new Set(names)].map(async (ledger) => countersOf({ ...where, ledger }, isOptional)),
  );
  const files = await Promise.all(ledgers.map(async (ledger) => fileCounters(repository, ledger)));
  return raised(...counted.map((one) => new Map(one)), ...files);
}

async function countersOf(where: Where, isOptional: boolean): Promise<readonly [string, SequenceNumber][]> {
  try {
    const { repository, local, worktree } = await openWorkbench(where);
    const { name } = worktree.settings;
    const { floor } = await surveyNumbers(repository, local, worktree);
    const drawn = await listDrawn(repository.commonDir, name);
    return [[backlogCounter(name), [Math.max(floor, ...drawn.map(({ number }) => number))]]];
  } catch (error) {
    if (isOptional && error instanceof TidemarkError && error.code === 'no-backlog') return [];
    throw error;
  }
}

async function fileCounters(repository: Repository, ledger: FileLedger): Promise<Counters> {
  const entries = await entriesEverywhere(repository, ledger);
  const prefixes = new Set(entries.map(({ id }) => id.prefix));
  const counters = [...prefixes].flatMap((prefix): [string, SequenceNumber][] => {
    const parts = partsOf(highestOf(entries, prefix)?.written ?? '');
    return parts ? [[counterOf(ledger.terms.name, prefix), parts]] : [];
  });
  return new Map(counters);
}

/** Of several counts of the same counters, the highest each. */
export function raised(...all: readonly Counters[]): Counters {
  const counters = new Map<string, SequenceNumber>();
  for (const [counter, number] of all.flatMap((one) => [...one])) {
    const known = counters.get(counter);
    if (!known || compareNumbers(number, known) > 0) counters.set(counter, number);
  }
  return counters;
}
