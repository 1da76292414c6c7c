import { describe, expect, test } from 'vitest';

import { evaluateFiles } from '../../../../../src/core/rules/files/evaluate-files.ts';
import { ledgerOf } from '../../../../support/file-history.ts';
import type { Commits } from '../../../../support/file-history.ts';

const A = '0001-a.md';

describe('where order counts', () => {
  const commits: Commits = {
    one: ['', '0001_a.sql', '0005_e.sql'],
    two: ['one', '0001_a.sql', '0005_e.sql', '0003_c.sql'],
  };

  test('a new number comes after the others', () => {
    expect(ledgerOf('golang-migrate', commits).told('two')).toEqual(['warning id-below-mark 3']);
    expect(ledgerOf('golang-migrate', commits, { order: 'error' }).told('two')).toEqual([
      'error id-below-mark 3',
    ]);
    expect(ledgerOf('golang-migrate', commits, { order: 'off' }).told('two')).toEqual([]);
  });

  test('what a side brings was told there, and a number that was used is reported as that', () => {
    const more: Commits = {
      ...commits,
      side: ['one', '0001_a.sql', '0005_e.sql', '0006_f.sql'],
      merge: ['side two', '0001_a.sql', '0005_e.sql', '0006_f.sql', '0003_c.sql'],
      gone: ['merge', '0001_a.sql', '0005_e.sql', '0006_f.sql'],
      back: ['gone', '0001_a.sql', '0005_e.sql', '0006_f.sql', '0003_d.sql'],
    };
    const { told } = ledgerOf('golang-migrate', more);
    expect(told('merge')).toEqual([]);
    expect(told('back')).toEqual(['error id-reused 3']);
  });
});

describe('names without a slug', () => {
  test('are what their texts are, but an edit in place is none', () => {
    const { told } = ledgerOf('flyway', {
      one: ['', 'V1.sql=a', 'V2.sql=b'],
      edit: ['one', 'V1.sql=a', 'V2.sql=c'],
      gone: ['edit', 'V1.sql=a'],
      back: ['gone', 'V1.sql=a', 'V2.sql=c'],
      other: ['gone', 'V1.sql=a', 'V2.sql=d'],
    });
    expect(told('edit')).toEqual([]);
    expect(told('back')).toEqual(['warning item-restored 2']);
    expect(told('other')).toEqual(['error id-reused 2']);
  });

  test('come by merges', () => {
    const { told } = ledgerOf('flyway', {
      one: ['', 'V1.sql=a'],
      two: ['one', 'V1.sql=a', 'V2.sql=b'],
      three: ['two', 'V1.sql=a'],
      side: ['one', 'V1.sql=a', 'V2.sql=c'],
      four: ['three side', 'V1.sql=a', 'V2.sql=c'],
    });
    expect(told('four')).toEqual([]);
  });
});

describe('archives that give numbers out again', () => {
  const old = 'archive/tasks/task-7 - Old.md';
  const next = 'tasks/task-7 - New.md';

  test.each<[string, Commits, readonly string[]]>([
    ['beside one', { one: ['', old], two: ['one', old, next] }, ['warning id-reused TASK-7']],
    [
      'beside two',
      { one: ['', old], two: ['one', old, next, 'tasks/task-7 - More.md'] },
      ['error duplicate-id TASK-7'],
    ],
    ['moved there', { one: ['', 'tasks/task-7 - Old.md'], two: ['one', old] }, []],
  ])('%s', (_name, commits, expected) => {
    expect(ledgerOf('backlog-md', commits).told('two')).toEqual(expected);
  });
});

describe('what everybody starts from stays', () => {
  const commits: Commits = {
    one: ['', A, '0002-b.md'],
    side: ['one', A, '0003-b.md', '0002-c.md'],
    free: ['one', A],
    merge: ['free side', A, '0003-b.md', '0002-c.md'],
  };

  test('whoever renumbered it', () => {
    const { told, at } = ledgerOf('adr', commits);
    const target = { at: at('one'), level: 'error', published: undefined } as const;
    const against = { bases: [at('one')], sides: [] };
    expect(told('side', { ...against, target })).toEqual(['error id-reused 2']);
    expect(told('side', { ...against, target: { ...target, level: 'warning' } })).toEqual([
      'error id-reused 2',
    ]);
    expect(
      told('merge', { bases: [at('free')], target: { ...target, at: at('free'), published: at('side') } }),
    ).toEqual(['warning id-reused 2']);
  });

  test('in a merge that kept its own side, too', () => {
    const { told, at, history } = ledgerOf('adr', {
      one: ['', A],
      main: ['one', A, '0002-b.md'],
      side: ['one', A, '0002-c.md'],
      merge: ['side main', A, '0002-c.md'],
    });
    const target = { at: at('main'), level: 'error', published: undefined } as const;
    const start = history.positions.get('main') ?? 0;
    const fork = history.positions.get('one');
    const [main, side] = [at('main'), at('side')].map((one) => ({ ...one, fork }));
    const rangeOf = (position: number) => (position > start ? ('new' as const) : undefined);
    const sides = [main, side].flatMap((one) => one ?? []);
    const found = told('merge', { target, bases: sides.slice(0, 1), sides, rangeOf, isMerged: false });
    expect(found).toEqual(['error id-reused 2']);
  });

  test('on the way of a range as well', () => {
    const way: Commits = {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      three: ['two', A],
      four: ['three', A, '0002-c.md'],
      five: ['four', A],
    };
    const { told, at, history } = ledgerOf('adr', way);
    const start = history.positions.get('one') ?? 0;
    const rangeOf = (position: number) => (position > start ? ('new' as const) : undefined);
    expect(told('five', { bases: [at('one')], sides: [], rangeOf })).toEqual(['error id-reused 2']);
    expect(told('four', { bases: [at('one')], sides: [], rangeOf })).toEqual(['error id-reused 2']);
  });
});

