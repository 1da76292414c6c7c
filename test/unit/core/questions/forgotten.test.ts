import { expect, test } from 'vitest';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import type { LedgerVersion, Situation } from '../../../../src/core/ledger/situation.ts';
import { situation, type Scene } from '../../../support/situation.ts';

const [OLD, ALPHA] = ['WRK-001 Old @t.1', 'WRK-003 Alpha rays @t.2'];

/** A branch that had Alpha once moves to a commit behind which only `kept` stays. */
function rewritten(
  candidate: Scene,
  { kept = [], level = 'error' }: { kept?: readonly number[]; level?: 'error' | 'warning' } = {},
): readonly string[] {
  const base = { items: [OLD], mark: 3, past: [{ items: [OLD, ALPHA] }, { items: [OLD] }] };
  const given = situation({ base, candidate });
  const versions = given.versions.map((version, at): LedgerVersion => {
    return kept.includes(at) ? version : { ...version, isForgotten: true };
  });
  const [first] = given.bases;
  if (!first) throw new Error('no base');
  const moved: Situation = { ...given, versions, target: { base: first, level } };
  return evaluate(moved).findings.map(
    ({ severity, message }) => `${severity} ${message.replace(/ \(.*$/u, '')}`,
  );
}

const LOST = 'error index would forget WRK-003, the item “Alpha rays”';

test('what only the old history has is forgotten', () => {
  expect(rewritten({ items: [OLD], mark: 3 })).toEqual([LOST]);
});

test('what the new one has, too, is not; nor what is there, or what an entry tells of', () => {
  expect(rewritten({ items: [OLD], mark: 3 }, { kept: [1] })).toEqual([]);
  const back = 'warning WRK-003 “Alpha rays” had left the backlog and is back: it was the item “Alpha rays”';
  expect(rewritten({ items: [OLD, ALPHA] })).toEqual([back]);
  expect(rewritten({ items: [OLD], mark: 3, headings: ['WRK-003 Alpha rays'] })).toEqual([]);
});

test('a branch that is not protected may forget', () => {
  expect(rewritten({ items: [OLD], mark: 3 }, { level: 'warning' })).toEqual([]);
});
