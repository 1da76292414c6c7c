import { describe, expect, test } from 'vitest';
import type { ItemClaim } from '../../../../src/core/ids/claim.ts';
import type { EntryIdentity } from '../../../../src/core/ids/subject.ts';
import {
  agreesWithAny,
  claimsAgree,
  drawsAgree,
  drawsOf,
  isProven,
  itemsAgree,
  looksOf,
  saysAnyTheSame,
  sharesWord,
  slugOf,
  slugsAgree,
  subjectsAgree,
} from '../../../../src/core/ids/subject.ts';

test.each([
  ['Retry limits', 'retry-limits'],
  ['  Call validate() on the `default` path!', 'call-validate-on-the-default-path'],
  ['ALL-CAPS_and_9 digits', 'all-caps-and-9-digits'],
  ['Größe prüfen', 'gr-e-pr-fen'],
  ['検索', ''],
  ['', ''],
])('the slug of “%s” is “%s”', (title, slug) => expect(slugOf(title)).toBe(slug));

describe('slugs agree', () => {
  test.each([
    ['retry-limits', 'retry-limits'],
    ['retry', 'retry-limits'],
    ['limits', 'retry-limits'],
    ['limits-retry', 'retry-limits-per-host'],
    ['retry-lim', 'retry-limits'],
    ['per-retry-l', 'retry-limits-per-host'],
  ])('%s, %s', (left, right) => {
    expect([slugsAgree(left, right), slugsAgree(right, left)]).toEqual([true, true]);
  });

  test.each([
    ['retry-limits', 'parser'],
    ['retry-parser', 'retry-limits'],
    ['ret-limits', 'retry-limits-per-host'],
    ['imits', 'retry-limits'],
  ])('but not %s, %s', (left, right) => {
    expect([slugsAgree(left, right), slugsAgree(right, left)]).toEqual([false, false]);
  });
});

describe('subjects without ASCII', () => {
  const title = (text: string) => ({ title: text, slug: slugOf(text) });
  const slug = (text: string) => ({ title: undefined, slug: text });
  test.each([
    ['two equal titles', title('検索'), title('検索'), 'agree'],
    ['two titles that differ by normalization and space', title('ガ'), title(' \u30AB\u3099'), 'agree'],
    ['two other titles', title('検索'), title('解析'), 'disagree'],
    ['a title and a slug', title('検索'), slug('search'), 'unknown'],
    ['a title and no slug', title('検索'), slug(''), 'unknown'],
    ['a title and an ASCII title', title('検索'), title('Search'), 'unknown'],
    ['two directories without slugs', slug(''), slug(''), 'unknown'],
  ] as const)('%s', (_, left, right, expected) => {
    expect([subjectsAgree(left, right), subjectsAgree(right, left)]).toEqual([expected, expected]);
  });
});

describe('two items', () => {
  const [at, then] = ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.6Z'];
  const item = (title: string, created: string | undefined): EntryIdentity => ({ title, created });
  const byHand = ['2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000+00:00'];
  test.each([
    ['with one created and one title', item('A', at), item('A', at), true, true],
    ['with one created and two titles', item('A', at), item('B', at), true, true],
    ['with two created and one title', item('A', at), item('A', then), true, false],
    ['with two created and two titles', item('A', at), item('B', then), false, false],
    ['without created, one title', item('A  b', undefined), item('a B ', undefined), true, true],
    [
      'without created, titles that differ in a symbol',
      item('C++', undefined),
      item('C#', undefined),
      false,
      false,
    ],
    [
      'without created, one title in two normal forms',
      item('Café', undefined),
      item('Cafe\u0301', undefined),
      true,
      true,
    ],
    [
      'of one moment in two spellings',
      item('A', '2026-01-01T10:00:00.50Z'),
      item('B', '2026-01-01T10:00:00.5+00:00'),
      true,
      true,
    ],
    ['without created, two titles', item('A', undefined), item('B', undefined), false, false],
    ['one without created, one title', item('A', undefined), item('A', at), true, true],
    ['one without created, two titles', item('A', at), item('B', undefined), false, false],
    ['with titles of no slug that are equal', item('検索', undefined), item('検索 ', undefined), true, true],
    ['with titles of no slug that differ', item('検索', undefined), item('解析', undefined), false, false],
    ...byHand.flatMap((hand) => [
      [`made by hand at ${hand}, one title`, item('A', hand), item('A', hand), true, true] as const,
      [`made by hand at ${hand}, two titles`, item('A', hand), item('B', hand), false, false] as const,
    ]),
  ] as const)('%s', (_, left, right, alone, acrossSides) => {
    expect([itemsAgree(left, right), drawsAgree(left, right)]).toEqual([alone, acrossSides]);
    expect([itemsAgree(right, left), drawsAgree(right, left)]).toEqual([alone, acrossSides]);
  });
});

