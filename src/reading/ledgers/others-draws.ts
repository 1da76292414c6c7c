import { readOthersDraws, sharedDirectories } from '../../adapters/disk/shared-folders.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { OthersDraws } from '../../core/ledger/counters.ts';
import { parseOthersDraws } from '../../formats/others-draws.ts';

/** What others drew over any remote, as far as this clone saw it; undefined where it shares no numbers. Reads files, and asks nobody. */
export async function othersDrawsOf({ commonDir }: Repository): Promise<OthersDraws | undefined> {
  const directories = await sharedDirectories(commonDir);
  if (directories.length === 0) return undefined;
  const texts = directories.map(readOthersDraws);
  return parseOthersDraws(texts.join(''));
}
