import { describe, expect, test } from 'vitest';
import { evaluate, needsHistory } from '../../../../../src/core/rules/engine/evaluate.ts';
import { RULE_IDS } from '../../../../../src/core/findings/finding.ts';
import { RULES, ruleOf } from '../../../../../src/core/rules/index.ts';
import { checkAll } from '../../../../support/cases.ts';
import { findings, situation, type Linear, type Merge, type Scene } from '../../../../support/situation.ts';
import { version, withRange } from '../../../../support/versions.ts';

test('there is one rule for each ID, in their order', () => {
  expect(RULES.map(({ id }) => id)).toEqual(RULE_IDS);
  for (const id of RULE_IDS) expect(ruleOf(id).id).toBe(id);
});

describe('the summary', () => {
  const summary = (candidate: Scene, more: Omit<Linear, 'candidate'> = {}) =>
    evaluate(situation({ candidate, ...more })).summary;

  test('tells mark, highest claim and next ID', () => {
    const candidate = {
      mark: 4,
      items: ['WRK-001 Alpha', 'WRK-003 Gamma'],
      dirs: ['WRK-004_delta'],
      malformed: ['x X'],
    };
    expect(summary(candidate)).toEqual({
      path: 'BACKLOG.yaml',
      mark: 4,
      highest: 4,
      next: 'WRK-005',
      items: 3,
    });
  });

  test.each<[string, Scene, string | null]>([
    ['above the mark', { mark: 9, items: ['WRK-001 Alpha'] }, 'WRK-010'],
    [
      'above the highest claim',
      { mark: 1, items: ['WRK-001 Alpha'], headings: ['WRK-003 Gamma'] },
      'WRK-004',
    ],
    ['with the prefix of the highest item', { items: ['WRK-096 Alpha', 'HAMY-097 Beta'] }, 'HAMY-098'],
    ['with the prefix of the TOML file', { items: ['WRK-001 Alpha'], prefixes: ['ABC'] }, 'ABC-002'],
    ['without any prefix', { mark: 3 }, null],
    ['without a mark', { mark: null, items: ['WRK-001 Alpha'] }, 'WRK-002'],
    ['the last of all numbers', { mark: 4_294_967_294, items: ['WRK-001 Alpha'] }, 'WRK-4294967295'],
    ['at the end of all numbers', { mark: 4_294_967_295, items: ['WRK-001 Alpha'] }, null],
  ])('the next ID: %s', (_, candidate, next) => expect(summary(candidate)?.next).toBe(next));

  test('the configured prefix comes first', () => {
    const given = { policy: { prefixes: ['CFG', 'WRK'] } };
    expect(summary({ items: ['WRK-001 Alpha'], prefixes: ['ABC'] }, given)?.next).toBe('CFG-002');
  });

  test('a leap does not count for the next ID, but for the highest', () => {
    const base = { items: ['WRK-001 Alpha'] };
    const told = summary({ ...base, dirs: ['WRK-20260101_x'] }, { base });
    expect(told).toMatchObject({ highest: 20_260_101, next: 'WRK-002' });
  });

  test('an empty backlog', () => {
    expect(summary({ mark: null })).toEqual({
      path: 'BACKLOG.yaml',
      mark: null,
      highest: null,
      next: null,
      items: 0,
    });
  });

  test('no backlog, no summary', () => expect(summary({ missing: true })).toBeNull());
});

