import type { Facts } from '../ledger/facts.ts';
import type { Problem } from '../findings/finding.ts';
import { livesOf } from '../identity/lives.ts';
import { meaningsAt, type Use } from '../identity/meanings.ts';
import { goesBack } from '../identity/past.ts';
import type { ItemClaim } from '../ids/claim.ts';
import type { Rule } from './engine/rule.ts';
import { checkNewItem } from '../questions/new-items.ts';
import { spelled } from '../messages/spelled.ts';
import { describeUse, evidenceOf, inQuotes, relateUses } from '../messages/wording.ts';

export const itemRestored: Rule = {
  id: 'item-restored',
  title: 'Items that have left the backlog do not come back',
  level: 'warning',
  harm: 'A merge or revert may have brought back finished work, and it would be done again.',
  remedy: 'Remove the item again, or accept it in .tidemark.yaml if it is back on purpose.',
  turnOff: 'In projects that reopen finished items under their old ID.',
  *check(facts) {
    const told = new Set<string>();
    for (const { item, base } of facts.newItems) {
      const verdict = checkNewItem(facts, item, base);
      if (verdict.kind !== 'restored' || told.has(item.key)) continue;
      told.add(item.key);
      yield problemOf(facts, item, verdict.use, 'had left the backlog and is back: it was');
    }
    for (const { item, base } of facts.otherItems) {
      const [use] = meaningsAt(facts, item.key, base);
      const isBack = goesBack(facts, livesOf(facts).stayOf(item), base);
      if (!use || told.has(item.key) || !isBack) continue;
      told.add(item.key);
      yield problemOf(facts, item, use, 'has its ID back, which meanwhile was that of');
    }
  },
};

function problemOf(facts: Facts, item: ItemClaim, use: Use, what: string): Problem {
  return {
    id: item.key,
    message: `${spelled(facts, item.key)} ${inQuotes(item.title)} ${what} ${describeUse(use)}`,
    place: item.place,
    related: relateUses([use]),
    remedy: 'remove it again, or if it is back on purpose: `tidemark check --format accept`',
    remedyKind: 'try',
    excuse: { subject: item.title },
    evidence: [evidenceOf(item)],
  };
}
