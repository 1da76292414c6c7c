import { expect, test } from 'vitest';
import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { ownershipOf } from '../../../../src/core/renumbering/claimants.ts';
import { isKnown, settledAs } from '../../../../src/core/renumbering/settled.ts';
import { A, B, merge } from '../../../support/ownership.ts';
import { situation, type Linear, type Merge } from '../../../support/situation.ts';

const MOVED = A.replace('3', '5');

function told(given: Linear | Merge): readonly string[] {
  const facts = factsOf(situation(given));
  return ownershipOf(facts, 'WRK-003').claimants.map(
    (claimant) => `${claimant.name}: ${settledAs(facts, claimant) ?? 'no'}`,
  );
}

test('what an ID stood for is settled where it has another one, and nothing of it is left', () => {
  const dirs = ['WRK-003_alpha-rays'];
  const base = { items: [A], dirs };
  const now = (candidate: Linear['candidate']): readonly string[] => told({ base, candidate });
  expect(now({ items: [B, MOVED] })).toEqual(['Beta blockers: no', 'Alpha rays: WRK-005']);
  expect(now({ items: [B, MOVED], dirs })).toEqual(['Beta blockers: no', 'Alpha rays: no']);
  expect(now({ items: [B] })).toEqual(['Beta blockers: no', 'Alpha rays: no']);
  expect(now({ items: [A] })).toEqual(['Alpha rays: no']);
  expect(told({ base: { items: [MOVED], dirs }, candidate: { items: [MOVED] } })).toEqual(['alpha-rays: no']);
});

test('an ID is known that a view has, or any version', () => {
  const given = merge(
    { headings: ['WRK-006 x'], since: [{ items: ['WRK-007 Past'] }] },
    { dirs: ['WRK-008_y'] },
    { items: [B] },
  );
  const facts = factsOf(situation(given));
  const known = [1, 3, 6, 7, 8, 9].map((number) => isKnown(facts, `WRK-00${number}`));
  expect(known).toEqual([true, true, true, true, true, false]);
});
