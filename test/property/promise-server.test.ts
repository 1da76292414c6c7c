import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { ANYBODY, FOLLOWING } from '../support/server-steps.ts';
import { ANYWHERE, PLAIN, playServed } from '../support/server-team.ts';
import { servedHistoryOf } from '../support/team-history.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 150);

test('whatever the main branch ever had behind the gate, none of its IDs means two things', () => {
  assert(
    property(servedHistoryOf(ANYBODY, ANYWHERE), (history) => {
      expect(playServed(ANYBODY, ANYWHERE, history).doubles).toEqual([]);
    }),
    { numRuns },
  );
});

test('what people push who follow the rules is refused only where an ID would mean two things', () => {
  assert(
    property(servedHistoryOf(FOLLOWING, PLAIN), (history) => {
      expect(playServed(FOLLOWING, PLAIN, history).alarms).toEqual([]);
    }),
    { numRuns },
  );
});
