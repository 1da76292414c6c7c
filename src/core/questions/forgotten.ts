import { livesOf, titlesIn } from '../identity/lives.ts';
import type { Stay } from '../identity/life.ts';
import type { Use } from '../identity/meanings.ts';
import { entriesAbout, pastOf } from '../identity/past.ts';
import type { ItemClaim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';

/**
 * What a protected branch had under an ID, and would no longer have in its history once it is rewritten: nobody could tell afterwards that the
 * number was used. An entry of the worklog tells it as well.
 */
export function findForgotten(facts: Facts): readonly Use<ItemClaim>[] {
  const { target, versions } = facts;
  if (target?.level !== 'error' || !versions.some(({ isForgotten }) => isForgotten)) return [];
  const past = pastOf(facts, target.view);
  const isForgotten = ({ holders }: Stay): boolean =>
    [...holders].every((version) => version.isForgotten === true);
  return livesOf(facts)
    .all.filter((stay) => isForgotten(stay) && entriesAbout(facts, stay).length === 0)
    .flatMap((stay) => titlesIn(stay, past).slice(0, 1));
}
