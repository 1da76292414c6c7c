import { array, assert, constantFrom, nat, property, record, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { Graph, NOTHING, type Files } from '../support/team.ts';
import { BEHAVED, MISBEHAVED, type Dice, type Step, type Team } from '../support/team-steps.ts';

const numRuns = Number(process.env['TIDEMARK_HISTORIES'] ?? 300);
const ANY: Readonly<Record<string, Step>> = { ...BEHAVED, ...MISBEHAVED };

const dice = record({ branch: nat(7), other: nat(31), pick: nat(31) });

function historyOf(steps: Readonly<Record<string, Step>>) {
  const step = tuple(constantFrom(...Object.keys(steps)), dice);
  return array(step, { maxLength: 40, size: 'max' });
}

test('in a history in which every step passed the guard, no ID means two things', () => {
  assert(
    property(historyOf(ANY), (steps) => {
      const team = newTeam();
      for (const [name, choice] of steps) play(team, ANY[name], choice, isRefused);
      expect(doubleMeanings(team.graph)).toEqual([]);
    }),
    { numRuns },
  );
});

test('in a history of well-behaved steps the guard never cries', () => {
  const { squash: _, ...lasting } = BEHAVED;
  assert(
    property(historyOf(lasting), (steps) => {
      expect(criesOf(steps, lasting)).toEqual([]);
    }),
    { numRuns },
  );
});

// Squashed branches forget: an item that came and went in one leaves no trace, and one that lives on after its squash
// brings back what was archived meanwhile. That is worth a warning, and never an error.
test('squashing well-behaved branches is never an error', () => {
  assert(
    property(historyOf(BEHAVED), (steps) => {
      expect(criesOf(steps, BEHAVED).filter((cry) => cry.startsWith('error'))).toEqual([]);
    }),
    { numRuns },
  );
});

function criesOf(
  steps: readonly (readonly [string, Dice])[],
  known: Readonly<Record<string, Step>>,
): readonly string[] {
  const cries: string[] = [];
  const team = newTeam();
  for (const [name, choice] of steps) {
    play(team, known[name], choice, (graph, parents, files) => {
      cries.push(
        ...graph.judge(parents, files).map(({ severity, message }) => `${severity} ${name}: ${message}`),
      );
      return false;
    });
  }
  return cries;
}

function newTeam(): Team {
  const graph = new Graph();
  return { graph, branches: [graph.add([], NOTHING)], drawn: 0, tokens: 0 };
}

type Refusal = (graph: Graph, parents: readonly number[], files: Files) => boolean;

function play(team: Team, step: Step | undefined, choice: Dice, refuses: Refusal): void {
  for (const { branch, parents, files } of step?.(team, choice) ?? []) {
    if (!refuses(team.graph, parents, files)) team.branches[branch] = team.graph.add(parents, files);
  }
}

function isRefused(graph: Graph, parents: readonly number[], files: Files): boolean {
  return graph.judge(parents, files).some(({ severity }) => severity === 'error');
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
