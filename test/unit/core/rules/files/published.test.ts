import { describe, expect, test } from 'vitest';

import { ledgerOf } from '../../../../support/file-history.ts';
import type { Commits } from '../../../../support/file-history.ts';

const A = '0001-a.md';

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
