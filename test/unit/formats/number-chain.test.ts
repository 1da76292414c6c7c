import { describe, expect, test } from 'vitest';

import { formatLink, linkTitle, parseLink } from '../../../src/formats/number-chain.ts';
import type { ChainLink } from '../../../src/formats/number-chain.ts';
import {
  formatOthersDraws,
  formatRanges,
  parseOthersDraws,
  parseRanges,
} from '../../../src/formats/others-draws.ts';

const LINK: ChainLink = {
  chain: 'abcdef0123456789',
  serial: 17,
  nonce: '0123456789abcdef0123456789abcdef',
  draw: { counter: 'backlog', from: [143], to: [162], title: 'Retry: limits' },
  counters: new Map([
    ['backlog', [162]],
    ['flyway:', [6, 1, 0, 5]],
  ]),
};

test('a link says what it gives away, and where every counter is', () => {
  expect(formatLink(LINK)).toBe(`backlog 143-162: Retry: limits

tidemark-numbers 1
chain abcdef0123456789
serial 17
nonce 0123456789abcdef0123456789abcdef
draw backlog 143 162
counter backlog 162
counter flyway: 6.1.0.5
`);
});

test.each<[string, ChainLink]>([
  ['a draw with a title', LINK],
  ['one without', { ...LINK, draw: { counter: 'flyway:', from: [6, 1, 0, 5], to: [6, 1, 0, 5], title: '' } }],
  ['counters that were set', { ...LINK, draw: undefined, serial: 0 }],
  ['no counters at all', { ...LINK, draw: undefined, counters: new Map() }],
])('is read as it was written: %s', (_name, link) => {
  expect(parseLink(formatLink(link))).toEqual(link);
});

const text = formatLink(LINK);

test.each<[string, string]>([
  ['nothing', ''],
  ['the message of another commit', 'Fix the parser\n\nIt was broken.\n'],
  ['no blank line', text.replace('\n\n', '\n')],
  ['another version', text.replace('numbers 1', 'numbers 2')],
  ['no chain', text.replace(/^chain.*\n/mu, '')],
  ['a nonce of other letters', text.replace(/^nonce .*$/mu, 'nonce zz')],
  ['a serial that is none', text.replace('serial 17', 'serial -1')],
  ['no serial', text.replace('serial 17\n', '')],
  ['a counter without a number', text.replace('counter backlog 162', 'counter backlog')],
  ['a counter without a name', text.replace('counter backlog 162', 'counter')],
  ['a counter beyond all numbers', text.replaceAll('162', '4294967296')],
  ['a range that goes backwards', text.replace('143 162', '143 142')],
  ['a range of nothing', text.replace('backlog 143 162', 'backlog')],
  ['a draw above its counter', text.replace('counter backlog 162', 'counter backlog 150')],
  ['a draw of no counter', text.replace('draw backlog', 'draw other')],
  ['a book', text + 'counter x 1\n'.repeat(10_000)],
])('is not one: %s', (_name, message) => expect(parseLink(message)).toBeUndefined());

describe('a title', () => {
  test.each([
    ['  Retry\tlimits\n', 'Retry limits'],
    ['\u001B[31mred\u202E', '[31mred'],
    ['', ''],
    ['x'.repeat(200), 'x'.repeat(100)],
    ['🙂'.repeat(101), '🙂'.repeat(100)],
  ])('%j is one line', (title, line) => expect(linkTitle(title)).toBe(line));
});

test('what others drew is kept by its first number, where there is a title', () => {
  const lines = formatOthersDraws([
    { counter: 'backlog', from: [3], to: [22], title: 'Search by tag' },
    { counter: 'backlog', from: [23], to: [23], title: '' },
    { counter: 'adr:', from: [7], to: [7], title: 'Use Postgres' },
  ]);
  expect(parseOthersDraws(`${lines}torn backlog\n`)).toEqual(
    new Map([
      ['backlog 3', 'Search by tag'],
      ['adr: 7', 'Use Postgres'],
    ]),
  );
  expect(parseOthersDraws('backlog x y z\n')).toEqual(new Map());
});

test('ranges are kept as lines, and other lines say nothing', () => {
  const ranges = [
    { from: [3], to: [22] },
    { from: [6, 1], to: [6, 1] },
  ];
  expect(parseRanges(formatRanges(ranges))).toEqual(ranges);
  expect(parseRanges('\n5\n9 4\nx y\n')).toEqual([]);
});
