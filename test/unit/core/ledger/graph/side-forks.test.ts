import { describe, expect, test } from 'vitest';
import { sideForks } from '../../../../../src/core/ledger/graph/side-forks.ts';

/** `'m: a b'`: a commit and its parents, newest first. */
const graphOf = (...lines: readonly string[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    lines.map((line) => {
      const [commit = '', parents = ''] = line.split(': ');
      return [commit, parents.split(' ').filter(Boolean)];
    }),
  );

describe('what a side has in common with the others', () => {
  test.each<[string, readonly string[], string, Record<string, string>]>([
    ['two branches', ['a: r', 'b: r', 'r: '], 'a b', { a: 'r', b: 'r' }],
    [
      'three, two of which parted later',
      ['a: r', 'c: b', 'd: b', 'b: r', 'r: '],
      'a c d',
      { a: 'r', c: 'b', d: 'b' },
    ],
    ['one that is behind another', ['b: a', 'a: r', 'r: '], 'b a', { b: 'a', a: 'a' }],
    ['one that crossed another', ['a: x y', 'b: y x', 'x: r', 'y: r', 'r: '], 'a b', { a: 'x y', b: 'y x' }],
    [
      'two that crossed, long after they parted',
      ['a: x y', 'b: y x', 'x: s', 'y: s', 's: r', 'r: '],
      'a b',
      { a: 'x y', b: 'y x' },
    ],
    ['what is behind another', ['a: x r', 'b: x', 'x: r', 'r: '], 'a b', { a: 'x', b: 'x' }],
    ['two branches, beside others', ['z: r', 'a: r', 'b: r', 'r: '], 'a b', { a: 'r', b: 'r' }],
    ['a stranger', ['a: r', 'b: r', 's: ', 'r: '], 'a b s', { a: 'r', b: 'r', s: '' }],
  ])('%s', (_, lines, sides, forks) => {
    const { forksOf } = sideForks(graphOf(...lines), sides.split(' '));
    const found = sides.split(' ').map((side) => [side, forksOf(side).join(' ')]);
    expect(Object.fromEntries(found)).toEqual(forks);
  });

  test('is anything, or nothing', () => {
    const { isRelated } = sideForks(graphOf('a: r', 'm: s b', 'b: r', 's: t', 't: ', 'r: '), ['a', 'm', 's']);
    expect(['a', 'm', 's'].filter(isRelated)).toEqual(['a', 'm']);
    expect(sideForks(graphOf(), []).isRelated('a')).toBe(false);
  });
});
