import type { Claim, ItemClaim } from './claim.ts';
import { isSameItem } from './subject.ts';
import { itemsOf, type BaseView } from './view.ts';

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
  const found: Use<ItemClaim>[] = [];
  for (const { commit, sinceFork, backlog } of versions) {
    if (onlySinceFork && !sinceFork) continue;
    for (const claim of itemsOf(backlog).get(key) ?? []) {
      const isKnown = found.some((use) => isSameItem(use.claim, claim));
      if (!isKnown) found.push({ claim, seenIn: commit.slice(0, 10) });
    }
  }
  return found;
}
