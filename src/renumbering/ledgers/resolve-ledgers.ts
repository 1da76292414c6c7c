import type { Repository } from '../../adapters/git/repository.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import type { Draft } from '../merging/draft.ts';
import type { GroundTerms } from '../planning/renumber-situations.ts';
import { joined, NO_REPAIR } from '../repair.ts';
import type { Repair } from '../repair.ts';
import { groundOfLedgers } from './ledger-ground.ts';
import { numbersIn, planLedgers } from './ledger-repair.ts';
import { settleAdded } from './settle-added.ts';

export interface ResolvedLedgers {
  readonly repair: Repair;
  /** Paths that were in conflict, and are not any more. */
  readonly settled: ReadonlySet<string>;
}

/** What becomes of the ledgers of files where something is under way: files that both sides added are told apart, and entries that share a number get one each. */
export async function resolveLedgers(
  repository: Repository,
  local: LocalSettings,
  { reading, survey }: Draft,
  terms: Pick<GroundTerms, 'operation' | 'since'>,
): Promise<ResolvedLedgers> {
  const { ledgers } = reading.settings;
  const { operation, since } = terms;
  const isMidway = operation.kind !== 'none' || survey.stash !== undefined || survey.others.length > 0;
  if (!isMidway && since === undefined) return { repair: NO_REPAIR, settled: new Set() };
  const { numbersOf, claim } = numbersIn(repository);
  const added = await settleAdded(repository, ledgers, operation, numbersOf);
  const settled = new Set(added.paths);
  const unmerged = new Set(survey.others.filter((path) => !settled.has(path)));
  const grounds = await groundOfLedgers(repository, local, reading, ledgers, { ...terms, isMidway });
  const planned = await planLedgers(repository, grounds, undefined, { numbersOf, unmerged });
  return { repair: { ...joined({ ...NO_REPAIR, ...added }, planned), claim }, settled };
}
