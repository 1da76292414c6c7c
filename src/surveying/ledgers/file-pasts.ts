import type { Repository } from '../../adapters/git/repository.ts';
import { entriesAt } from '../../core/history/files/file-chronicles.ts';
import type { FilePast } from '../../core/history/files/file-chronicles.ts';
import { doubtfulOids, identify, sampleOids } from '../../core/identity/files/identify.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { readSketches } from '../../reading/ledgers/contents.ts';
import { findFormerPlaces, formerPlacesOf, pathsOfFormer } from '../../reading/ledgers/former-places.ts';
import { pastOf } from '../../reading/ledgers/history-of-ledger.ts';
import { readLedgerCommits } from '../../reading/ledgers/ledger-commits.ts';

/** A ledger of files, and all that its files ever were. */
export interface LedgerPast extends FilePast {
  readonly ledger: FileLedger;
}

/** Reads what is behind `head` (full hex) and `others` (full hex, or `EVERYTHING`): names first, contents where names leave a question. Throws `history-missing`. */
export async function readPasts(
  repository: Repository,
  ledgers: readonly FileLedger[],
  head: string,
  others: readonly string[],
): Promise<readonly LedgerPast[]> {
  if (ledgers.length === 0) return [];
  const paths = ledgers.flatMap(({ terms }) => terms.paths);
  const tips = [head, ...others];
  const former = await findFormerPlaces(repository, tips, ledgers);
  const all = [...new Set([...paths, ...pathsOfFormer(former)])];
  const commits = await readLedgerCommits(repository, tips, all);
  const pasts: LedgerPast[] = [];
  for (const ledger of ledgers) {
    const { terms } = ledger;
    const history = await pastOf(
      repository,
      ledger,
      commits,
      formerPlacesOf(former, ledger),
      new Set([head]),
    );
    const doubtful = doubtfulOids(history);
    const sample = doubtful.size > 0 ? sampleOids(entriesAt(history, head)) : [];
    const identified = identify(history, await readSketches(repository, new Set([...doubtful, ...sample])));
    pasts.push({ ledger, terms, history, identified, head });
  }
  return pasts;
}
