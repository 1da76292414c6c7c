import type { Repository } from '../../adapters/git/repository.ts';
import type { Base } from '../../core/ledger/situation.ts';
import { findPublished } from '../../reading/published.ts';

/** The commit (full hex) of the side of a merge that everybody starts from, as far as this clone knows; undefined if none is. */
export async function publishedSide(
  repository: Repository,
  sides: readonly Base[],
): Promise<string | undefined> {
  if (sides.length < 2) return undefined;
  const published = await findPublished(repository);
  return sides.some(({ snapshot }) => snapshot.commit === published?.commit) ? published?.commit : undefined;
}
