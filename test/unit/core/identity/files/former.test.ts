import { describe, expect, test } from 'vitest';

import { rootOf } from '../../../../../src/core/identity/files/things.ts';
import { ledgerOf, type Commits } from '../../../../support/file-history.ts';

/** How many things ever stood under a number. */
function thingsAt({ history }: ReturnType<typeof ledgerOf>, key: string): number {
  return new Set([...(history.holders.get(key)?.keys() ?? [])].map((thing) => rootOf(thing).id)).size;
}

const lines = (...words: readonly string[]): string => words.map((word) => `${word.repeat(9)}\n`).join('');

describe('what had a number before', () => {
  test.each<[string, string, number]>([
    ['half of its lines', lines('a', 'b', 'x', 'y'), 1],
    ['less than half of them', lines('a', 'x', 'y', 'z'), 2],
    ['half of another text, which was in it', lines('a', 'x'), 2],
    ['no line of it', lines('v', 'x', 'y', 'z'), 2],
  ])('comes back with %s', (_, text, things) => {
    const found = ledgerOf('adr', {
      one: ['', `0007-old.md=${lines('a', 'b', 'c', 'd')}`],
      two: ['one'],
      three: ['two', `0007-new.md=${text}`],
    });
    expect(thingsAt(found, '7')).toBe(things);
  });

  test('is compared as it was last', () => {
    const commits = (last: string): Commits => ({
      one: ['', `0007-old.md=${lines('a', 'b', 'c', 'd')}`],
      two: ['one', `0007-old.md=${last}`],
      three: ['two'],
      four: ['three', `0007-new.md=${lines('a', 'b', 'c', 'e')}`],
    });
    expect(thingsAt(ledgerOf('adr', commits(lines('a', 'b', 'c', 'e'))), '7')).toBe(1);
    expect(thingsAt(ledgerOf('adr', commits(lines('v', 'w', 'x', 'y'))), '7')).toBe(2);
  });

  test('counts once it is gone, not while it is beside what came', () => {
    const own = lines('a', 'b', 'c', 'd');
    const found = ledgerOf('adr', {
      one: ['', `0007-old.md=${own}`],
      two: ['one', `0007-old.md=${own}`, `0007-new.md=${own}`],
      three: ['two', `0007-old.md=${own}`],
      four: ['three', `0007-third.md=${own}`],
    });
    expect(thingsAt(found, '7')).toBe(1);
    expect(found.told('two')).toEqual(['error duplicate-id 7']);
  });

  test('is looked at again when it went after another one came', () => {
    const found = ledgerOf('adr', {
      one: ['', `0007-old.md=${lines('a', 'b')}`, `0008-other.md=${lines('q', 'r')}`],
      two: ['one', `0007-old.md=${lines('a', 'b')}`, `0007-more.md=${lines('m', 'n')}`],
      three: ['two', `0008-other.md=${lines('q', 'r')}`],
      four: ['three', `0007-again.md=${lines('a', 'b')}`, `0008-other.md=${lines('q', 'r')}`],
    });
    expect(thingsAt(found, '7')).toBe(2);
  });
});

test('thousands of branches with one number are not compared pair by pair', () => {
  const branches = Array.from({ length: 3_000 }, (_, at): [string, Commits[string]] => [
    `b${at}`,
    ['main', `0001-start.md=a`, `0002-of-branch-${at}.md=${lines(`x${at}`, `y${at}`, 'shared')}`],
  ]);
  const found = ledgerOf('adr', { main: ['', '0001-start.md=a'], ...Object.fromEntries(branches) });
  expect(thingsAt(found, '2')).toBe(3_000);
});
