import type { Rule } from './engine/rule.ts';
import { checkNewItem } from '../questions/new-items.ts';
import { describeUse, evidenceOf, inQuotes, relateUses } from '../messages/wording.ts';

export const itemRestored: Rule = {
  id: 'item-restored',
  title: 'Items that left the backlog stay away',
  level: 'warning',
  harm: 'Often a merge or a revert brought back what was finished, and the orchestrator does it again.',
  remedy: 'Remove the item again, or accept it in .tidemark.yaml if it is meant to be back.',
  turnOff: 'In projects that reopen finished items under their old ID.',
  *check(facts) {
    const told = new Set<string>();
    for (const { item, base } of facts.newItems) {
      const verdict = checkNewItem(facts, item, base);
      if (verdict.kind !== 'restored' || told.has(item.key)) continue;
      told.add(item.key);
      yield {
        id: item.key,
        message: `${item.key} ${inQuotes(item.title)} had left the backlog and is back: it was ${describeUse(verdict.use)}`,
        place: item.place,
        related: relateUses([verdict.use]),
        remedy: 'tidemark check --format accept',
        excuse: { subject: item.title },
        evidence: [evidenceOf(item)],
      };
    }
  },
};
