import { describe, expect, test } from 'vitest';

import { knownTo } from '../../../../src/core/renumbering/claimants.ts';
import { A, B, ownership, FORK, merge } from '../../../support/ownership.ts';
import type { Linear, Merge } from '../../../support/situation.ts';

const MOVED = A.replace('003', '005');

/** Each claimant with what the candidate has of it, and who else knows it. */
function told(given: Linear | Merge): readonly string[] {
  const { claimants, unowned } = ownership(given);
  const lines = claimants.map((claimant) => {
    const { name, items, headings, directories } = claimant;
    const kinds = [...items, ...headings, ...directories]
      .filter(({ present }) => present)
      .map(({ claim }) => claim.kind);
    const parties = [...knownTo(claimant)].map(({ label }) => label);
    return `${name}: ${kinds.join(' ')} (${parties.join(' ')})`;
  });
  return [...lines, ...unowned.map(({ claim }) => `nobody’s: ${claim.kind}`)];
}

describe('what an ID stands for', () => {
  test.each<[string, Linear | Merge, readonly string[]]>([
    [
      'two items with what is theirs',
      merge(
        { items: [A], dirs: ['WRK-003_alpha-rays'] },
        { items: [B], headings: ['WRK-003 Beta blockers'] },
        { items: [A, B], dirs: ['WRK-003_alpha-rays'], headings: ['WRK-003 Beta blockers'] },
      ),
      ['Alpha rays: item directory (HEAD)', 'Beta blockers: item heading (MERGE_HEAD)'],
    ],
    [
      'a paraphrase stands beside the item it came with',
      merge(
        { items: [A], dirs: ['WRK-003_gamma'] },
        { items: [B] },
        { items: [A, B], dirs: ['WRK-003_gamma'] },
      ),
      ['Alpha rays: item directory (HEAD)', 'Beta blockers: item (MERGE_HEAD)'],
    ],
    [
      'what nobody brought contradicts both',
      merge({ items: [A] }, { items: [B] }, { items: [A, B], dirs: ['WRK-003_gamma'] }),
      ['Alpha rays: item (HEAD)', 'Beta blockers: item (MERGE_HEAD)', 'gamma: directory ()'],
    ],
    [
      'a slug that fits both is nobody’s',
      merge({ items: [A] }, { items: ['WRK-003 Alpha rays @y'] }, { items: [A], dirs: ['WRK-003_alpha'] }),
      ['Alpha rays: item (HEAD)', 'Alpha rays:  (MERGE_HEAD)', 'nobody’s: directory'],
    ],
    [
      'a name without ASCII letters says nothing',
      { base: { items: [A] }, candidate: { items: [A], headings: ['WRK-003 …'] } },
      ['Alpha rays: item (HEAD)', 'nobody’s: heading'],
    ],
    [
      'an archived one is known by its versions',
      merge(
        { headings: ['done WRK-003 Alpha rays'], since: [{ items: [A] }], dirs: ['WRK-003_alpha'] },
        { items: [B] },
        { items: [B], headings: ['done WRK-003 Alpha rays'] },
      ),
      ['Beta blockers: item (MERGE_HEAD)', 'Alpha rays: heading (HEAD)'],
    ],
    [
      'an archived one beside other items of its time',
      merge(
        { since: [{ items: ['WRK-001 One', A] }], items: ['WRK-001 One'] },
        { items: [B] },
        { items: [B], headings: ['done WRK-003 Alpha rays'] },
      ),
      ['Beta blockers: item (MERGE_HEAD)', 'Alpha rays: heading (HEAD)'],
    ],
    [
      'one that had left before the sides parted is known to the fork',
      merge(
        { past: [{ items: [A] }], items: ['WRK-001 One'] },
        { past: [{ items: [A] }], items: [B] },
        { items: [B] },
      ),
      ['Beta blockers: item (MERGE_HEAD)', 'Alpha rays:  (fork)'],
    ],
    [
      'a fork without a backlog knows nothing',
      merge({ items: [A] }, { items: [B] }, { items: [A, B] }, { missing: true }),
      ['Alpha rays: item (HEAD)', 'Beta blockers: item (MERGE_HEAD)'],
    ],
    [
      'an item whose date was edited is one item, outside of merges',
      { base: { items: ['WRK-003 Same @t.1'] }, candidate: { items: ['WRK-003 Same @t.2'] } },
      ['Same: item (HEAD)'],
    ],
    [
      'and in a merge, where the fork had it',
      merge(
        { items: ['WRK-003 Same @t.2'] },
        { items: ['WRK-003 Same @t.1'] },
        { items: ['WRK-003 Same @t.2'] },
        { items: ['WRK-003 Same @t.1'], mark: 3 },
      ),
      ['Same: item (fork HEAD MERGE_HEAD)'],
    ],
    [
      'of two items of one title each is itself',
      {
        base: { items: ['WRK-003 Same @t.2'] },
        candidate: { items: ['WRK-003 Same @t.1', 'WRK-003 Same @t.2'] },
      },
      ['Same: item ()', 'Same: item (HEAD)'],
    ],
    [
      'an item that gets its old ID back does not own what that was left to',
      {
        base: {
          items: [A.replace('003', '005')],
          headings: ['WRK-003 Gamma'],
          past: [{ items: [A.replace('003', '005')] }, { items: [A] }],
        },
        candidate: { items: [A.replace('003', '005'), A], headings: ['WRK-003 Gamma'], mark: 5 },
      },
      ['Alpha rays: item ()', 'Gamma: heading (HEAD)'],
    ],
    [
      'but what it left behind of its own',
      {
        base: {
          items: [A.replace('003', '005')],
          dirs: ['WRK-003_alpha-rays'],
          past: [{ items: [A.replace('003', '005')] }, { items: [A] }],
        },
        candidate: { items: [A.replace('003', '005'), A], dirs: ['WRK-003_alpha-rays'], mark: 5 },
      },
      ['Alpha rays: item directory (HEAD)'],
    ],
    [
      'what one side put beside an item that was there before is not the item’s',
      merge(
        { items: [A], dirs: ['WRK-003_gamma'] },
        { items: [A] },
        { items: [A], dirs: ['WRK-003_gamma'] },
        { items: [A], mark: 3 },
      ),
      ['Alpha rays: item (fork HEAD MERGE_HEAD)', 'gamma: directory (HEAD)'],
    ],
    [
      'a retitled item is one item, and its old headings are its own',
      {
        base: { items: ['WRK-003 Old name @x'], headings: ['WRK-003 Oldest'] },
        candidate: { items: ['WRK-003 New name @x'], headings: ['WRK-003 Oldest'] },
      },
      ['New name: item heading (HEAD)'],
    ],
    [
      'what was renumbered claims nothing any more',
      merge({ items: [A] }, { items: [B] }, { items: [A, B.replace('003', '004')] }),
      ['Alpha rays: item (HEAD)'],
    ],
    [
      'nor do entries and directories of its subject',
      merge(
        { items: [A] },
        { items: [B], headings: ['WRK-003 Beta blockers'], dirs: ['WRK-003_beta-blockers'] },
        {
          items: [A, B.replace('003', '004')],
          headings: ['WRK-003 Beta blockers'],
          dirs: ['WRK-004_beta-blockers'],
        },
      ),
      ['Alpha rays: item (HEAD)', 'Beta blockers: heading ()'],
    ],
    [
      'nor what the fork had of it',
      merge(
        { items: [B, A.replace('003', '004')], merged: { items: [B] } },
        { items: [A] },
        { items: [B, A.replace('003', '004')] },
        { items: [A], mark: 3 },
      ),
      ['Beta blockers: item (HEAD)'],
    ],
    [
      'two that one side drew one after the other',
      merge({ since: [{ items: [A] }, { items: [A] }, { items: [B] }] }, { items: ['WRK-003 Zeta @z'] }, {}),
      ['Alpha rays:  (HEAD)', 'Beta blockers:  (HEAD)', 'Zeta:  (MERGE_HEAD)'],
    ],
    [
      'only the last of those that everybody had seen',
      merge({ past: [{ items: [A] }, { items: [B] }] }, { past: [{ items: [A] }, { items: [B] }] }, {}),
      ['Alpha rays:  (fork)'],
    ],
    [
      'one whose title and date were each edited',
      merge(
        { items: ['WRK-003 Aleph @t.1'] },
        { items: ['WRK-003 Aleph @t.2'] },
        { items: ['WRK-003 Alpha @t.1'] },
        { items: ['WRK-003 Aleph @t.1'], mark: 3 },
      ),
      ['Alpha: item (fork HEAD MERGE_HEAD)'],
    ],
    [
      'one that was dated by hand and retitled, until it was archived',
      merge(
        { since: [{ items: ['WRK-003 Alpha @noon'] }, { items: ['WRK-003 Alfa @noon'] }] },
        { items: [B] },
        {},
      ),
      ['Alpha:  (HEAD)', 'Beta blockers:  (MERGE_HEAD)'],
    ],
    [
      'what one side renumbered before claims nothing either',
      merge(
        { items: [MOVED], since: [{ items: [MOVED] }, { items: [A] }] },
        { items: [B] },
        { items: [B, MOVED] },
      ),
      ['Beta blockers: item (MERGE_HEAD)'],
    ],
    [
      'of what had left, what goes on under no other ID',
      { base: { items: [MOVED], past: [{ items: [A] }, { items: [B] }] }, candidate: {} },
      ['Beta blockers:  (HEAD)'],
    ],
    [
      'of what goes on under another ID, if that is all, the last',
      { base: { items: [MOVED], past: [{ items: [A] }] }, candidate: {} },
      ['Alpha rays:  (HEAD)'],
    ],
    [
      'an entry that says nothing, which both sides had, is nobody’s, once',
      merge(
        { items: [A], headings: ['WRK-003 … @t'] },
        { items: [B], headings: ['WRK-003 … @t'] },
        { items: [A, B] },
      ),
      ['Alpha rays: item (HEAD)', 'Beta blockers: item (MERGE_HEAD)', 'nobody’s: heading'],
    ],
    [
      'of two that a slug fits, it is of the one beside it, whatever else that side drew',
      merge(
        { since: [{ items: [A] }, { items: [B] }], dirs: ['WRK-003_alpha-rays'] },
        { items: ['WRK-003 Alpha rays @y'] },
        { dirs: ['WRK-003_alpha-rays'] },
      ),
      ['Alpha rays: directory (HEAD)', 'Beta blockers:  (HEAD)', 'Alpha rays:  (MERGE_HEAD)'],
    ],
    ['an ID of nobody', { base: FORK, candidate: FORK }, []],
  ])('%s', (_, given, expected) => {
    expect(told(given)).toEqual(expected);
  });
});
