import type { Rule } from './engine/rule.ts';

/** A backlog has its IDs in one place. */
export const idMismatch: Rule = {
  id: 'id-mismatch',
  title: 'A file says the number that its name says',
  level: 'warning',
  harm: 'Whoever reads the file cites another number than whoever sees its name.',
  remedy: 'Write the same number in the heading or the front matter as in the name.',
  turnOff: 'In ledgers whose headings count something else.',
  check: () => [],
};
