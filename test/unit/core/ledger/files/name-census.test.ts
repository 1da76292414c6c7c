import { describe, expect, test } from 'vitest';

import {
  censusOf,
  highestIn,
  linesOf,
  usualWidth,
} from '../../../../../src/core/ledger/files/name-census.ts';
import type { FileName } from '../../../../../src/core/ledger/files/file-ledger.ts';

/** `0007 slug`, with a prefix in front where there is one: `T-0007 slug`; a dash for what claims nothing, `#` behind what is no counter. */
function read(text: string): { readonly name: FileName | undefined; readonly width: number | undefined } {
  const [, prefix = '', digits, mark, slug = ''] = /^(?:(\w)-)?(\d+)(#?) (.*)$/u.exec(text) ?? [];
  if (digits === undefined) return { name: undefined, width: undefined };
  const number = Number(digits);
  const name: FileName = {
    key: prefix === '' ? String(number) : `${prefix}-${number}`,
    id: { prefix, number },
    written: digits,
    slug,
    isCounted: mark === '',
    isArchived: false,
    isUndoing: false,
  };
  return { name, width: digits.startsWith('0') ? digits.length : undefined };
}

const census = (names: readonly string[], news: readonly string[] = []) =>
  censusOf(names, read, (name) => news.includes(name));

describe('what names say together', () => {
  test('nothing', () => {
    const { size, shared, lines, highest, width } = census(['-']);
    expect([size, shared.size, lines.size, highest, width]).toEqual([0, 0, 0, undefined, 0]);
  });

  test('two files of one name are one entry, others under a number share it', () => {
    const { size, shared, placesOf } = census(['1 a', '1 a', '2 b', '-', '2 c', '2 d', '2 c', '3 e']);
    expect([size, [...shared]]).toEqual([5, ['2']]);
    expect(placesOf(['2', '1', '9'])).toEqual([0, 1, 2, 4, 5, 6]);
    expect(placesOf(['3'])).toEqual([7]);
  });

  test('the highest number of each prefix, and of what is not new', () => {
    const { lines, keptLines, highest } = census(
      ['3 a', 'T-9 b', '4 c', '99# d', 'T-10 e'],
      ['T-10 e', '4 c'],
    );
    expect(Object.fromEntries(lines)).toEqual({ '': 4, T: 10 });
    expect(Object.fromEntries(keptLines)).toEqual({ '': 3, T: 9 });
    expect(highest?.key).toBe('T-10');
    expect(census(['4 a', '4 b']).highest?.slug).toBe('a');
  });

  test('how wide numbers are, where most are filled up', () => {
    expect(census(['001 a', '02 b', '3 c']).width).toBe(2);
    expect(usualWidth(['001 a', '2 b', '-'].map(read))).toBe(0);
  });
});

test('highest numbers of several', () => {
  const names = ['1 a', 'T-5 b', '7# c'].flatMap((text) => read(text).name ?? []);
  expect(Object.fromEntries(linesOf(names))).toEqual({ '': 1, T: 5 });
  expect(Object.fromEntries(highestIn(new Map([['', 3]]), linesOf(names)))).toEqual({ '': 3, T: 5 });
});
