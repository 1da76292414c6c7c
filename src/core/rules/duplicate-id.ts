import type { ItemClaim } from '../claim.ts';
import type { Facts } from '../facts.ts';
import { rivalsAmong } from '../rivals.ts';
import { renumberCommand } from '../remedy.ts';
import type { Rule } from '../rule.ts';
import { itemsAgree } from '../subject.ts';
import { evidenceOfAll, inQuotes, relate } from '../wording.ts';

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
      const { newest, first, others } = rivals;
      yield {
        id: key,
        message: `${key} is the ID of two items: ${inQuotes(first.title)} (line ${first.place.line}) and ${inQuotes(newest.title)} (line ${newest.place.line})`,
        place: newest.place,
        related: others.map((item) => relate(item)),
        remedy: renumberCommand(facts, key),
        excuse: { subject: newest.title },
        evidence: evidenceOfAll(items),
      };
    }
  },
};

function isKnown({ bases }: Facts, item: ItemClaim): boolean {
  return bases.some((base) => base.items.get(item.key)?.some((known) => itemsAgree(known, item)));
}
