import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import { BEHAVED } from '../support/team-behaved.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { pushingHistoryOf } from '../support/team-history.ts';
import { newDoubles } from '../support/team-meanings.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';
import { playPushing } from '../support/team-push.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 300);
const ANY = { ...BEHAVED, ...FORGETFUL, ...MISBEHAVED };

test('where nothing but pushes is guarded, no push gives the ID of an item a second meaning', () => {
  assert(
    property(pushingHistoryOf(ANY), (history) => {
      const { graph, pushes } = playPushing(ANY, history);
      const passed = pushes.filter(({ refused }) => !refused);
      expect(passed.flatMap(({ tip, published }) => newDoubles(graph, tip, published))).toEqual([]);
    }),
    { numRuns },
  );
});

test('what a well-behaved team pushes is never stopped', () => {
  assert(
    property(pushingHistoryOf(BEHAVED), (history) => {
      const stopped = playPushing(BEHAVED, history).pushes.filter(({ refused }) => refused);
      expect(stopped.flatMap(({ findings }) => findings)).toEqual([]);
    }),
    { numRuns },
  );
});
