import { assert, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BEHAVED } from '../support/team-behaved.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { historyOf, newTeam, play } from '../support/team-history.ts';
import { doubleMeanings } from '../support/team-meanings.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';
import { createdOf, type Dates } from '../support/team-snapshot.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 200);
/** What is typed over in its place cannot be told from what was retitled. */
const { replace: _typedOver, ...OTHERS } = MISBEHAVED;
const ANY = { ...BEHAVED, ...FORGETFUL, ...OTHERS };

describe.each<[string, Dates]>([
  ['no item has a created', () => undefined],
  ['every second item has one', (thing) => (Number(thing.token) % 2 === 0 ? createdOf(thing) : undefined)],
  ['people wrote the day', () => '2026-01-01'],
])('where %s', (_name, dates) => {
  test('and every step passed the guard, no ID means two things', () => {
    assert(
      property(historyOf(ANY), (history) => {
        const team = newTeam(dates);
        play(team, ANY, history, ({ parents, files }) =>
          team.graph.checkRepo(parents, files).some(({ severity }) => severity === 'error'),
        );
        const commits = team.graph.commits.map(({ index }) => index);
        expect(doubleMeanings(team.graph, commits)).toEqual([]);
      }),
      { numRuns },
    );
  });

  test('well-behaved steps, retitles among them, are never stopped', () => {
    assert(
      property(historyOf(BEHAVED), (history) => {
        const team = newTeam(dates);
        const cries: string[] = [];
        play(team, BEHAVED, history, ({ parents, files }, step) => {
          const errors = team.graph.checkRepo(parents, files).filter(({ severity }) => severity === 'error');
          cries.push(...errors.map(({ message }) => `${step}: ${message}`));
          return false;
        });
        expect(cries).toEqual([]);
      }),
      { numRuns },
    );
  });
});
