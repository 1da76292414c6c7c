import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { BEHAVED } from '../support/team-behaved.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { historyOf, newTeam, play, withPushes } from '../support/team-history.ts';
import type { Play } from '../support/team-history.ts';
import { doubleItems } from '../support/team-meanings.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';
import type { Steps, Team } from '../support/team-moves.ts';
import { judgePush } from '../support/team-push.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 300);
const ANY = { ...BEHAVED, ...FORGETFUL, ...MISBEHAVED };

test('where nothing but pushes is guarded, no ID of an item means two things in what is published', () => {
  assert(
    property(historyOf(withPushes(ANY, () => undefined)), (history) => {
      const { team, published } = playPushing(ANY, history);
      expect(doubleItems(team.graph, published)).toEqual([]);
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
): { readonly team: Team; readonly published: readonly number[]; readonly cries: readonly string[] } {
  const team = newTeam();
  const published = new Map([[0, 0]]);
  const cries: string[] = [];
  const pushing = ({ graph, branches }: Team, branch: number): void => {
    const tip = branches[branch]?.tip ?? 0;
    const found = judgePush(graph, tip, published.get(branch), [...published.values()]) ?? [];
    const errors = found.filter(isError);
    cries.push(...errors.map(({ message }) => message));
    if (errors.length === 0) published.set(branch, tip);
  };
  play(team, withPushes(steps, pushing), history, () => false);
  // Whoever has the newest knows what was renumbered.
  return { team, published: team.graph.independent([...new Set(published.values())]), cries };
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}