describe('what names and texts say', () => {
  test('is reported for the candidate only', () => {
    const { told, history } = ledgerOf(
      'adr',
      { one: ['', A], two: ['one', A, '0002-b.md'] },
      { sharing: true },
    );
    const entry = [...(history.stateAt(1)?.values() ?? [])].flat().at(-1)?.entry;
    if (!entry) throw new Error('no entry');
    const extra = {
      odd: [{ path: 'x/2-b.md', reason: 'is odd' }],
      mismatches: [{ entry, found: '3', line: 1 }],
      isOnDisk: false,
      isSettled: () => false,
      nextNumber: () => undefined,
    };
    expect(told('two', { extra })).toEqual(['warning id-malformed 2-b.md', 'warning id-mismatch 2']);
  });

  test('may settle what shares a number, or the project shares them all', () => {
    const commits: Commits = { one: ['', A], two: ['one', A, '0001-b.md'] };
    const extra = {
      odd: [],
      mismatches: [],
      isOnDisk: false,
      isSettled: () => true,
      nextNumber: () => undefined,
    };
    expect(ledgerOf('adr', commits).told('two', { extra })).toEqual([]);
    expect(ledgerOf('adr', commits, { sharing: true }).told('two')).toEqual([]);
    expect(ledgerOf('adr', commits, { reuse: 'off' }).told('two')).toEqual(['error duplicate-id 1']);
  });

  test('what was double before is inherited', () => {
    const commits: Commits = { one: ['', A, '0001-b.md'], two: ['one', A, '0001-b.md', '0002-c.md'] };
    expect(ledgerOf('adr', commits).told('two', { shared: ['1'] })).toEqual(['inherited duplicate-id 1']);
  });

  test.each([
    ['adr', ['0001-a.md', '0001-b.md'], 'tidemark renumber 0001 --ledger adr --stage'],
    [
      'golang-migrate',
      ['0001_a.sql', '0001_b.sql'],
      'if it has run somewhere, `tidemark check --format accept`; else `tidemark renumber 0001 --ledger golang-migrate --stage`',
    ],
  ] as const)('of a ledger of %s it is named, unless it may have run', (kind, files, remedy) => {
    const ledger = ledgerOf(kind, { one: ['', ...files], two: ['one', ...files] });
    const at = { ...ledger.at('one'), label: 'HEAD' };
    const compared = ledger.compared('two', { bases: [at], sides: [at], shared: ['1'] });
    const extra = { ...compared.extra, nextNumber: () => '0002' };
    expect(evaluateFiles({ ...compared, extra }).map((finding) => finding.remedy)).toEqual([remedy]);
  });
});

describe('a protected branch that is rewritten', () => {
  const commits: Commits = {
    one: ['', A],
    old: ['one', A, '0002-b.md'],
    off: ['old', A],
    new: ['one', A, '0003-c.md'],
    kept: ['one', A, '0002-b.md'],
  };
  const forgetting = (commit: string, level: 'error' | 'warning' = 'error', more = {}) => {
    const { told, at } = ledgerOf('adr', commits, more);
    const gone = new Set(['old', 'off'].map((name) => at(name).position));
    return told(commit, {
      bases: [at('off')],
      sides: [],
      target: { at: at('off'), level, published: undefined },
      isForgotten: (position) => gone.has(position),
    });
  };
  test('forgets no entry', () => {
    expect(forgetting('one')).toEqual(['error item-dropped 2']);
    expect(forgetting('new')).toEqual(['error item-dropped 2']);
  });
  test('may keep it in another commit, or be anybody’s', () => {
    expect(forgetting('kept')).not.toContain('error item-dropped 2');
    expect(forgetting('one', 'warning')).toEqual([]);
  });
  test('where numbers come back it may forget them', () => {
    expect(forgetting('one', 'error', { reuse: 'off' })).toEqual([]);
  });
  test('without a target there is nothing to forget', () => {
    const { told, at } = ledgerOf('adr', commits);
    expect(told('new', { bases: [at('one')], sides: [], isForgotten: () => true })).toEqual([]);
  });
});
