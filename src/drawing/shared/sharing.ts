import { sharedDirectories } from '../../adapters/disk/shared-folders.ts';
import { readSeenTip } from '../../adapters/disk/shared-state.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { highestIn } from '../../core/numbers/sequence.ts';
import type { SequenceNumber } from '../../core/numbers/sequence.ts';
import { TidemarkError } from '../../errors.ts';
import { readLocalSettings, worktreeSettings } from '../../reading/settings.ts';
import type { Settings } from '../../reading/settings.ts';
import { openChain, tipOf } from './chain.ts';
import type { Chain } from './chain.ts';

/** Which machines a number is drawn for: see `DrawOptions`. */
export type SharedOption = string | false | undefined;

/** A chain to draw from, and how many numbers at once. */
export interface Sharing {
  readonly chain: Chain;
  readonly block: number;
}

/**
 * The chain that numbers are drawn from; undefined where they are for this clone alone. A remote that is named wins over that of the configuration; the empty name
 * is the configuration's, else `origin`. Reaches no network. Throws `usage` where there is no such remote.
 */
export async function sharingOf(
  repository: Repository,
  { shared, block }: Pick<Settings, 'shared' | 'block'>,
  option: SharedOption,
): Promise<Sharing | undefined> {
  if (option === false) return undefined;
  const remote = option === '' ? (shared ?? 'origin') : (option ?? shared);
  return remote === undefined ? undefined : { chain: await openChain(repository, remote), block };
}

/** The remote that is named, else that of the configuration; and the settings of the work tree. Throws `usage` where neither names one. */
export async function sharedRemote(
  repository: Repository,
  configPath: string | undefined,
  named: string | undefined,
): Promise<{ readonly name: string; readonly settings: Settings }> {
  const settings = await worktreeSettings(repository, await readLocalSettings(repository, configPath));
  const name = named ?? settings.shared;
  if (name !== undefined) return { name, settings };
  throw new TidemarkError(
    'usage',
    'The configuration names no remote to share numbers over.',
    'Name one in .tidemark.yaml (`shared: origin`), or here: `tidemark shared origin`.',
  );
}

/** The highest number of a counter in any chain, as this clone saw them last; `none` where it saw none. */
export async function seenCounter(
  { commonDir }: Repository,
  counter: string,
  none: SequenceNumber,
): Promise<SequenceNumber> {
  const tips = (await sharedDirectories(commonDir)).map(readSeenTip);
  const seen = tips.map((tip) => tip && tipOf(tip)?.link.counters.get(counter));
  return highestIn(none, ...seen.filter((number) => number !== undefined));
}

/** What is said of a number that could be shared, and is not. */
export function notShared(
  { shared }: Pick<Settings, 'shared'>,
  option: SharedOption,
  dryRun: boolean,
): readonly string[] {
  if (option !== false || shared === undefined || dryRun) return [];
  return [`Taken for this clone only, not over ${shared}: another machine may take the same number.`];
}
