import { describe, expect, test } from 'vitest';

import { decideKeeper } from '../../../../src/core/renumbering/keeper.ts';
import { A, B, ownership, merge } from '../../../support/ownership.ts';
import type { Linear, Merge } from '../../../support/situation.ts';

function decide(
  given: Linear | Merge,
  terms: {
    published?: readonly number[];
    wanted?: number;
    gone?: number;
    references?: readonly number[];
    home?: string;
  } = {},
) {
  const { claimants, ...rest } = ownership(given);
  const { published, wanted, gone, references = [], home } = terms;
  const { keeper, yielding } = decideKeeper(
    { claimants, ...rest },
    {
      published: published && {
        label: 'origin/main',
        rank: (claimant) => published[claimants.indexOf(claimant)] ?? 0,
      },
      home,
      hasLeft: (claimant) => claimant === claimants[gone ?? -1],
      wanted: wanted === undefined ? undefined : claimants[wanted],
      references: (claimant) => references[claimants.indexOf(claimant)] ?? 0,
    },
  );
  return `${keeper.name}: ${yielding.map(({ because }) => because).join('; ')}`;
}

describe('who keeps an ID', () => {
  const both = merge({ items: [A] }, { items: [B] }, { items: [A, B] });
  const undated = merge(
    { items: ['WRK-003 Xa @'] },
    { items: ['WRK-003 Ya @'] },
    { items: ['WRK-003 Xa @', 'WRK-003 Ya @'] },
  );
  test.each([
    ['asked for', both, { wanted: 1 }, 'Beta blockers: “Beta blockers” was asked to stay'],
    [
      'not going on elsewhere, though it came later',
      { base: { items: [B] }, candidate: { items: [A, B] } },
      { gone: 1 },
      'Alpha rays: “Beta blockers” has another ID now',
    ],
    [
      'published',
      both,
      { published: [1, 2], gone: 1 },
      'Beta blockers: “Beta blockers” is in origin/main already',
    ],
    [
      'what both are published as',
      both,
      { published: [2, 2] },
      'Alpha rays: “Alpha rays” is older (created 2026-01-01 00:00; the other 2026-01-02 00:00)',
    ],
    [
      'where the other is brought to',
      both,
      { home: 'MERGE_HEAD' },
      'Beta blockers: “Beta blockers” was in MERGE_HEAD before',
    ],
    [
      'there before',
      { base: { items: [B] }, candidate: { items: [A, B] } },
      {},
      'Beta blockers: “Beta blockers” was in HEAD before',
    ],
    [
      'in the backlog before, where the other only left an entry',
      {
        base: { items: [B], headings: ['done WRK-003 Alpha rays'] },
        candidate: { items: [A, B], headings: ['done WRK-003 Alpha rays'] },
      },
      {},
      'Beta blockers: “Beta blockers” was in HEAD before',
    ],
    [
      'there before, if only as a directory',
      {
        base: { dirs: ['WRK-003_beta-blockers'] },
        candidate: { items: [A, B], dirs: ['WRK-003_beta-blockers'] },
      },
      {},
      'Beta blockers: “Beta blockers” was in HEAD before',
    ],
    [
      'done, where neither is in the backlog of before any more',
      {
        base: { dirs: ['WRK-003_beta-blockers'], past: [{ items: [A] }] },
        candidate: { items: [B], dirs: ['WRK-003_beta-blockers'] },
      },
      {},
      'Alpha rays: “Alpha rays” is done, and what is done is cited',
    ],
    [
      'done, by the log',
      merge(
        { items: [A] },
        { since: [{ items: [B] }] },
        { items: [A], headings: ['done WRK-003 Beta blockers'] },
      ),
      {},
      'Beta blockers: “Beta blockers” is done, and what is done is cited',
    ],
    [
      'there before, for several',
      merge({ items: [B] }, { items: [A, B] }, { items: [A, B] }, { items: [B], mark: 3 }),
      {},
      'Beta blockers: “Beta blockers” was in fork before',
    ],
    [
      'done, by its status',
      merge({ items: [A] }, { items: [B] }, { items: [A, `done ${B}`] }),
      {},
      'Beta blockers: “Beta blockers” is done, and what is done is cited',
    ],
    [
      'done, by the log, though it is still there',
      merge(
        { items: [A] },
        { items: [B], headings: ['done WRK-003 Beta blockers'] },
        { items: [A, B], headings: ['done WRK-003 Beta blockers'] },
      ),
      {},
      'Beta blockers: “Beta blockers” is done, and what is done is cited',
    ],
    [
      'not done, while one side still has it',
      merge({ since: [{ items: [B] }] }, { items: [B] }, { items: [A] }),
      {},
      'Alpha rays: “Alpha rays” is older (created 2026-01-01 00:00; the other 2026-01-02 00:00)',
    ],
    [
      'not done, when it is back',
      merge({ since: [{ items: [B] }] }, { items: [A] }, { items: [A, B] }),
      {},
      'Alpha rays: “Alpha rays” is older (created 2026-01-01 00:00; the other 2026-01-02 00:00)',
    ],
    [
      'not done, where there never was an item',
      merge({ items: [A] }, { dirs: ['WRK-003_gamma'] }, { items: [A], dirs: ['WRK-003_gamma'] }),
      {},
      'Alpha rays: neither is older, and “Alpha rays” comes first in the file',
    ],
    [
      'gone from where it was known',
      merge({ items: [A] }, { since: [{ items: [B] }] }, { items: [A] }),
      {},
      'Beta blockers: “Beta blockers” is done, and what is done is cited',
    ],
    [
      'older',
      both,
      {},
      'Alpha rays: “Alpha rays” is older (created 2026-01-01 00:00; the other 2026-01-02 00:00)',
    ],
    ['referred to more', undated, { references: [1, 2] }, 'Ya: more places refer to “Ya”: 2, to the other 1'],
    ['first', undated, {}, 'Xa: neither is older, and “Xa” comes first in the file'],
    [
      'first, where the dates are none',
      merge(
        { items: ['WRK-003 Xa @soon'] },
        { items: ['WRK-003 Ya @later'] },
        { items: ['WRK-003 Xa @soon', 'WRK-003 Ya @later'] },
      ),
      {},
      'Xa: neither is older, and “Xa” comes first in the file',
    ],
    [
      'first, where the dates say the same',
      merge(
        { items: ['WRK-003 Xa @2026-01-01'] },
        { items: ['WRK-003 Ya @2026-01-01T00:00:00Z'] },
        { items: ['WRK-003 Xa @2026-01-01', 'WRK-003 Ya @2026-01-01T00:00:00Z'] },
      ),
      {},
      'Xa: neither is older, and “Xa” comes first in the file',
    ],
    [
      'older, by its first entry',
      merge(
        { headings: ['WRK-003 Xa @2026-01-05T00:00:00.1Z', 'WRK-003 Xa @2026-01-03T00:00:00.1Z'] },
        { headings: ['WRK-003 Ya @2026-01-04T00:00:00.1Z', 'WRK-003 Ya @2026-01-06T00:00:00.1Z'] },
        { headings: ['WRK-003 Xa @2026-01-05T00:00:00.1Z', 'WRK-003 Ya @2026-01-04T00:00:00.1Z'] },
      ),
      {},
      'Xa: “Xa” is older (created 2026-01-03 00:00; the other 2026-01-04 00:00)',
    ],
    [
      'older, by its first entry, where the item has no date',
      merge(
        { items: ['WRK-003 Xa @'], headings: ['WRK-003 Xa @2026-01-05T00:00:00.1Z'] },
        { items: ['WRK-003 Ya @'], headings: ['WRK-003 Ya @2026-01-04T00:00:00.1Z'] },
        { items: ['WRK-003 Xa @', 'WRK-003 Ya @'] },
      ),
      {},
      'Ya: “Ya” is older (created 2026-01-04 00:00; the other 2026-01-05 00:00)',
    ],
  ] as const)('%s', (_, given, terms, expected) => {
    expect(decide(given, terms)).toBe(expected);
  });
});
