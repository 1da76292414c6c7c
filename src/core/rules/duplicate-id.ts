import type { ItemClaim } from '../ids/claim.ts';
import { groupsOfSeveral } from '../ids/claim-groups.ts';
import type { Facts } from '../ledger/facts.ts';
import { rivalsAmong } from './engine/rivals.ts';
import { renumberCommand } from '../messages/remedy.ts';
import type { Rule } from './engine/rule.ts';
import { agreesWithAny } from '../ids/subject.ts';
import { spelled, writtenId } from '../messages/spelled.ts';
import { enumerate, evidenceOfAll, inQuotes, inWords, relate } from '../messages/wording.ts';

export const duplicateId: Rule = {
  id: 'duplicate-id',
  title: 'No two items share an ID',
  level: 'error',
  harm: 'Every reference to the ID is ambiguous, and programs that look it up find the first item.',
  remedy: 'Run `tidemark renumber ID`: the newer item gets the next number.',
  turnOff: 'Never.',
  *check(facts) {
    for (const items of groupsOfSeveral(facts.candidate.items)) {
      const rivals = rivalsAmong(items, (item) => !isKnown(facts, item));
      if (!rivals) continue;
      const { newest, others } = rivals;
      const { key } = newest;
      const name = spelled(facts, key);
      yield {
        id: key,
        message: `${name} is the ID of ${inWords(items.length)} items: ${enumerate([...others, newest].map((item) => onLine(item, name)))}`,
        place: newest.place,
        related: others.map((item) => relate(item)),
        remedy: renumberCommand(facts),
        excuse: { subject: newest.title },
        evidence: evidenceOfAll(items),
      };
    }
  },
};

/** With its ID, if that is spelled differently. */
function onLine(item: ItemClaim, name: string): string {
  const own = writtenId(item);
  return `${inQuotes(item.title)} (${own === name ? '' : `${own}, `}line ${item.place.line})`;
}

function isKnown({ bases }: Facts, item: ItemClaim): boolean {
  return bases.some(({ items }) => agreesWithAny(items.get(item.key) ?? [], item));
}
