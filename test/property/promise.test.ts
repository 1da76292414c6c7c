import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { historyOf, newTeam, play } from '../support/team-history.ts';
import type { Play } from '../support/team-history.ts';
import { BEHAVED } from '../support/team-behaved.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { doubleMeanings } from '../support/team-meanings.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';
import { auditedAt, tipsOf } from '../support/team-audit.ts';
import type { Steps } from '../support/team-moves.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 300);
const CAREFUL = { ...BEHAVED, ...FORGETFUL };
const ANY = { ...CAREFUL, ...MISBEHAVED };

test('in a history in which every step passed the guard, no ID means two things, and its audit finds nothing', () => {
  assert(
    property(historyOf(ANY), (history) => {
      const team = newTeam();
      play(team, ANY, history, ({ parents, files }) =>
        team.graph.checkRepo(parents, files).some(({ severity }) => severity === 'error'),
      );
      const commits = team.graph.commits.map(({ index }) => index);
      expect(doubleMeanings(team.graph, commits)).toEqual([]);
      expect(tipsOf(team.graph).flatMap((tip) => auditedAt(team.graph, tip))).toEqual([]);
    }),
    { numRuns },
  );
});

test('in a history of well-behaved steps the guard never cries', () => {
  assert(
    property(historyOf(BEHAVED), (history) => {
      expect(criesOf(BEHAVED, history)).toEqual([]);
    }),
    { numRuns },
  );
});

test('rewriting well-behaved history is worth a warning at most', () => {
  assert(
    property(historyOf(CAREFUL), (history) => {
      expect(criesOf(CAREFUL, history).filter((cry) => cry.startsWith('error'))).toEqual([]);
    }),
    { numRuns },
  );
});

test.each<[string, Steps]>([
  ['well-behaved teams', BEHAVED],
  ['those that rewrite history, too,', CAREFUL],
])(
  '%s that draw over a shared ref never collide: nothing is ever renumbered, and no number is of two things',
  (_name, steps) => {
    assert(
      property(historyOf(steps), (history) => {
        const team = { ...newTeam(), isShared: true };
        play(team, steps, history, () => false);
        const tokens = new Map<number, Set<string>>();
        for (const { files, moves } of team.graph.commits) {
          expect(moves).toEqual([]);
          for (const { number, token } of [...files.items, ...files.headings, ...files.directories])
            tokens.set(number, (tokens.get(number) ?? new Set()).add(token));
        }
        expect([...tokens].filter(([, things]) => things.size > 1)).toEqual([]);
      }),
      { numRuns },
    );
  },
);

function criesOf(steps: Steps, history: Play): readonly string[] {
  const cries: string[] = [];
  const team = newTeam();
  play(team, steps, history, ({ parents, files }, step) => {
    // What two clones renumbered and one of them archived does come back.
    const findings = team.graph.checkRepo(parents, files).filter(({ rule }) => rule !== 'item-restored');
    cries.push(...findings.map(({ severity, message }) => `${severity} ${step}: ${message}`));
    return false;
  });
  return cries;
}
