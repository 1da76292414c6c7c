import { openRepository, rootOf } from '../../adapters/git/repository.ts';
import { digitsOf } from '../../core/ledger/files/next-number.ts';
import { readLocalSettings, worktreeSettings } from '../../reading/settings.ts';
import { notShared, sharingOf } from '../shared/sharing.ts';
import type { SharedOption } from '../shared/sharing.ts';
import { chooseLedger } from './chosen-ledger.ts';
import { surveyFileNumbers } from './file-numbers.ts';

interface Where {
  /** Absolute; anywhere inside the work tree. */
  readonly cwd: string;
  readonly configPath?: string | undefined;
}

interface LedgerDraw {
  /** Needless where there is only one. */
  readonly ledger: string | undefined;
  /** Any case; by default that of the highest entry. */
  readonly prefix: string | undefined;
  /** Draws the number: no worktree of this clone gets it again, nor another machine where numbers are shared. */
  readonly take: boolean;
  /** See `DrawOptions`. */
  readonly shared?: SharedOption;
  /** What it is for; others are told where numbers are shared. */
  readonly title?: string | undefined;
}

export interface NextNumber {
  readonly ledger: string;
  /** As the ledger writes it: `0042`, `task-13`, `6.1.0.5`. */
  readonly id: string;
  /** The remote over which it is drawn; undefined where it is for this clone alone. */
  readonly shared: string | undefined;
  readonly notices: readonly string[];
}

/**
 * The number that comes next in a ledger of files, above those of all branches and worktrees of this clone. Throws `usage` where it is not clear
 * which ledger is meant, or where its numbers are no counter.
 */
export async function nextOfLedger({ cwd, configPath }: Where, draw: LedgerDraw): Promise<NextNumber> {
  const repository = await openRepository(cwd);
  rootOf(repository);
  const settings = await worktreeSettings(repository, await readLocalSettings(repository, configPath));
  const ledger = chooseLedger(settings, draw.ledger);
  const sharing = await sharingOf(repository, settings, draw.shared);
  const { take, title } = draw;
  const numbers = await surveyFileNumbers(repository, ledger, { take, title, sharing });
  const wanted = { prefix: draw.prefix?.toUpperCase() };
  const { written } = numbers.before(wanted);
  const digits = await numbers.draw(wanted);
  return {
    ledger: ledger.terms.name,
    id: written.replace(digitsOf(written), () => digits),
    shared: sharing?.chain.address.remote,
    notices: notShared(settings, draw.shared, !take),
  };
}
