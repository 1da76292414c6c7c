import { backlogCounter, drawName } from '../ledger/counters.ts';
import { spelled } from '../messages/spelled.ts';
import { evidenceOf, inQuotes } from '../messages/wording.ts';
import { drawnForAnother } from '../questions/drawn-for-another.ts';
import type { Rule } from './engine/rule.ts';

export const drawnElsewhere: Rule = {
  id: 'drawn-elsewhere',
  title: 'A shared number goes to what it was taken for',
  level: 'warning',
  harm: 'Another machine took the number for something else over the remote, and will use it: two branches collide as soon as they meet.',
  remedy:
    'Give the new item a number of its own, from `tidemark next --take`; or accept it in .tidemark.yaml if it is what the number was taken for.',
  turnOff: 'In projects whose items often get other titles before they are committed.',
  *check(facts) {
    const told = new Set<string>();
    for (const { item } of facts.newItems) {
      if (told.has(item.key) || facts.bases.some(({ items }) => items.has(item.key))) continue;
      const name = drawName(backlogCounter(facts.ledger), [item.id.number]);
      const drawn = drawnForAnother(facts.othersDraws, name, item.title);
      if (drawn === undefined) continue;
      told.add(item.key);
      yield {
        id: item.key,
        message: `${spelled(facts, item.key)} ${inQuotes(item.title)} is new, but another machine took its number for ${inQuotes(drawn)}`,
        place: item.place,
        related: [],
        remedy: 'tidemark next',
        remedyKind: 'see',
        excuse: { subject: item.title },
        evidence: [evidenceOf(item)],
      };
    }
  },
};
