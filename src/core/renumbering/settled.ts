import type { Claimant } from './claimants.ts';
import type { Facts } from '../ledger/facts.ts';
import { livesOf, ownersOf } from '../identity/lives.ts';
import { standsIn } from '../identity/past.ts';

/** The ID that a claimant has in the candidate by now, where nothing of it has the ID in question there any more: it was renumbered. */
export function settledAs(facts: Facts, { items, headings, directories }: Claimant): string | undefined {
  if ([...items, ...headings, ...directories].some(({ present }) => present)) return undefined;
  const lives = livesOf(facts);
  const traces = [...headings, ...directories].flatMap(({ claim }) => ownersOf(lives, claim));
  const stays = [...items.map(({ claim }) => lives.stayOf(claim)), ...traces];
  const others = stays.flatMap(({ key, life }) => life.stays.filter((other) => other.key !== key));
  return others.find((other) => standsIn(facts, facts.candidate, other))?.key;
}

/** Whether anything that is known ever had an ID. */
export function isKnown({ candidate, bases, sides, versions }: Facts, key: string): boolean {
  const views = [candidate, ...bases, ...sides, ...[...bases, ...sides].map(({ fork }) => fork)];
  return (
    views.some(({ items, headings, directories }) =>
      [items, headings, directories].some((own) => own.has(key)),
    ) || versions.some(({ state }) => state.entries.some((entry) => entry.key === key))
  );
}
