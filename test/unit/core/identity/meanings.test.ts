import { expect, test } from 'vitest';
import { MANY } from '../../../../src/core/ids/comparable.ts';
import { findings, type Merge } from '../../../support/situation.ts';

/** Entries of one ID with very many subjects, as only a file has that is to keep somebody busy. */
const entries = (word: string): string[] =>
  Array.from({ length: MANY + 10 }, (_, at) => `WRK-003 ${word}${at} @2026-01-01T00:00:${at}Z`);

const collision = (ours: Merge['ours'], theirs: Merge['theirs']): Merge => ({
  fork: { mark: 2 },
  ours,
  theirs,
  candidate: { items: [...(ours.items ?? []), ...(theirs.items ?? [])], mark: 3 },
});

test('of very many meanings of an ID some that are still there are compared', () => {
  const both = collision({ headings: entries('alpha'), mark: 3 }, { headings: entries('beta'), mark: 3 });
  expect(findings(both)).toEqual(['error id-reused WRK-003']);
});

test('and one that both have is enough', () => {
  const same = collision({ headings: entries('alpha'), mark: 3 }, { headings: entries('alpha'), mark: 3 });
  expect(findings(same)).toEqual([]);
});

test('what has moved comes last', () => {
  const item = 'WRK-003 Beta blockers @t.2';
  const moved = Array.from({ length: MANY + 10 }, (_, at) => `WRK-003 Thing${at} @t.${at + 5}`);
  const since = [
    { items: moved.map((text, at) => text.replace('003', String(10 + at))), mark: 70 },
    { items: moved, mark: 3 },
  ];
  const ours = { items: ['WRK-003 Alpha rays @t.1'], mark: 70, since };
  const given = { ...collision(ours, { items: [item] }), candidate: ours };
  expect(findings(given)).toContain('error id-reused WRK-003');
  expect(findings({ ...given, theirs: { items: ours.items } })).not.toContain('error id-reused WRK-003');
});
