import { MAX_ITEM_NUMBER } from '../ids/item-id.ts';
import type { Rule } from './engine/rule.ts';

export const markInvalid: Rule = {
  id: 'mark-invalid',
  title: 'The mark is a whole number',
  level: 'error',
  harm: 'The program that uses the backlog cannot read the file, or reads a wrong number.',
  remedy: 'Run `tidemark fix`: it writes the highest number that was ever assigned.',
  turnOff: 'Never.',
  *check({ candidate }) {
    const mark = candidate.backlog?.mark;
    if (mark?.state !== 'invalid') return;
    yield {
      id: null,
      message: `next_item_id is ${mark.text === '' ? 'empty' : mark.text}, but must be a plain whole number from 0 to ${MAX_ITEM_NUMBER}`,
      place: mark.place,
      related: [],
      remedy: 'tidemark fix',
      excuse: undefined,
      evidence: [`mark ${mark.text}`],
    };
  },
};
