import { standingOf } from '../ledger/facts.ts';
import type { Rule } from './engine/rule.ts';
import { highestOfEach } from '../ledger/view.ts';
import { spelled } from '../messages/spelled.ts';
import { relate, whereIs } from '../messages/wording.ts';

export const markBehind: Rule = {
  id: 'mark-behind',
  title: 'The mark is not below any ID in use',
  level: 'error',
  harm: 'The next number assigned is one that is already in use.',
  remedy: 'Run `tidemark fix`: it raises next_item_id to the highest number in use.',
  turnOff: 'Never: this is what the mark is for.',
  *check(facts) {
    const { candidate, highestOnDisk: highest, leaping } = facts;
    const mark = candidate.backlog?.mark;
    if (mark?.state !== 'valid' || !highest || highest.number <= mark.value) return;
    const above = highestOfEach(candidate, ({ key, id }) => !leaping.has(key) && id.number > mark.value);
    yield {
      id: highest.claim.key,
      message: `next_item_id is ${mark.value}, but ${spelled(facts, highest.claim.key)} is taken by ${whereIs(highest.claim)}`,
      place: mark.place,
      related: above.map(({ claim }) => relate(claim)),
      remedy: 'tidemark fix',
      excuse: { mark: highest.number },
      evidence: [],
      standing: { ...standingOf(facts), highest: highest.number },
    };
  },
};
