import type { Rule } from './engine/rule.ts';
import { inQuotes } from '../messages/wording.ts';

export const idMalformed: Rule = {
  id: 'id-malformed',
  title: 'Every item ID is PREFIX-NUMBER',
  level: 'warning',
  harm: 'The counter cannot see such an ID, so it cannot protect it.',
  remedy: 'Write the ID as PREFIX-NUMBER with a number up to 4294967295, or give the item the next ID.',
  turnOff: 'In backlogs that also hold items of another system.',
  *check({ candidate }) {
    const counts = new Map<string, number>();
    for (const { text, title, place } of candidate.backlog?.malformed ?? []) {
      const nth = (counts.get(text) ?? 0) + 1;
      counts.set(text, nth);
      yield {
        id: text,
        message: `the ID ${inQuotes(text)} of ${inQuotes(title)} is not PREFIX-NUMBER, so the counter cannot protect it`,
        place,
        related: [],
        remedy: 'tidemark next',
        remedyKind: 'see',
        excuse: { subject: title },
        evidence: [`malformed ${text} ${nth}`],
      };
    }
  },
};
