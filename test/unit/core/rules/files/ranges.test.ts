import { describe, expect, test } from 'vitest';

import { evaluateFiles } from '../../../../../src/core/rules/files/evaluate-files.ts';
import type { FileComparison } from '../../../../../src/core/rules/files/file-comparison.ts';
import { ledgerOf } from '../../../../support/file-history.ts';
import type { Commits } from '../../../../support/file-history.ts';

const A = '0001-a.md';
const OTHERS = Array.from({ length: 11 }, (_, at) => `${String(at + 1).padStart(4, '0')}-entry${at}.md`);

describe('a ledger that begins again on the way of a range', () => {
  const commits: Commits = {
    one: ['', ...OTHERS],
    two: ['one', '0001-baseline.md'],
    three: ['two', '0001-baseline.md', '0002-x.md'],
    side: ['one', ...OTHERS, '0012-s.md'],
    merge: ['three side', '0001-baseline.md', '0002-x.md', '0012-s.md'],
  };
  const ledger = () => ledgerOf('adr', commits);

  test('is told once, and older uses do not count', () => {
    const { told, at } = ledger();
    expect(told('three', { bases: [at('one')], sides: [] })).toEqual(['warning ledger-restarted']);
  });

  test('counts only for those that it comes after', () => {
    const { told, at } = ledger();
    expect(told('side', { bases: [at('one')], sides: [] })).toEqual([]);
    expect(told('merge', { bases: [at('two')], sides: [] })).toEqual([]);
  });
});

describe('what a check advises', () => {
  const commits: Commits = {
    one: ['', '0001_a.up.sql', '0001_a.down.sql', '0005_e.sql'],
    two: ['one', '0001_a.up.sql', '0001_a.down.sql', '0005_e.sql', '0003_c.up.sql', '0003_c.down.sql'],
  };
  const remedies = (extra: Partial<FileComparison['extra']>) => {
    const plain = ledgerOf('golang-migrate', commits).compared('two');
    return evaluateFiles({ ...plain, extra: { ...plain.extra, ...extra } }).map(({ remedy }) => remedy);
  };

  test('moves all files of an entry, which git has to know first', () => {
    const moves = 'git mv x/0003_c.up.sql x/999_c.up.sql && git mv x/0003_c.down.sql x/999_c.down.sql';
    expect(remedies({})).toEqual([moves]);
    expect(remedies({ isOnDisk: true })).toEqual([`git add x/0003_c.up.sql x/0003_c.down.sql && ${moves}`]);
  });

  test('names no number where nobody knows the next one', () => {
    expect(remedies({ nextNumber: () => undefined })).toEqual(['give “0003_c.up.sql” a number of its own']);
  });
});

describe('a number that another machine took', () => {
  const commits: Commits = { one: ['', A], two: ['one', A, '0002-b.md'] };
  const toldOf = (title: string) => {
    const plain = ledgerOf('adr', commits).compared('two');
    const othersDraws = new Map([['adr: 2', title]]);
    return evaluateFiles({ ...plain, extra: { ...plain.extra, othersDraws } });
  };

  test('for something else is reported', () => {
    expect(toldOf('Use Redis').map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'drawn-elsewhere: 0002-b.md is new, but another machine took its number for “Use Redis”',
    ]);
  });
});
