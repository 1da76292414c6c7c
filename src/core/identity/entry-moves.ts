import type { ByKey, HeadingClaim } from '../ids/claim.ts';
import { groupBy } from '../ids/group-by.ts';
import { listUnder } from '../ids/lookup.ts';
import { remember } from '../ids/remember.ts';
import type { Facts } from '../ledger/facts.ts';
import { hasHeading } from '../ledger/known-claims.ts';
import type { View } from '../ledger/view.ts';
import type { Stay } from './life.ts';
import { isOnlyAbove } from './moves.ts';
import { standsIn } from './past.ts';

/**
 * What one commit drew and archived was never an item: an entry of it has moved if it now has an ID above its old one and above the fork's mark, and
 * the last entry has that ID, too. Without a merge it may do so only for what everybody starts from.
 */
export function isEntryMoved(facts: Facts, entry: HeadingClaim, taker: Stay | undefined): boolean {
  const { candidate, beside, sides } = facts;
  const isFree = beside && (!taker || standsIn(facts, beside, taker));
  const parted = sides.length > 0 ? sides.filter((side) => hasHeading(side, entry)) : isFree ? [beside] : [];
  const before = Math.max(entry.id.number, ...parted.map(({ fork }) => fork.mark ?? 0));
  const now = listUnder(byEntry(candidate.headings), entryName(entry));
  return (
    parted.length > 0 && isOnlyAbove(now, entry.key, before, ({ key }) => isArchivedAs(candidate, key, entry))
  );
}

function isArchivedAs({ snapshot }: View, key: string, { title }: HeadingClaim): boolean {
  return snapshot.headings.some((other) => other.terminal && other.key === key && other.title === title);
}

const byEntry = remember((headings: ByKey<HeadingClaim>) =>
  groupBy([...headings.values()].flat(), entryName),
);

function entryName({ timestamp, title }: HeadingClaim): string {
  return `${timestamp} ${title}`;
}
