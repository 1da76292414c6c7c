import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { auditedAt, tipsOf } from '../support/team-audit.ts';
import { BEHAVED } from '../support/team-behaved.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { historyOf, newTeam, play } from '../support/team-history.ts';
import { doubleNumbers } from '../support/team-meanings.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 300);
const ANY = { ...BEHAVED, ...FORGETFUL, ...MISBEHAVED };

test('the audit of an unguarded history finds every ID whose items mean two things', () => {
  assert(
    property(historyOf(ANY), (history) => {
      const team = newTeam();
      play(team, ANY, history, () => false);
      for (const tip of tipsOf(team.graph))
        expect(auditedAt(team.graph, tip)).toEqual(
          expect.arrayContaining([...doubleNumbers(team.graph, tip)]),
        );
    }),
    { numRuns },
  );
});
