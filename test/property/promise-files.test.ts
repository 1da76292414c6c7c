import { assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { KindName } from '../../src/core/ledger/files/file-ledger.ts';
import { auditedAt, doublesBehind, tipsOf } from '../support/sheet-audit.ts';
import { SHEET_KINDS } from '../support/sheet-kinds.ts';
import { newDoublesAt } from '../support/sheet-meanings.ts';
import { changedHands, checkSheetPush, givesOthers } from '../support/sheet-push.ts';
import { anySheets, behavedSheets, carefulSheets, newSheetTeam } from '../support/sheet-steps.ts';
import type { SheetTeam } from '../support/sheet-steps.ts';
import { historyOf, play, withPushes } from '../support/team-history.ts';
import type { Play } from '../support/team-history.ts';
import type { Steps } from '../support/team-moves.ts';

const numRuns = Number(process.env['TORTURE_HISTORIES'] ?? 40);
const SOME = newSheetTeam('adr');
const kinds = constantFrom(...SHEET_KINDS);

test('in a history of files in which every step passed the guard, no number means two things', () => {
  assert(
    property(kinds, historyOf(anySheets(SOME)), (kind, history) => {
      const team = newSheetTeam(kind);
      play(team, anySheets(team), history, ({ parents, files }) =>
        team.graph.checkRepo(parents, files).some(({ severity }) => severity === 'error'),
      );
      const found = team.graph.commits.flatMap(({ index }) =>
        newDoublesAt(team.graph, index).map((one) => `c${index}: ${one}`),
      );
      expect(found).toEqual([]);
    }),
    { numRuns },
  );
});

test('in a history of files and of well-behaved steps the guard never cries', () => {
  assert(
    property(kinds, historyOf(behavedSheets(SOME)), (kind, history) => {
      const team = newSheetTeam(kind);
      expect(criesOf(team, behavedSheets(team), history)).toEqual([]);
    }),
    { numRuns },
  );
});

test('rewriting the history of files is worth a warning at most', () => {
  assert(
    property(kinds, historyOf(carefulSheets(SOME)), (kind, history) => {
      const team = newSheetTeam(kind);
      const cries = criesOf(team, carefulSheets(team), history);
      expect(cries.filter((cry) => cry.startsWith('error'))).toEqual([]);
    }),
    { numRuns },
  );
});

test('what `renumber` gives new numbers is all there, and nothing else has changed', () => {
  assert(
    property(kinds, historyOf(carefulSheets(SOME)), (kind, history) => {
      const team = newSheetTeam(kind);
      play(team, carefulSheets(team), history, ({ files, draft = files, moves = [] }) => {
        const kept = draft.items.map((item) => {
          const isMoved = moves.some(({ token, from }) => token === item.token && from === item.number);
          return isMoved ? { ...item, number: 0 } : item;
        });
        const now = files.items.map((item, at) => (kept[at]?.number === 0 ? { ...item, number: 0 } : item));
        expect(now).toEqual(kept);
        return false;
      });
    }),
    { numRuns },
  );
});

// What a merge loses of a number that both sides drew is worth a warning, and an audit tells what became of it.
test('the audit of a guarded history of files whose people heed its warnings finds nothing', () => {
  assert(
    property(kinds, historyOf(anySheets(SOME)), (kind, history) => {
      const team = newSheetTeam(kind);
      play(team, anySheets(team), history, ({ parents, files }) =>
        team.graph
          .checkRepo(parents, files)
          .some(({ severity, rule }) => severity === 'error' || rule === 'id-reused'),
      );
      expect(tipsOf(team.graph).flatMap((tip) => auditedAt(team.graph, tip))).toEqual([]);
    }),
    { numRuns },
  );
});

test('the audit of an unguarded history of files finds every number that means two things', () => {
  assert(
    property(kinds, historyOf(anySheets(SOME)), (kind, history) => {
      const team = newSheetTeam(kind);
      play(team, anySheets(team), history, () => false);
      for (const tip of tipsOf(team.graph))
        expect(auditedAt(team.graph, tip)).toEqual(
          expect.arrayContaining([...doublesBehind(team.graph, tip)]),
        );
    }),
    { numRuns },
  );
});

test('what is on the main branch keeps its number, whatever is pushed there', () => {
  assert(
    property(kinds, historyOf({ ...anySheets(SOME), push: () => [] }), (kind, history) => {
      const { pushes } = playPushes(kind, anySheets, history);
      expect(pushes.filter(({ errors, changed }) => errors.length === 0 && changed.length > 0)).toEqual([]);
    }),
    { numRuns },
  );
});

test('what well-behaved people push to the main branch is refused only where a number there would mean two things', () => {
  assert(
    property(kinds, historyOf({ ...behavedSheets(SOME), push: () => [] }), (kind, history) => {
      const { pushes } = playPushes(kind, behavedSheets, history);
      expect(pushes.flatMap(({ errors, isRight }) => (isRight ? [] : errors))).toEqual([]);
    }),
    { numRuns },
  );
});

interface Push {
  readonly errors: readonly string[];
  /** A number would mean another thing than to the main branch. */
  readonly isRight: boolean;
  /** The numbers that do so at both tips. */
  readonly changed: readonly number[];
}

/** Branches go to the main branch now and then, and nobody checks what is done before. */
function playPushes(kind: KindName, stepsOf: typeof anySheets, history: Play) {
  let main = 0;
  const team = newSheetTeam(kind, () => main);
  const pushes: Push[] = [];
  const steps = withPushes(stepsOf(team), ({ branches }, branch) => {
    const tip = branches[branch]?.tip ?? 0;
    const findings = checkSheetPush(team.graph, main, tip);
    if (!findings) return;
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    const isRight = givesOthers(team.graph, main, tip);
    pushes.push({ errors, isRight, changed: changedHands(team.graph, main, tip) });
    if (errors.length === 0) main = tip;
  });
  play(team, steps, history, () => false);
  return { pushes };
}

const WARNED = new Set(['item-restored', 'id-below-mark']);

function criesOf(team: SheetTeam, steps: Steps, history: Play): readonly string[] {
  const cries: string[] = [];
  play(team, steps, history, ({ parents, files }, step) => {
    const findings = team.graph.checkRepo(parents, files).filter(({ rule }) => !WARNED.has(rule));
    cries.push(...findings.map(({ severity, rule, message }) => `${severity} ${step} ${rule}: ${message}`));
    return false;
  });
  return cries;
}
