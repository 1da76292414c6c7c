import { describe, expect, test } from 'vitest';

import { attribute, soleClaimant } from '../../../../src/core/renumbering/attribution.ts';
import type { Mention } from '../../../../src/core/renumbering/attribution.ts';
import { ownershipOf } from '../../../../src/core/renumbering/claimants.ts';
import type { Ownership } from '../../../../src/core/renumbering/claimants.ts';
import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { situation } from '../../../support/situation.ts';
import type { Linear, Merge, Scene } from '../../../support/situation.ts';

const [A, B] = [
  'WRK-003 Alpha rays @2026-01-01T00:00:00.1Z',
  'WRK-003 Beta blockers @2026-01-02T00:00:00.1Z',
];

const ownership = (given: Linear | Merge): Ownership => ownershipOf(factsOf(situation(given)), 'WRK-003');

/** One item from each side of a merge, and the directories that came with either. */
function both(ours: readonly string[], theirs: readonly string[]): Merge {
  const fork: Scene = { items: ['WRK-001 One'], mark: 2 };
  const candidate = { items: [A, B], dirs: [...ours, ...theirs] };
  return { fork, ours: { items: [A], dirs: ours }, theirs: { items: [B], dirs: theirs }, candidate };
}

const named = ({ parties }: Ownership, labels: string) =>
  parties.filter(({ label }) => labels.split(' ').includes(label));

/** Whom a mention means, and the reason that people are given; `labels` are those who have the same line. */
function meant(given: Linear | Merge, mention: Partial<Mention>, labels = '', brought = false): string {
  const known = ownership(given);
  const whole: Mention = {
    place: { path: 'notes.md', line: 1, column: 1 },
    text: 'WRK-003',
    role: 'prose',
    slug: undefined,
    parties: named(known, labels),
    ...mention,
  };
  const { meaning, because } = attribute(known, whole, brought);
  return `${meaning?.name ?? 'nobody'}: ${because}`;
}

const EACH = both(['WRK-003_alpha-rays'], ['WRK-003_beta-blockers']);
const ONE = both(['WRK-003_alpha-rays'], []);
const ALIKE = both(['WRK-003_alpha-rays'], ['WRK-003_beta-rays']);
const BESIDE_A = { place: { path: 'changes/WRK-003_alpha-rays/x.md', line: 1, column: 1 } };
const BESIDE_B = { place: { path: 'changes/WRK-003_beta-blockers/x.md', line: 1, column: 1 } };
const [OURS, THEIRS] = [
  'Alpha rays: it came with HEAD, where WRK-003 is “Alpha rays”',
  'Beta blockers: it came with MERGE_HEAD, where WRK-003 is “Beta blockers”',
];

describe('what a mention means', () => {
  test.each<[string, Merge, Partial<Mention>, string, string]>([
    ['where it stands', EACH, BESIDE_B, '', 'Beta blockers: it is in the directory of “Beta blockers”'],
    ['where it stands, of one', ONE, BESIDE_A, '', 'Alpha rays: it is in the directory of “Alpha rays”'],
    [
      'the directory it names',
      EACH,
      { slug: 'alpha-rays' },
      '',
      'Alpha rays: it names the directory of “Alpha rays”',
    ],
    [
      'the only directory, by name',
      ONE,
      { slug: 'alpha' },
      '',
      'Alpha rays: it names the directory of “Alpha rays”',
    ],
    ['not by a slug of neither', EACH, { slug: 'gamma' }, 'HEAD', OURS],
    ['not by a slug of both', ALIKE, { slug: 'rays' }, 'MERGE_HEAD', THEIRS],
    ['not by no slug', ONE, { slug: '' }, 'MERGE_HEAD', THEIRS],
    ['who brought it', EACH, {}, 'MERGE_HEAD', THEIRS],
    ['not when both brought it', EACH, {}, 'HEAD MERGE_HEAD', 'nobody: it is in HEAD and MERGE_HEAD'],
    ['not when it was there before either', EACH, {}, 'fork HEAD', 'nobody: no WRK-003 was known in fork'],
    ['not when nobody has it', EACH, {}, '', 'nobody: it is as new as the collision'],
    [
      'not by elimination where both are there',
      EACH,
      { role: 'dependency' },
      '',
      'nobody: it is as new as the collision',
    ],
  ])('%s', (_, given, mention, labels, expected) => {
    expect(meant(given, mention, labels)).toBe(expected);
  });

  test.each<[string, Linear]>([
    ['archived', { base: { mark: 3, past: [{ items: [A] }] }, candidate: { items: [B] } }],
    [
      'archived, and logged',
      {
        base: { mark: 3, past: [{ items: [A] }], headings: ['WRK-003 Alpha rays'] },
        candidate: { items: [B] },
      },
    ],
    [
      'nothing but logged',
      {
        base: { mark: 3, headings: ['WRK-003 Alpha rays'] },
        candidate: { items: [B], headings: ['WRK-003 Alpha rays'] },
      },
    ],
  ])('a new dependency means the only one that is in the backlog: the other is %s', (_, given) => {
    expect(meant(given, { role: 'dependency' })).toBe(
      'Beta blockers: it is a dependency, and only “Beta blockers” is in the backlog',
    );
    expect(meant(given, { role: 'origin' })).toBe('nobody: it is as new as the collision');
  });

  const picked: Linear = { base: { items: [A] }, candidate: { items: [A, B] } };
  const NEW = 'Beta blockers: it is new, and so is “Beta blockers”';
  const UNTOLD = 'nobody: it is as new as the collision';
  test.each<[string, Linear, Partial<Mention>, string, string]>([
    ['a pointer means what is new', picked, { role: 'origin' }, '', NEW],
    ['a dependency, too', picked, { role: 'dependency' }, '', NEW],
    ['prose may speak of either', picked, { role: 'prose' }, '', UNTOLD],
    [
      'a pointer that was there means what was there',
      picked,
      { role: 'origin' },
      'HEAD',
      'Alpha rays: it came with HEAD, where WRK-003 is “Alpha rays”',
    ],
    ['both are new', { base: {}, candidate: { items: [A, B] } }, { role: 'origin' }, '', UNTOLD],
    [
      'a name says more',
      { ...picked, candidate: { items: [A, B], dirs: ['WRK-003_alpha-rays'] } },
      {
        role: 'origin',
        slug: 'alpha-rays',
      },
      '',
      'Alpha rays: it names the directory of “Alpha rays”',
    ],
  ])('where a commit was brought: %s', (_, given, mention, labels, expected) => {
    expect(meant(given, mention, labels, true)).toBe(expected);
  });

  test('a file is whose side brought it', () => {
    const given = ownership(EACH);
    expect(soleClaimant(given, named(given, 'HEAD'))?.name).toBe('Alpha rays');
    expect(soleClaimant(given, named(given, 'HEAD MERGE_HEAD'))).toBeUndefined();
  });
});
