import { findCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { TidemarkError } from '../../errors.ts';
import { shortName } from '../../reading/bases.ts';
import type { Comparison } from '../comparison.ts';

/** What is checked, and the commit (full hex) by whose policy; the candidate's own where there is none before it. */
export interface CiComparison {
  readonly comparison: Comparison;
  readonly target: string | undefined;
}

export function withFirstBase(comparison: Comparison): CiComparison {
  return { comparison, target: comparison.bases[0]?.snapshot.commit };
}

/** A commit that the CI names, as this clone has it. Throws `history-missing`. */
export async function present(repository: Repository, commit: string): Promise<string> {
  const found = await findCommit(repository, commit);
  if (!found) throw historyMissing(shortName(commit));
  return found.oid;
}

export function historyMissing(name: string, hint = CHECK_OUT): TidemarkError {
  return new TidemarkError(
    'history-missing',
    `${name} is not in this clone, and Tidemark does not fetch it.`,
    hint,
  );
}

/** The way out where a job has less than the whole history. */
export const CHECK_OUT =
  'Check out the whole history: `fetch-depth: 0` for actions/checkout on GitHub, `GIT_DEPTH: 0` on GitLab.';