test.each([
  [undefined, false],
  ['2026-01-01', false],
  ['2026-01-01T00:00:00Z', false],
  ['2026-01-01T00:00:00.000Z', false],
  ['2026-01-01T00:00:00.000000001Z', true],
])('a created of %s proves who an item is: %s', (created, proves) => {
  expect(isProven({ created, title: 'A' })).toBe(proves);
});

test.each([
  ['Keyboard shortcuts', 'All shortcuts', true],
  ['Shortcut', 'SHORTCUTS', true],
  ['Shortcuts', 'Short', true],
  ['Dark mode', 'Export', false],
  ['ab', 'abc', false],
  ['検索', '検索 2', true],
  ['検索', '解析', false],
  ['!!', 'Export', true],
  ['Export', '', true],
  ['Ｅxport', 'Export', true],
  ['x'.repeat(100), 'x'.repeat(40), false],
  ['x'.repeat(100), 'x'.repeat(39), true],
])('“%s” and “%s” share a word: %s', (one, other, shares) => {
  expect([sharesWord(one, other), sharesWord(other, one)]).toEqual([shares, shares]);
});

test('very long titles take no time by the square', () => {
  const words = (letter: string) => Array.from({ length: 10_000 }, (_, at) => `${letter}${at}x`).join(' ');
  const started = performance.now();
  expect(sharesWord(words('a'), words('b'))).toBe(false);
  expect(sharesWord('a'.repeat(300_000), 'b'.repeat(300_000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(2000);
});

describe('what is looked up says what a comparison says', () => {
  const items: readonly EntryIdentity[] = ['Alpha', 'alpha ', 'Beta'].flatMap((title) =>
    [
      undefined,
      '2026-01-01',
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00.5Z',
      '2026-01-01T00:00:00.50+00:00',
      '2026-01-01T00:00:00.7Z',
      'later.1',
    ].map((created) => ({ title, created })),
  );
  const pairs = items.flatMap((one) => items.map((other) => [one, other] as const));
  const share = (one: readonly string[], other: readonly string[]): boolean =>
    one.some((name) => other.includes(name));

  test('of looks', () => {
    for (const [one, other] of pairs)
      expect([one, other, share(looksOf(one), looksOf(other))]).toEqual([one, other, itemsAgree(one, other)]);
  });

  test('of draws', () => {
    for (const [one, other] of pairs) {
      const undated = [one, other].filter(({ created }) => created === undefined);
      const titles = new Set(undated.map(({ title }) => title.trim().toLowerCase()));
      const agree = share(drawsOf(one, titles), drawsOf(other, titles));
      expect([one, other, agree]).toEqual([one, other, drawsAgree(one, other)]);
    }
  });

  test('of one among several', () => {
    for (const known of [items.slice(0, 1), items.slice(0, 3), items.slice(3, 9), []])
      for (const item of items) {
        expect(agreesWithAny(known, item)).toBe(known.some((one) => itemsAgree(one, item)));
        expect(saysAnyTheSame(known, item)).toBe(known.some((one) => isSaid(one, item)));
      }
  });

  function isSaid(one: EntryIdentity, other: EntryIdentity): boolean {
    const moments = [one, other].map(({ created }) =>
      created?.replace('.50+00:00', '.5Z').replace(/01$/u, '01T00:00:00Z'),
    );
    return one.title === other.title && moments[0] === moments[1];
  }
});

test('two items are one by their moment or their title', () => {
  const itemOf = (title: string): ItemClaim => ({
    kind: 'item',
    id: { prefix: 'WRK', number: 1 },
    key: 'WRK-001',
    written: 'WRK-001',
    title,
    created: undefined,
    place: { path: 'BACKLOG.yaml', line: 1, column: 1 },
    status: undefined,
    titlePlace: undefined,
    createdPlace: undefined,
  });
  expect(claimsAgree(itemOf('One'), itemOf('one'))).toBe('agree');
  expect(claimsAgree(itemOf('One'), itemOf('Two'))).toBe('disagree');
});
