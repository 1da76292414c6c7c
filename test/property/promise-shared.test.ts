import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { BEHAVED } from '../support/team-behaved.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { pushingHistoryOf } from '../support/team-history.ts';
import { playShared } from '../support/team-shared.ts';
import type { SharedPush } from '../support/team-shared.ts';
import type { Graph } from '../support/team.ts';
import type { Thing } from '../support/team-things.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 150);

test.each([
  ['merges and renumbers', BEHAVED],
  ['rewrites its history as well', { ...BEHAVED, ...FORGETFUL }],
])(
  'in a team that shares a main branch, does what is printed, and %s, no published ID ever means another thing, and every push gets through',
  (_, steps) => {
    assert(
      property(pushingHistoryOf(steps), (history) => {
        const { graph, tips, pushes, stuck } = playShared(steps, history);
        expectUnchanged(graph, tips);
        const stopped = pushes.filter(({ errors }) => errors.length > 0);
        expect(stopped.filter((push) => !isReal(graph, push))).toEqual([]);
        expect(stuck).toEqual([]);
      }),
      { numRuns },
    );
  },
);

function expectUnchanged(graph: Graph, tips: readonly number[]): void {
  const meanings = new Map<number, string>();
  for (const { number, token } of tips.flatMap((tip) => graph.files(tip).items)) {
    expect(`${number} ${token}`).toBe(`${number} ${meanings.get(number) ?? token}`);
    meanings.set(number, token);
  }
}

/** An ID has two meanings on the way, be it that what is left at its end is right. */
function isReal(graph: Graph, { tip, old }: SharedPush): boolean {
  const known = graph.ancestors(old);
  const range = [old, ...[...graph.ancestors(tip)].filter((index) => !known.has(index))];
  const tokens = new Map<number, string>();
  return range
    .flatMap((index) => claimsOf(graph, index))
    .some(({ number, token }) => {
      const first = tokens.get(number) ?? token;
      tokens.set(number, first);
      return first !== token;
    });
}

function claimsOf(graph: Graph, index: number): readonly Thing[] {
  const { items, headings, directories } = graph.files(index);
  return [...items, ...headings, ...directories];
}
