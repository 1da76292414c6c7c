import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { doubleMeaningsIn } from '../../src/core/history/double-meanings.ts';
import { livesIn } from '../../src/core/identity/lives.ts';
import { timelineOfVersions } from '../../src/core/identity/timeline.ts';
import { BEHAVED } from '../support/team-behaved.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { historyOf, newTeam, play } from '../support/team-history.ts';
import { doubleNumbers } from '../support/team-meanings.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';
import type { Graph } from '../support/team.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 300);
const ANY = { ...BEHAVED, ...FORGETFUL, ...MISBEHAVED };

test('the audit of a guarded history finds nothing', () => {
  assert(
    property(historyOf(ANY), (history) => {
      const team = newTeam();
      play(team, ANY, history, ({ parents, files }) =>
        team.graph.checkRepo(parents, files).some(({ severity }) => severity === 'error'),
      );
      expect(tipsOf(team.graph).flatMap((tip) => auditedAt(team.graph, tip))).toEqual([]);
    }),
    { numRuns },
  );
});

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

/** The numbers that mean two things for good behind a commit. */
function auditedAt(graph: Graph, tip: number): readonly number[] {
  const lives = livesIn(timelineOfVersions(graph.versionsWithDirectories([tip])));
  const version = lives.timeline.versions.find(({ commit }) => commit === String(tip));
  return version ? doubleMeaningsIn(lives, version).map(({ one }) => one.id.number) : [];
}

/** Commits that nothing goes on from. */
function tipsOf({ commits }: Graph): readonly number[] {
  const passed = new Set(commits.flatMap(({ parents }) => parents));
  return commits.map(({ index }) => index).filter((index) => !passed.has(index));
}
