import { describe, expect, test } from 'vitest';

import type { Mention, Reference } from '../../../../src/core/renumbering/attribution.ts';
import { ownershipOf } from '../../../../src/core/renumbering/claimants.ts';
import { factsOf } from '../../../../src/core/ledger/facts.ts';
import type { Claimant } from '../../../../src/core/renumbering/claimants.ts';
import { canMove, planRenumbering } from '../../../../src/core/renumbering/renumber-plan.ts';
import { A, B, ownership, merge } from '../../../support/ownership.ts';
import { situation } from '../../../support/situation.ts';
import type { Linear, Merge } from '../../../support/situation.ts';

const NOBODY: Claimant = { name: 'Nobody', items: [], headings: [], directories: [] };

/** A plan for whoever yields, made of two items with a worklog entry, directories, documents and references. */
function stage() {
  const given = ownership(
    merge(
      { items: [A] },
      {
        items: [B],
        dirs: ['WRK-003_beta-blockers', 'WRK-003_beta-gone'],
        headings: ['WRK-003 Beta blockers', 'WRK-003 Beta blockers @gone'],
      },
      {
        items: [A, B],
        dirs: ['WRK-003_beta-blockers', 'WRK-003_beta', 'WRK-003'],
        headings: ['WRK-003 Beta blockers'],
      },
    ),
  );
  const [alpha, beta] = given.claimants;
  const directory = 'changes/WRK-003_beta-blockers';
  const reference = (role: Mention['role'], line: number, meaning = beta): Reference => ({
    place: { path: 'BACKLOG.yaml', line, column: 5 },
    text: 'WRK-003',
    role,
    slug: undefined,
    parties: [],
    meaning,
    because: 'it is so',
  });
  const references = [reference('dependency', 20), reference('prose', 21), reference('origin', 22, alpha)];
  const plan = (yielding: readonly (Claimant | undefined)[], numbers: readonly number[]) =>
    planRenumbering(
      given,
      {
        keeper: alpha ?? NOBODY,
        yielding: yielding.flatMap((claimant) => (claimant ? [{ claimant, because: 'x' }] : [])),
      },
      numbers.map((number) => ({ prefix: 'WRK', number })),
      references,
      {
        files: new Map([
          [directory, [`${directory}/WRK-003_PRD.md`, `${directory}/SCOPE.md`, `${directory}/WRK-004_x.md`]],
        ]),
        strays: [
          { path: 'changes/WRK-003/WRK-003_SPEC.md', directory: 'changes/WRK-003', owner: beta ?? NOBODY },
          { path: 'changes/WRK-003/WRK-003_PRD.md', directory: 'changes/WRK-003', owner: alpha ?? NOBODY },
        ],
        defining: [
          { ...reference('prose', 8), place: { path: `${directory}/WRK-003_PRD.md`, line: 1, column: 3 } },
          { ...reference('prose', 9, alpha), place: { path: 'changes/WRK-003/x.md', line: 31, column: 3 } },
        ],
      },
    );
  return { plan, beta };
}

describe('what is planned', () => {
  test('item, heading, directory, documents and strays get the new ID', () => {
    const { plan, beta } = stage();
    const [part] = plan([beta], [9]).parts;
    expect(part?.edits.map(({ what, from, to }) => `${what} ${from} ${to}`)).toEqual([
      'item WRK-003 WRK-009',
      'dependency WRK-003 WRK-009',
      'heading WRK-003 WRK-009',
      'document WRK-003 WRK-009',
    ]);
    expect(part?.files.map(({ to }) => to)).toEqual([
      'changes/WRK-009_beta-blockers/WRK-009_PRD.md',
      'changes/WRK-009_beta-blockers/SCOPE.md',
      'changes/WRK-009_beta-blockers/WRK-004_x.md',
      'changes/WRK-009/WRK-009_SPEC.md',
    ]);
    expect(part?.moves.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'changes/WRK-003_beta-blockers changes/WRK-009_beta-blockers',
      'changes/WRK-009_beta-blockers/WRK-003_PRD.md changes/WRK-009_beta-blockers/WRK-009_PRD.md',
      'changes/WRK-003_beta changes/WRK-009_beta',
      'changes/WRK-003/WRK-003_SPEC.md changes/WRK-009/WRK-009_SPEC.md',
    ]);
  });

  const headings = ['WRK-003 Beta blockers'];
  const both = { items: [A, B], headings };
  const mine = { items: [B], headings };
  test.each<[string, Linear | Merge]>([
    ['in the base', { base: mine, candidate: both }],
    ['before the sides parted', merge({ items: [A], headings }, mine, both, { mark: 3, headings })],
  ])('an entry that everybody had seen %s stays: it is cited elsewhere', (_, given) => {
    const { claimants, ...rest } = ownership(given);
    const [keeper = NOBODY, claimant = NOBODY] = claimants;
    const contents = { strays: [], files: new Map(), defining: [] };
    const succession = { keeper, yielding: [{ claimant, because: 'x' }] };
    const ids = [{ prefix: 'WRK', number: 9 }];
    const { parts } = planRenumbering({ claimants, ...rest }, succession, ids, [], contents);
    expect(parts.map(({ edits }) => edits.map(({ what }) => what))).toEqual([['item']]);
  });

  test('what is archived and has no directory stays as it is', () => {
    const { plan, beta } = stage();
    expect(canMove(NOBODY)).toBe(false);
    const [still, moved] = plan([NOBODY, beta], [9]).parts;
    expect(still).toEqual({
      claimant: NOBODY,
      because: 'x',
      to: undefined,
      edits: [],
      moves: [],
      files: [],
    });
    expect(moved?.to?.number).toBe(9);
  });

  test('the last entry of what never was an item may move if a side has it', () => {
    const headings = ['done WRK-003 Beta blockers'];
    const movable = (given: Merge): readonly boolean[] => ownership(given).claimants.map(canMove);
    const written = { mark: 3, items: [A], headings };
    expect(movable(merge({ items: [A] }, { mark: 3, headings }, written))).toEqual([true, true]);
    expect(movable(merge({ items: [A] }, { items: [] }, written))).toEqual([true, false]);
  });

  test.each([
    ['error', true],
    ['off', false],
  ] as const)(
    'nor does it matter that it is committed, where what others have is known (%s)',
    (level, moves) => {
      const headings = ['done WRK-003 Beta blockers'];
      const mine = situation({ base: { mark: 3, headings }, candidate: { mark: 3, items: [A], headings } });
      const [, theirs] = situation(merge({}, { items: [A] }, {})).sides;
      const facts = factsOf({ ...mine, ...(theirs && { target: { base: theirs, level } }) });
      expect(ownershipOf(facts, 'WRK-003').claimants.map(canMove)).toEqual([true, moves]);
    },
  );

  test('what is not edited is listed', () => {
    const { plan, beta } = stage();
    expect(plan([beta], [9]).references.map(({ place }) => place.line)).toEqual([21, 22, 31]);
  });
});
