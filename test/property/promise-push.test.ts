import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { BEHAVED } from '../support/team-behaved.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { historyOf, newTeam, play, withPushes } from '../support/team-history.ts';
import type { Play } from '../support/team-history.ts';
import { newDoubles } from '../support/team-meanings.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';
import type { Steps, Team } from '../support/team-moves.ts';
import { judgePush } from '../support/team-push.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 300);
const ANY = { ...BEHAVED, ...FORGETFUL, ...MISBEHAVED };

test('where nothing but pushes is guarded, no push gives the ID of an item a second meaning', () => {
  assert(
    property(historyOf(withPushes(ANY, () => undefined)), (history) => {
      expect(playPushing(ANY, history).doubles).toEqual([]);
    }),
    { numRuns },
  );
});

test('what a well-behaved team pushes is never stopped', () => {
  assert(
    property(historyOf(withPushes(BEHAVED, () => undefined)), (history) => {
      expect(playPushing(BEHAVED, history).cries).toEqual([]);
    }),
    { numRuns },
  );
});

/** A team whose commits nobody judges; pushes with errors are refused. The first branch is published from the start. */
function playPushing(
  steps: Steps,
  history: Play,
): { readonly doubles: readonly string[]; readonly cries: readonly string[] } {
  const published = new Map([[0, 0]]);
  const doubles: string[] = [];
  const cries: string[] = [];
  const pushing = ({ graph, branches }: Team, branch: number): void => {
    const tip = branches[branch]?.tip ?? 0;
    const others = [...published.values()];
    const found = judgePush(graph, tip, published.get(branch), others) ?? [];
    const errors = found.filter(({ severity }) => severity === 'error');
    cries.push(...errors.map(({ message }) => message));
    if (errors.length > 0) return;
    doubles.push(...newDoubles(graph, tip, others));
    published.set(branch, tip);
  };
  play(newTeam(), withPushes(steps, pushing), history, () => false);
  return { doubles, cries };
}
