import type { Rule } from './engine/rule.ts';
import { checkNewItem } from '../questions/new-items.ts';
import { spelled } from '../messages/spelled.ts';
import { evidenceOf, inQuotes } from '../messages/wording.ts';

export const idBelowMark: Rule = {
  id: 'id-below-mark',
  title: 'New items take numbers above the mark',
  level: 'warning',
  harm: 'The number may have belonged to an item of which no trace is left.',
  remedy:
    'Give the item the ID that `tidemark next` shows, or accept it in .tidemark.yaml if the number really was free.',
  turnOff: 'In projects that fill gaps in the numbers on purpose.',
  *check(facts) {
    const told = new Set<string>();
    for (const { item, base } of facts.newItems) {
      if (told.has(item.key) || item.id.number > facts.ownAbove) continue;
      if (checkNewItem(facts, item, base).kind !== 'out-of-turn') continue;
      told.add(item.key);
      yield {
        id: item.key,
        message: `${spelled(facts, item.key)} ${inQuotes(item.title)} is new, but numbers up to ${base.line} were already assigned in ${base.snapshot.label}`,
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
