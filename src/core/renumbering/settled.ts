import { claimsOf, type Claimant } from './claimants.ts';
import type { Facts } from '../ledger/facts.ts';
import { livesOf, staysOf } from '../identity/lives.ts';
import { standsIn } from '../identity/past.ts';

/** The ID that a claimant has in the candidate now, if nothing of it has the ID in question any more: it was renumbered. */
export function settledAs(facts: Facts, claimant: Claimant): string | undefined {
  const claims = claimsOf(claimant);
  if (claims.some(({ present }) => present)) return undefined;
  const stays = claims.flatMap(({ claim }) => staysOf(livesOf(facts), claim));
  const others = stays.flatMap(({ key, life }) => life.stays.filter((other) => other.key !== key));
  return others.find((other) => standsIn(facts, facts.candidate, other))?.key;
}

/** Whether anything known ever had an ID. */
export function isKnown({ candidate, bases, sides, versions }: Facts, key: string): boolean {
  const views = [candidate, ...bases, ...sides, ...[...bases, ...sides].map(({ fork }) => fork)];
  return (
    views.some(({ items, headings, directories }) =>
      [items, headings, directories].some((own) => own.has(key)),
    ) || versions.some(({ state }) => state.entries.some((entry) => entry.key === key))
  );
}
