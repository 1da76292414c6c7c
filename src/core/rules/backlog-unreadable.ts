import type { Rule } from '../rule.ts';
import { shellWord } from '../wording.ts';

export const backlogUnreadable: Rule = {
  id: 'backlog-unreadable',
  title: 'The backlog can be read',
  level: 'error',
  harm: 'Nobody can tell which IDs are taken, so the next one drawn may be one in use.',
  remedy:
    'Mend the text at the line that is named. After a merge, look for conflict markers and for items that lost their "- ".',
  turnOff: 'Never: without a readable backlog no other rule of items and mark runs.',
  *check({ candidate }) {
    const { backlog } = candidate.snapshot;
    if (backlog.state !== 'unreadable') return;
    for (const { message, place } of backlog.problems) {
      yield {
        id: null,
        message: `${backlog.path} cannot be read: ${message}`,
        place,
        related: [],
        remedy: `git diff HEAD -- ${shellWord(backlog.path)}`,
        excuse: undefined,
        evidence: [`unreadable ${message}`],
      };
    }
  },
};
