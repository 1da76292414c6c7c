import { RESOLVE } from '../messages/remedy.ts';
import type { Rule } from './engine/rule.ts';

export const worklogUnreadable: Rule = {
  id: 'worklog-unreadable',
  title: 'No conflict markers in a worklog',
  level: 'error',
  harm: 'Entries of two branches are mixed up: one may contain the text of another, and nobody can tell whose it is.',
  remedy: 'Run `tidemark resolve`: it merges the two sides entry by entry.',
  turnOff: 'In projects whose worklogs quote conflict markers at the start of a line.',
  *check({ candidate }) {
    for (const { message, place } of candidate.snapshot.worklogProblems ?? []) {
      yield {
        id: null,
        message: `${place.path} cannot be read: ${message}`,
        place,
        related: [],
        remedy: RESOLVE,
        excuse: undefined,
        evidence: [`unreadable ${place.path}`],
      };
    }
  },
};
