import { expect, test } from 'vitest';
import { MANY } from '../../../../src/core/ids/comparable.ts';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import type { Situation } from '../../../../src/core/ledger/situation.ts';
import { findings, situation, type Merge, type Scene } from '../../../support/situation.ts';

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

test('so that an entry behind very many that have moved is compared', () => {
  const moved = Array.from({ length: MANY + 10 }, (_, at) => `WRK-003 Thing${at} @t.${at + 5}`);
  const items = moved.map((text, at) => text.replace('003', String(10 + at)));
  const headings = ['WRK-003 Alpha rays'];
  const fork = { mark: 2 };
  const ours = {
    items,
    headings,
    mark: 70,
    since: [
      { items, mark: 70 },
      { items: moved, mark: 3 },
    ],
  };
  const theirs = { items: ['WRK-003 Beta blockers @t.2'] };
  const candidate = { items: [...items, ...theirs.items], headings, mark: 70 };
  expect(findings({ fork, ours, theirs, candidate })).toContain('error id-reused WRK-003');
  const gone = { ...ours, headings: [] };
  expect(findings({ fork, ours: gone, theirs, candidate: { ...candidate, headings: [] } })).toEqual([]);
});

test.each([
  ['a directory', { dirs: ['WRK-003_tag-cloud'] }],
  ['an entry', { headings: ['WRK-003 Tag cloud'] }],
])('%s of a former title is the item’s, whichever side has which', (_name, trace) => {
  const fork = { items: ['WRK-001 One @t.0'], mark: 2 };
  const retitled = { items: [...fork.items, 'WRK-003 Fast search @t.1'], mark: 3 };
  const ours = { ...retitled, since: [{ items: [...fork.items, 'WRK-003 Tag cloud @t.1'], mark: 3 }] };
  const theirs = { ...fork, ...trace, mark: 3 };
  const candidate = { ...retitled, ...trace };
  expect(findings({ fork, ours, theirs, candidate })).toEqual([]);
  expect(findings({ fork, ours: theirs, theirs: ours, candidate })).toEqual([]);
  const other = { ...ours, since: [{ items: [...fork.items, 'WRK-003 Dark mode @t.1'], mark: 3 }] };
  expect(findings({ fork, ours: other, theirs, candidate })).toContain('error id-reused WRK-003');
  expect(findings({ fork, ours: theirs, theirs: other, candidate })).toContain('error id-reused WRK-003');
});

const B = 'WRK-003 Beta blockers @t.2';

/** The message of what is found to be reused, if anything is. */
function reused(given: Situation): string | undefined {
  return evaluate(given).findings.find(({ rule }) => rule === 'id-reused')?.message;
}

test('what may be about anything is no rival, beside what is about something else', () => {
  const dirs = ['WRK-003_', 'WRK-003_alpha'];
  const ours = { dirs, mark: 3 };
  const candidate = { items: [B], dirs };
  const message = reused(situation({ fork: { mark: 2 }, ours, theirs: { items: [B] }, candidate }));
  expect(message).toContain('as a directory “alpha”');
});

test.each([
  ['Alpha', false],
  ['Gamma rays', true],
])('an entry “%s” goes with a directory “alpha” that was moved: %s', (title, isReused) => {
  const headings = [`WRK-003 ${title}`];
  const alpha = { dirs: ['WRK-003_alpha'], mark: 3 };
  const moved = { dirs: ['WRK-005_alpha'], headings, mark: 5 };
  const theirs = { ...alpha, items: [B] };
  const given = situation({ fork: alpha, ours: moved, theirs, candidate: { ...moved, items: [B] } });
  expect(reused(given) !== undefined).toBe(isReused);
});

const ENTRY = 'done WRK-003 Alpha @2026-01-01T00:00:00Z';

test.each<[string, Scene, Scene, boolean]>([
  ['the directory', { dirs: ['WRK-003_alpha'] }, { dirs: ['WRK-003_alpha'] }, true],
  ['another directory', { dirs: ['WRK-003_alpha'] }, { dirs: ['WRK-003_other'] }, false],
  ['nothing of it', { dirs: ['WRK-003_alpha'] }, {}, false],
  ['the entry', { headings: [ENTRY] }, { headings: [ENTRY] }, true],
  ['another entry', { headings: [ENTRY] }, { headings: [ENTRY.replace('01T', '02T')] }, false],
  ['no entry', { headings: [ENTRY] }, {}, false],
])('where everybody starts from %s under an ID, no merge moves it away', (_name, trace, there, isReused) => {
  const moved = {
    dirs: trace.dirs?.map((dir) => dir.replace('003', '005')) ?? [],
    headings: trace.headings?.map((heading) => heading.replace('003', '005')) ?? [],
  };
  const given = situation({
    fork: { mark: 2 },
    ours: { ...trace, mark: 3 },
    theirs: { items: [B], mark: 3 },
    candidate: { ...moved, items: [B], mark: 5 },
  });
  const [start] = situation({ candidate: {}, base: { mark: 3, ...there } }).bases;
  if (!start) throw new Error('no base');
  const base = { ...start, snapshot: { ...start.snapshot, commit: '9'.repeat(40) } };
  expect(reused(given)).toBeUndefined();
  expect(reused({ ...given, target: { base, level: 'error' } }) !== undefined).toBe(isReused);
  expect(reused({ ...given, beside: base }) !== undefined).toBe(isReused);
  expect(reused({ ...given, target: { base, level: 'off' } })).toBeUndefined();
});

test('a title that is not in ASCII has no part in what an entry or a directory tells', () => {
  const fork = { items: ['WRK-001 One @t.0'], mark: 2 };
  const since = [{ items: [...fork.items, 'WRK-003 検索 @t.1'], mark: 3 }];
  const ours = { ...fork, headings: ['done WRK-005 解析'], dirs: ['WRK-006_'], mark: 6, since };
  const theirs = { items: [...fork.items, B], mark: 3 };
  const candidate = { ...ours, items: theirs.items };
  expect(findings({ fork, ours, theirs, candidate })).toContain('error id-reused WRK-003');
});

test.each([
  ['the target of a merge', 'error', true],
  ['a branch that is no target', 'off', false],
] as const)('an ID goes back to what had it before in %s', (_name, level, goesBack) => {
  const fork = { items: ['WRK-003 Alpha rays @t.1'], mark: 3 };
  const ours = { items: [B], mark: 3, since: [{ items: [B], mark: 3 }, fork] };
  const theirs = { ...fork, mark: 4 };
  const given = situation({ fork, ours, theirs, candidate: { ...fork, mark: 4 }, ci: true });
  const [base] = given.bases;
  const target = base && { base, level };
  expect(reused({ ...given, target }) === undefined).toBe(goesBack);
});
