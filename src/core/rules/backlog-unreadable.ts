import type { Facts } from '../ledger/facts.ts';
import { diffCommand } from '../messages/remedy.ts';
import type { Rule } from './engine/rule.ts';

export const backlogUnreadable: Rule = {
  id: 'backlog-unreadable',
  title: 'The backlog can be read',
  level: 'error',
  harm: 'Nobody can tell which IDs are taken, so the next one drawn may be one in use.',
  remedy:
    'Mend the text at the line that is named. In a merge `tidemark renumber --stage` settles what it can; else look for conflict markers and for items that lost their "- ".',
  turnOff: 'Never: without a readable backlog no other rule of items and mark runs.',
  *check(facts) {
    const { backlog } = facts.candidate.snapshot;
    if (backlog.state !== 'unreadable') return;
    for (const { message, place } of backlog.problems) {
      yield {
        id: null,
        message: `${backlog.path} cannot be read: ${message}`,
        place,
        related: [],
        remedy: isMerging(facts) ? 'tidemark renumber --stage' : diffCommand(facts, backlog.path),
        excuse: undefined,
        evidence: [`unreadable ${message}`],
      };
    }
  },
};

/** Then the text is in conflict, and its two sides can be merged item by item. */
function isMerging({ sides }: Facts): boolean {
  return sides.some(({ snapshot }) => snapshot.label === 'MERGE_HEAD');
}
