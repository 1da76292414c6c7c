import type { Claim, ItemClaim } from './claim.ts';
import { remember } from './remember.ts';
import type { BacklogVersion } from './situation.ts';
import { isSameItem } from './subject.ts';
import { placedIn, tenuresOfId, type Tenure } from './tenure.ts';
import type { BaseView } from './view.ts';

/** A use of an ID and where it was seen: the label of a snapshot, or the commit of an earlier version of the backlog. */
export interface Use<C extends Claim = Claim> {
  readonly claim: C;
  readonly seenIn: string;
}

/** Items of one ID in all versions behind a base, or only in those since its fork; each once, as its newest version has it. */
export function itemVersions(
  { versions }: Pick<BaseView, 'versions'>,
  key: string,
  onlySinceFork = false,
): readonly Use<ItemClaim>[] {
  const counted = onlySinceFork ? sinceFork(versions) : versions;
  const found: Use<ItemClaim>[] = [];
  for (const tenure of tenuresOfId(counted, key)) {
    const isKnown = found.some(({ claim }) => isSameItem(claim, tenure.item));
    if (!isKnown) found.push(newestUse(tenure));
  }
  return found;
}

/** Those of the versions behind a base that its fork does not have. */
export const sinceFork = remember((versions: readonly BacklogVersion[]) =>
  versions.filter((version) => version.sinceFork),
);

/** An item as the newest version that has it does. */
export function newestUse({ item, newest }: Tenure): Use<ItemClaim> {
  return { claim: placedIn(newest.backlog, item), seenIn: newest.commit.slice(0, 10) };
}
