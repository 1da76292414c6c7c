import type { ItemClaim } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import { rivalsAmong } from './engine/rivals.ts';
import { renumberCommand } from '../messages/remedy.ts';
import type { Rule } from './engine/rule.ts';
import { itemsAgree } from '../ids/subject.ts';
import { enumerate, evidenceOfAll, inQuotes, inWords, relate } from '../messages/wording.ts';

export const duplicateId: Rule = {
  id: 'duplicate-id',
  title: 'No two items have one ID',
  level: 'error',
  harm: 'Every reference to the ID means either of two things; the orchestrator works on the first.',
  remedy: 'Run `tidemark renumber ID`: the newer item gets the next number.',
  turnOff: 'Never.',
  *check(facts) {
    for (const [key, items] of facts.candidate.items) {
      const rivals = rivalsAmong(items, (item) => !isKnown(facts, item));
      if (!rivals) continue;
      const { newest, others } = rivals;
      yield {
        id: key,
        message: `${key} is the ID of ${inWords(items.length)} items: ${enumerate([...others, newest].map(onLine))}`,
        place: newest.place,
        related: others.map((item) => relate(item)),
        remedy: renumberCommand(facts, key),
        excuse: { subject: newest.title },
        evidence: evidenceOfAll(items),
      };
    }
  },
};

function onLine({ title, place }: ItemClaim): string {
  return `${inQuotes(title)} (line ${place.line})`;
}

function isKnown({ bases }: Facts, item: ItemClaim): boolean {
  return bases.some((base) => base.items.get(item.key)?.some((known) => itemsAgree(known, item)));
}
