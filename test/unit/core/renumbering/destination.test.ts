import { expect, test } from 'vitest';

import { ownershipOf } from '../../../../src/core/renumbering/claimants.ts';
import { destinationOf } from '../../../../src/core/renumbering/destination.ts';
import { hasLeft } from '../../../../src/core/renumbering/claimants.ts';
import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { formatItemId } from '../../../../src/core/ids/item-id.ts';
import { A, B, FORK, merge } from '../../../support/ownership.ts';
import { situation, type Linear, type Merge } from '../../../support/situation.ts';

const [ALPHA, MOVED] = [A, A.replace('3', '5')];
const OTHER = MOVED.replace('.1Z', '.2Z');
const SIBLING = MOVED.replace('Alpha', 'Gamma');

/** Of each claimant of WRK-003: where it belongs, and whether it has left. */
function told(given: Linear | Merge, taken: readonly number[] = []): readonly string[] {
  const facts = factsOf(situation(given));
  const ids = taken.map((number) => ({ prefix: 'WRK', number }));
  return ownershipOf(facts, 'WRK-003').claimants.map((claimant) => {
    const id = destinationOf(facts, claimant, ids);
    return `${claimant.name}: ${id ? formatItemId(id) : 'nowhere'}${hasLeft(facts, claimant) ? ', left' : ''}`;
  });
}

/** Ours renumbered what theirs goes on to document. */
const left = (candidate: Merge['candidate'], ours: Merge['ours'] = {}): Merge =>
  merge(
    { items: [B, MOVED], since: [{ items: [B, MOVED] }, { items: [ALPHA] }], ...ours },
    { items: [ALPHA], dirs: ['WRK-003_alpha-rays'] },
    { items: [B, MOVED], dirs: ['WRK-003_alpha-rays'], ...candidate },
  );

/** Nobody has seen the directory before. */
const named = (slug: string, items: readonly string[]): Linear => ({
  base: { items: [B, ...items] },
  candidate: { items: [B, ...items], dirs: [`WRK-003_${slug}`] },
});