describe('history is asked for', () => {
  const base = { mark: 4, items: ['WRK-004 Delta'], dirs: ['WRK-003_gamma'] };
  const asked = (given: Linear | Merge) => needsHistory({ ...situation(given), versions: [] });
  test.each<[string, boolean, Linear | Merge]>([
    ['not when nothing changes', false, { base, candidate: base }],
    [
      'not for a number above the line',
      false,
      { base, candidate: { items: ['WRK-004 Delta', 'WRK-005 Epsilon'] } },
    ],
    [
      'for one above the line in CI',
      true,
      { base, candidate: { items: ['WRK-004 Delta', 'WRK-005 Epsilon'] }, trustNoMark: true },
    ],
    ['for one at it', true, { base: { mark: 4, items: [] }, candidate: { items: ['WRK-004 Delta'] } }],
    ['for one below it', true, { base, candidate: { items: ['WRK-003 Gamma', 'WRK-004 Delta'] } }],
    [
      'for an entry that nothing today agrees with',
      true,
      { base, candidate: { ...base, headings: ['WRK-004 Parser'] } },
    ],
    ['not for one that agrees', false, { base, candidate: { ...base, headings: ['WRK-004 Delta'] } }],
    [
      'for a directory that nothing today agrees with',
      true,
      { base, candidate: { ...base, dirs: ['WRK-003_gamma', 'WRK-004_parser'] } },
    ],
    ['not for a first commit', false, { candidate: { ...base, dirs: ['WRK-004_parser'] } }],
    [
      'not where nobody ever had a backlog',
      false,
      { base: { missing: true }, candidate: { ...base, dirs: ['WRK-004_parser'] } },
    ],
    ['for every merge', true, { fork: base, ours: base, theirs: base, candidate: base }],
  ])('%s', (_, expected, given) => expect(asked(given)).toBe(expected));

  test('for an item at the line that commits of the range brought and took away', () => {
    const given = situation({ base: { mark: 4, items: [] }, candidate: { mark: 6 } });
    const through = (...items: string[]) =>
      needsHistory(withRange({ ...given, versions: [] }, [version('b: a', {}), version('a: 0', { items })]));
    expect(['WRK-004 Delta', 'WRK-003 Gamma', 'WRK-005 Epsilon'].map((item) => through(item))).toEqual([
      true,
      true,
      false,
    ]);
    expect(through()).toBe(false);
    const known = situation({ base: { items: ['WRK-004 Delta'] }, candidate: { items: ['WRK-004 Delta'] } });
    const old = version('a: 0', { items: ['WRK-004 Delta'] });
    expect(needsHistory(withRange({ ...known, versions: [] }, [old]))).toBe(false);
    expect(needsHistory(withRange({ ...known, versions: [] }, [{ ...old, inRange: 'published' }]))).toBe(
      false,
    );
  });

  test('at gates also for a new directory of a prefix that history may know', () => {
    const given = { base: { ...base, dirs: ['ABC-001_a'] }, trustNoMark: true };
    const asks = (dirs: string[]): boolean => asked({ ...given, candidate: { ...base, dirs } });
    expect(asks(['ABC-001_a'])).toBe(false);
    expect(asks(['ABC-001_a', 'ABC-002_b'])).toBe(true);
    expect(asked({ ...given, trustNoMark: false, candidate: { ...base, dirs: ['ABC-002_b'] } })).toBe(false);
  });

  test('without it there is none', () => {
    const given = situation({ base, candidate: { ...base, dirs: ['WRK-003_gamma', 'WRK-004_parser'] } });
    expect(evaluate({ ...given, versions: [] }).findings).toHaveLength(1);
  });
});

test('a base that is no commit has no earlier versions', () => {
  const items = ['WRK-007 Alpha', 'WRK-007 Beta'];
  const given = situation({ base: { items, past: [{ items }] }, candidate: { items, mark: 6 } });
  const bases = given.bases.map((base) => ({ ...base, snapshot: { ...base.snapshot, commit: undefined } }));
  const found = evaluate({ ...given, bases }).findings;
  expect(found.map(({ rule }) => rule)).toEqual(['mark-regressed', 'duplicate-id']);
});

describe('known prefixes: which directories claim', () => {
  const duplicates = { dirs: ['ABC-001_a', 'ABC-001_a-b'] };
  const DUPLICATE = 'error change-dir-duplicate ABC-001';
  const wrk = { mark: 1, items: ['WRK-001 Alpha'] };
  checkAll([
    ['none known: all', { candidate: { mark: 1, ...duplicates } }, DUPLICATE],
    ['others known: not these', { candidate: { ...wrk, ...duplicates } }],
    [
      'the config names it',
      { candidate: { ...wrk, ...duplicates }, policy: { prefixes: ['ABC'] } },
      DUPLICATE,
    ],
    ['the TOML file names it', { candidate: { ...wrk, ...duplicates, prefixes: ['ABC'] } }, DUPLICATE],
    [
      'an item has it',
      { candidate: { mark: 2, items: ['WRK-001 Alpha', 'ABC-002 Beta'], ...duplicates } },
      DUPLICATE,
    ],
    [
      'an item of the base had it',
      { base: { mark: 2, items: ['ABC-002 Beta'] }, candidate: { mark: 2, ...duplicates } },
      DUPLICATE,
    ],
    ['a heading has it', { candidate: { ...wrk, headings: ['ABC-001 A'], ...duplicates } }, DUPLICATE],
    [
      'a malformed item has it: that is none',
      { candidate: { ...wrk, malformed: ['ABC-x Beta'], ...duplicates } },
      'warning id-malformed ABC-x',
    ],
  ]);
});

test('a warning takes no error’s place: an ID that two items have is a reuse as well', () => {
  const twice = { items: ['WRK-001 Old @t.1', 'WRK-001 New @t.2'] };
  const policy = { rules: { 'duplicate-id': 'warning' } } as const;
  expect(findings({ base: { items: ['WRK-001 Old @t.1'] }, candidate: twice, policy })).toEqual([
    'warning duplicate-id WRK-001',
    'error id-reused WRK-001',
  ]);
});
