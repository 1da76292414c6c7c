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

/** Whoever renumbers against a branch that is not main does so of their own accord. */
const { renumberAgainst: _ownAccord, ...OBEDIENT } = BEHAVED;

test.each([
  ['merges and renumbers', OBEDIENT],
  ['rewrites its history as well', { ...OBEDIENT, ...FORGETFUL }],
])(
  'in a team that shares a main branch, does what is printed, and %s, no published ID ever means another thing, and every push gets through',
  (_, steps) => {
    assert(
      property(pushingHistoryOf(steps), (history) => {
        const { graph, tips, pushes, stuck } = playShared(steps, history);
        expectUnchanged(graph, tips);
        const stopped = pushes.filter(({ errors }) => errors.length > 0);
        expect(stopped.filter((push) => !isReal(graph, push))).toEqual([]);
        expect(stuck.filter(({ tip }) => !hasArchived(graph, tip))).toEqual([]);
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
  const tokens = new Map<number, string>();
  return [...graph.ancestors(old), ...graph.ancestors(tip)]
    .flatMap((index) => claimsOf(graph, index))
    .some(({ number, token }) => {
      const first = tokens.get(number) ?? token;
      tokens.set(number, first);
      return first !== token;
    });
}

/** What has left the backlog may have nothing that could carry another number: then people decide. */
function hasArchived(graph: Graph, tip: number): boolean {
  const here = new Set(graph.files(tip).items.map(({ token }) => token));
  return [...graph.ancestors(tip)].some((index) =>
    graph.files(index).items.some(({ token }) => !here.has(token)),
  );
}

function claimsOf(graph: Graph, index: number): readonly Thing[] {
  const { items, headings, directories } = graph.files(index);
  return [...items, ...headings, ...directories];
}
