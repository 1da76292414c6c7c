import { idOfMark, type Facts } from '../ledger/facts.ts';
import type { Rule } from './engine/rule.ts';
import { spelled } from '../messages/spelled.ts';
import { describe, relate } from '../messages/wording.ts';

export const markLeap: Rule = {
  id: 'mark-leap',
  title: 'Numbers do not jump',
  level: 'warning',
  harm: 'A typo, or a hash that looks like a number, wastes thousands of numbers and cannot be undone.',
  remedy: 'Correct the number. If it is intended, accept it in .tidemark.yaml or raise `maxLeap`.',
  turnOff: 'In projects that deliberately use widely separated number ranges.',
  *check(facts) {
    const { candidate, bases, leaps, policy, isLeap } = facts;
    const line = Math.max(...bases.map((base) => base.line));
    const above = `more than ${policy.maxLeap} above the highest number before (${line}); a typo?`;
    const remedy = 'correct the number, or if it is intended: `tidemark check --format accept`';
    const mark = candidate.backlog?.mark;
    const isMarkLeaping = mark?.state === 'valid' && isLeap(mark.value);
    if (isMarkLeaping) {
      yield {
        id: idOfMark(facts, mark.value),
        message: `next_item_id is ${mark.value}, ${above}`,
        place: mark.place,
        related: leaps.map((claim) => relate(claim)),
        ...(isBacked(facts, mark.value)
          ? { remedy, remedyKind: 'try' as const }
          : {
              severity: 'error' as const,
              remedy: `set next_item_id back to ${line} before others have it`,
            }),
        excuse: { mark: mark.value },
        evidence: [`mark ${mark.value}`],
      };
    }
    for (const claim of leaps) {
      if (isMarkLeaping && claim.id.number <= mark.value) continue;
      yield {
        id: claim.key,
        message: `${spelled(facts, claim.key)}, ${describe(claim)}, is ${above}`,
        place: claim.place,
        related: [],
        remedy,
        remedyKind: 'try',
        excuse: { mark: claim.id.number },
        evidence: [`leap ${claim.key}`],
      };
    }
  },
};

/** Whether some claim is close enough below the mark. A mark without one should not be kept: it could never go down again. */
function isBacked({ candidate, policy }: Facts, mark: number): boolean {
  const { items, headings, directories } = candidate;
  return [...items.values(), ...headings.values(), ...directories.values()].some(
    ([{ id }]) => id.number <= mark && id.number > mark - policy.maxLeap,
  );
}
