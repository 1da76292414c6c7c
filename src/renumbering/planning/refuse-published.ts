import { findCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { Facts } from '../../core/ledger/facts.ts';
import { shellWord } from '../../core/messages/wording.ts';
import { publishedRank } from '../../core/renumbering/claimants.ts';
import type { Claimant, Ownership } from '../../core/renumbering/claimants.ts';
import type { PlannedSuccession } from '../../core/renumbering/renumber-plan.ts';
import { mergedTarget } from '../../core/renumbering/returns.ts';
import { settledAs } from '../../core/renumbering/settled.ts';
import { TidemarkError } from '../../errors.ts';

/** What was asked for. */
interface Asked {
  readonly against?: string | undefined;
  readonly keep?: string | undefined;
  /** The ledger of files that is meant. */
  readonly ledger?: string;
  /** What the facts know of a claimant that is described otherwise. */
  readonly originals?: ReadonlyMap<Claimant, Claimant>;
}

/**
 * What everybody starts from keeps its IDs, whatever a branch has under them that one renumbers against: throws `refused` if it would lose one, and
 * says what to run instead. Who names what stays has decided.
 */
export async function refusePublished(
  repository: Repository,
  facts: Facts,
  { name }: Pick<Ownership, 'name'>,
  { keeper, yielding }: PlannedSuccession,
  { against, keep, ledger, originals }: Asked,
): Promise<void> {
  const view = facts.target?.published;
  if (!view || !keeper || against === undefined || keep !== undefined) return;
  const rank = (claimant: Claimant): number =>
    publishedRank(facts, originals?.get(claimant) ?? claimant, view);
  const moved = yielding.find(({ claimant }) => rank(claimant) > rank(keeper));
  if (!moved) return;
  const { label } = view.snapshot;
  const where = ledger === undefined ? '' : ` --ledger ${shellWord(ledger)}`;
  const command = `${await switchTo(repository, against)}tidemark renumber ${shellWord(name)}${where} --against ${shellWord(label)}`;
  throw new TidemarkError(
    'refused',
    `${name} “${moved.claimant.name}” is in ${label} already, and what is published keeps its ID.`,
    `Renumber “${keeper.name}” on the branch that has it: \`${command}\``,
  );
}

/** Whether a branch is merged, what has an ID here is what everybody starts from, and all else that had it has another one by now. */
export function keepsPublished(facts: Facts, { claimants }: Ownership): boolean {
  const view = facts.target?.published;
  if (!view || !mergedTarget(facts)) return false;
  const [open, ...others] = claimants.filter((claimant) => settledAs(facts, claimant) === undefined);
  if (!open || others.length > 0) return false;
  const rank = publishedRank(facts, open, view);
  return claimants.every((claimant) => claimant === open || publishedRank(facts, claimant, view) < rank);
}

/** A branch can be switched to, a commit has to be looked for. */
async function switchTo(repository: Repository, against: string): Promise<string> {
  if (/[~^:]|@\{/u.test(against)) return '';
  if (await findCommit(repository, `refs/heads/${against}`)) return `git switch ${shellWord(against)} && `;
  const isRemote = (await findCommit(repository, `refs/remotes/${against}`)) !== undefined;
  return isRemote ? `git switch ${shellWord(against.slice(against.indexOf('/') + 1))} && ` : '';
}