test.each<[string, Linear | Merge, readonly string[], (readonly number[])?]>([
  ['where its item is now', left({}), ['Beta blockers: nowhere', 'Alpha rays: WRK-005, left']],
  [
    'where its item was until it was archived',
    left({ items: [B], mark: 5 }, { items: [B], mark: 5 }),
    ['Beta blockers: nowhere', 'Alpha rays: WRK-005, left'],
  ],
  [
    'nowhere, if that has a directory',
    left({ dirs: ['WRK-003_alpha-rays', 'WRK-005_alpha-rays'] }),
    ['Beta blockers: nowhere', 'Alpha rays: nowhere, left'],
  ],
  [
    'nowhere, if another one gets that',
    left({}),
    ['Beta blockers: nowhere', 'Alpha rays: nowhere, left'],
    [4, 5],
  ],
  [
    'where its item is, if another one gets another ID',
    left({}),
    ['Beta blockers: nowhere', 'Alpha rays: WRK-005, left'],
    [4],
  ],
  [
    'where its item is now, though a second one has left',
    merge(
      { items: [B, MOVED], since: [{ items: [B, MOVED] }, { items: [ALPHA] }] },
      { items: [ALPHA], dirs: ['WRK-003_alpha-rays', 'WRK-003_alpha'] },
      { items: [B, MOVED], dirs: ['WRK-003_alpha-rays'] },
    ),
    ['Beta blockers: nowhere', 'Alpha rays: WRK-005, left'],
  ],
  [
    'to the highest of two that its item has now',
    left({ items: [B, MOVED, A.replace('3', '7')] }),
    ['Beta blockers: nowhere', 'Alpha rays: WRK-007, left'],
  ],
  [
    'nowhere, if its item stays as well',
    merge({ items: [A] }, { items: [B] }, { items: [A, B, MOVED], dirs: ['WRK-003_alpha-rays'] }),
    ['Alpha rays: nowhere', 'Beta blockers: nowhere'],
  ],
  [
    'nowhere, if its item has another title by now',
    left(
      { items: [B, SIBLING] },
      { items: [B, SIBLING], since: [{ items: [B, SIBLING] }, { items: [ALPHA] }] },
    ),
    ['Beta blockers: nowhere', 'Alpha rays: nowhere, left'],
  ],
  [
    'nowhere, if an item of its name has that number under another prefix',
    named('alpha-rays', [A.replace('WRK', 'ABC')]),
    ['Beta blockers: nowhere', 'alpha-rays: nowhere'],
  ],
  [
    'where an item of its name is, whatever else there is above',
    named('alpha-rays', [MOVED, B.replace('3', '6')]),
    ['Beta blockers: nowhere', 'alpha-rays: WRK-005'],
  ],
  [
    'nowhere, if that means something else by now',
    left({ items: [B, MOVED.replace('Alpha', 'Gamma').replace('.1Z', '.2Z')] }),
    ['Beta blockers: nowhere', 'Alpha rays: nowhere, left'],
  ],
  [
    'nowhere, of two',
    left({ dirs: ['WRK-003_alpha-rays', 'WRK-003_alpha'] }),
    ['Beta blockers: nowhere', 'Alpha rays: nowhere, left'],
  ],
  [
    'where an item of its name is, though nobody saw that move',
    named('alpha-rays', [MOVED]),
    ['Beta blockers: nowhere', 'alpha-rays: WRK-005'],
  ],
  [
    'nowhere, if that is lower',
    named('alpha-rays', [A.replace('3', '2')]),
    ['Beta blockers: nowhere', 'alpha-rays: nowhere'],
  ],
  [
    'where its item is now, though that had a higher number elsewhere',
    left({}, { since: [{ items: [B, A.replace('3', '7')] }, { items: [ALPHA] }] }),
    ['Beta blockers: nowhere', 'Alpha rays: WRK-005, left'],
  ],
  [
    'nowhere, if only the title of another item is that of its own',
    left({ items: [B, OTHER] }, { items: [B, OTHER], since: [{ items: [ALPHA] }] }),
    ['Beta blockers: nowhere', 'Alpha rays: nowhere'],
  ],
  [
    'nowhere, if what has the moment of its item was written in one go with it',
    left({ items: [B, SIBLING] }, { items: [B, SIBLING], since: [{ items: [ALPHA, SIBLING] }] }),
    ['Beta blockers: nowhere', 'Alpha rays: nowhere'],
  ],
  [
    'there too, when no item ever had its ID',
    { base: { items: [MOVED] }, candidate: { items: [MOVED], dirs: ['WRK-003_alpha-rays'] } },
    ['alpha-rays: WRK-005'],
  ],
  [
    'nowhere, if two items have its name',
    named('alpha-rays', [MOVED, OTHER.replace('5', '6')]),
    ['Beta blockers: nowhere', 'alpha-rays: nowhere'],
  ],
  [
    'nowhere, if its name tells nothing',
    named('fix', ['WRK-005 Fix']),
    ['Beta blockers: nowhere', 'fix: nowhere'],
  ],
])('a directory that was left behind belongs %s', (_, given, expected, taken) => {
  expect(told(given, taken)).toEqual(expected);
});

test('an item has not left where it stays', () => {
  expect(told(merge({ items: [A] }, { items: [B] }, { items: [A, B, MOVED] }, FORK))).toEqual([
    'Alpha rays: nowhere',
    'Beta blockers: nowhere',
  ]);
});

test.each<[string, Linear | Merge, string]>([
  ['a side', merge({ items: [B, MOVED] }, { items: [A] }, { items: [A, B, MOVED] }), ', left'],
  ['a side that has both', merge({ items: [A, MOVED] }, { items: [B] }, { items: [A, B, MOVED] }), ''],
  ['the base', { base: { items: [B, MOVED] }, candidate: { items: [A, B, MOVED] } }, ', left'],
  [
    'a base that has nothing else of the old one',
    { base: { items: [MOVED] }, candidate: { items: [A, B] } },
    ', left',
  ],
  ['nobody', { base: { items: [B] }, candidate: { items: [A, B, MOVED] } }, ''],
])(
  'an item that has its old ID again has left where it goes on under another one at %s',
  (_, given, left) => {
    expect(told(given)).toEqual([`Alpha rays: nowhere${left}`, 'Beta blockers: nowhere']);
  },
);

test('outside of merges nothing has left by what is gone from here', () => {
  const items = [B, MOVED];
  const base = { items, past: [{ items }, { items: [ALPHA] }] };
  const candidate = { items, dirs: ['WRK-003_alpha-rays'] };
  expect(told({ base, candidate })).toEqual(['Beta blockers: nowhere', 'alpha-rays: WRK-005']);
});
