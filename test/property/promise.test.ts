import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { Graph } from '../support/team.ts';
import { historyOf, newTeam, play } from '../support/team-history.ts';
import type { Play } from '../support/team-history.ts';
import { BEHAVED, FORGETFUL, MISBEHAVED, type Step } from '../support/team-steps.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 300);
const CAREFUL = { ...BEHAVED, ...FORGETFUL };
const ANY = { ...CAREFUL, ...MISBEHAVED };

test('in a history in which every step passed the guard, no ID means two things', () => {
  assert(
    property(historyOf(ANY), (history) => {
      const team = newTeam();
      play(team, ANY, history, ({ parents = [], files }) =>
        team.graph.judge(parents, files).some(({ severity }) => severity === 'error'),
      );
      expect(doubleMeanings(team.graph)).toEqual([]);
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

function criesOf(steps: Readonly<Record<string, Step>>, history: Play): readonly string[] {
  const cries: string[] = [];
  const team = newTeam();
  play(team, steps, history, ({ parents = [], files }, step) => {
    const findings = team.graph.judge(parents, files);
    cries.push(...findings.map(({ severity, message }) => `${severity} ${step}: ${message}`));
    return false;
  });
  return cries;
}

/** IDs that name more than one thing somewhere behind a commit. */
function doubleMeanings(graph: Graph): readonly string[] {
  return graph.commits.flatMap(({ index }) => {
    const meanings = new Map<number, Set<string>>();
    for (const behind of graph.ancestors(index)) {
      const { items, headings, directories } = graph.files(behind);
      for (const { number, token } of [...items, ...headings, ...directories]) {
        meanings.set(number, (meanings.get(number) ?? new Set()).add(token));
      }
    }
    return [...meanings].filter(([, tokens]) => tokens.size > 1).map(([number]) => `c${index}: ${number}`);
  });
}
