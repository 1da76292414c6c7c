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

  test('also where it comes with a branch, whatever that began from', () => {
    const { told, at, history } = ledgerOf('golang-migrate', {
      one: ['', '0001_a.sql'],
      main: ['one', '0001_a.sql', '0003_c.sql'],
      side: ['one', '0001_a.sql', '0002_b.sql'],
      later: ['one', '0001_a.sql', '0004_d.sql'],
      merge: ['main side', '0001_a.sql', '0002_b.sql', '0003_c.sql'],
      next: ['main later', '0001_a.sql', '0003_c.sql', '0004_d.sql'],
    });
    const mergeInto = (merge: string, branch: string) => {
      const fork = history.positions.get('one');
      const sides = [at('main'), at(branch)].map((one) => ({ ...one, fork }));
      return told(merge, { bases: sides.slice(0, 1), sides });
    };
    expect(mergeInto('merge', 'side')).toEqual(['warning id-below-mark 2']);
    expect(mergeInto('next', 'later')).toEqual([]);
  });

  test.each<[string, Commits, readonly string[]]>([
    [
      'brings one by itself',
      { side: ['one', '0001_a.sql', '0005_e.sql', '0007_g.sql'] },
      ['warning id-below-mark 3'],
    ],
    ['takes it from a side', { side: ['one', '0001_a.sql', '0005_e.sql', '0003_c.sql'] }, []],
  ])('a merge that %s, where another branch has the number', (_name, side, expected) => {
    const more: Commits = {
      one: ['', '0001_a.sql', '0005_e.sql'],
      other: ['one', '0001_a.sql', '0005_e.sql', '0003_x.sql'],
      two: ['one', '0001_a.sql', '0005_e.sql', '0006_f.sql'],
      ...side,
      merge: ['two side', '0001_a.sql', '0005_e.sql', '0006_f.sql', '0003_c.sql'],
    };
    expect(ledgerOf('golang-migrate', more).told('merge')).toEqual(expected);
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

  test('are told neither by a merge that loses one', () => {
    const { told } = ledgerOf('flyway', {
      one: ['', 'V1.sql=a'],
      two: ['one', 'V1.sql=a', 'V2.sql=b'],
      side: ['one', 'V1.sql=a', 'V2.sql=c'],
      four: ['two side', 'V1.sql=a', 'V2.sql=c'],
    });
    expect(told('four')).toEqual([]);
    expect(told('four', { shared: ['2'] })).toEqual([]);
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

  test('so it is where one of three is removed, and where no number comes next', () => {
    const three = [A, '0001-b.md', '0001-c.md'];
    const found = ledgerOf('adr', { one: ['', ...three], two: ['one', ...three.slice(0, 2)] });
    expect(found.told('two', { shared: ['1'] })).toEqual(['inherited duplicate-id 1']);
    const compared = found.compared('two', { shared: ['1'] });
    const extra = { ...compared.extra, nextNumber: () => undefined };
    expect(evaluateFiles({ ...compared, extra }).map(({ remedy }) => remedy)).toEqual([
      'give “0001-b.md” a number of its own',
    ]);
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
