import { expect, test } from 'vitest';

import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import type { Base, Situation } from '../../../../src/core/ledger/situation.ts';
import { situation } from '../../../support/situation.ts';

const problem = (path: string) => ({ message: 'a marker', place: { path, line: 3, column: 1 } });
const [ONE, TWO] = [problem('_worklog/2026-01.md'), problem('_worklog/2026-02.md')];

function told(given: Situation): readonly string[] {
  return evaluate(given).findings.map(({ rule, severity, inherited, message, place, remedy }) => {
    return `${severity}${inherited ? ' (inherited)' : ''} ${rule} ${place.line} ${message}: ${remedy}`;
  });
}

/** A commit on top of a base that has these problems already. */
function scene(before: readonly (typeof ONE)[], now: readonly (typeof ONE)[]): Situation {
  const given = situation({ base: {}, candidate: {} });
  const bases = given.bases.map((base): Base => ({
    ...base,
    snapshot: { ...base.snapshot, worklogProblems: before },
  }));
  return { ...given, candidate: { ...given.candidate, worklogProblems: now }, bases };
}

test('each file that is in conflict is told, and that it was so before', () => {
  const sentence = (path: string) =>
    `worklog-unreadable 3 ${path} cannot be read: a marker: tidemark resolve`;
  expect(told(scene([], []))).toEqual([]);
  expect(told(scene([], [ONE, TWO]))).toEqual([
    `error ${sentence('_worklog/2026-01.md')}`,
    `error ${sentence('_worklog/2026-02.md')}`,
  ]);
  expect(told(scene([ONE], [ONE, TWO]))).toEqual([
    `warning (inherited) ${sentence('_worklog/2026-01.md')}`,
    `error ${sentence('_worklog/2026-02.md')}`,
  ]);
});
