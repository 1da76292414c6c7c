import type { Repository } from '../../adapters/git/repository.ts';
import type { Base } from '../../core/ledger/situation.ts';
import { findPublished } from '../../reading/published.ts';

/** Those sides of a merge, by their commits (full hex), that everybody starts from, as far as this clone knows. */
export async function publishedSide(
  repository: Repository,
  sides: readonly Base[],
): Promise<readonly string[]> {
  const published = sides.length > 1 ? await findPublished(repository) : undefined;
  return sides
    .flatMap(({ snapshot: { commit } }) => commit ?? [])
    .filter((commit) => commit === published?.commit);
}
