import type { Rule } from '../rule.ts';
import { evidenceOfAll, relate } from '../wording.ts';

export const duplicateId: Rule = {
  id: 'duplicate-id',
  title: 'No two items have one ID',
  level: 'error',
  harm: 'Every reference to the ID means either of two things; the orchestrator works on the first.',
  remedy: 'Run `tidemark renumber ID`: the newer item gets the next number.',
  turnOff: 'Never.',
  *check({ candidate }) {
    for (const [key, items] of candidate.items) {
      const [first, second] = items;
      if (!first || !second) continue;
      yield {
        id: key,
        message: `${key} is the ID of two items: “${first.title}” (line ${first.place.line}) and “${second.title}” (line ${second.place.line})`,
        place: second.place,
        related: items.filter((item) => item !== second).map((item) => relate(item)),
        remedy: `tidemark renumber ${key}`,
        excuse: { subject: second.title },
        evidence: evidenceOfAll(items),
      };
    }
  },
};
