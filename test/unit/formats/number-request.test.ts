import { describe, expect, test } from 'vitest';

import { formatRequest, linkFor, parseRequest } from '../../../src/formats/number-request.ts';
import type { NumberRequest, PostedRequest } from '../../../src/formats/number-request.ts';
import { formatLink, parseLink } from '../../../src/formats/number-chain.ts';
import type { ChainLink } from '../../../src/formats/number-chain.ts';

const BEFORE: ChainLink = {
  chain: 'abcdef0123456789',
  serial: 17,
  nonce: '0'.repeat(32),
  draw: undefined,
  counters: new Map([
    ['backlog', [142]],
    ['flyway:', [6, 1, 0, 5]],
  ]),
};
const NONCE = 'f'.repeat(32);
const ONE: NumberRequest = { counter: 'backlog', least: [1], count: 1, title: 'Retry' };

describe('the link that gives out what is asked for', () => {
  test.each<[string, Partial<NumberRequest>, string]>([
    ['the next number', {}, '143-143'],
    ['several', { count: 20 }, '143-162'],
    ['none below what is asked for', { least: [200], count: 2 }, '200-201'],
    ['a counter that nobody has drawn from', { counter: 'adr:', least: [12] }, '12-12'],
    ['the last part of a version', { counter: 'flyway:', least: [6, 1, 0, 3] }, '6.1.0.6-6.1.0.6'],
    ['the last number that there is', { least: [4_294_967_295] }, '4294967295-4294967295'],
  ])('%s', (_name, wanted, range) => {
    const request = { ...ONE, ...wanted };
    const link = linkFor(BEFORE, request, NONCE);
    expect(`${link?.draw?.from.join('.')}-${link?.draw?.to.join('.')}`).toBe(range);
    expect(link).toMatchObject({ chain: BEFORE.chain, serial: 18, nonce: NONCE, draw: { title: 'Retry' } });
    expect(link?.counters).toEqual(new Map([...BEFORE.counters, [request.counter, link?.draw?.to]]));
    expect(link && parseLink(formatLink(link))).toEqual(link);
  });

  test.each<[string, Partial<NumberRequest>]>([
    ['the numbers end before', { least: [4_294_967_295], count: 2 }],
    [
      'a part of a number that no number has',
      { counter: 'flyway:', least: [6, 1, 99_999_999_999_999], count: 5 },
    ],
  ])('none: %s', (_name, wanted) => {
    expect(linkFor(BEFORE, { ...ONE, ...wanted }, NONCE)).toBeUndefined();
  });
});

const POSTED: PostedRequest = {
  ...ONE,
  least: [6, 1, 0, 5],
  count: 1000,
  title: 'Retry limits, after  the third',
  mark: '0123456789abcdef01234567',
  way: 'fedcba9876543210',
};
const TEXT = formatRequest(POSTED);

test.each<[string, PostedRequest]>([
  ['with a title', POSTED],
  ['without one', { ...POSTED, title: '' }],
])('a request is read as it was written: %s', (_name, request) => {
  expect(parseRequest(formatRequest(request))).toEqual({
    ...request,
    title: request.title.replace('  ', ' '),
  });
});

test.each<[string, string]>([
  ['nothing', ''],
  ['what is cut off', TEXT.slice(0, -1)],
  ['another version', TEXT.replace('request-1', 'request-2')],
  ['a mark of other letters', TEXT.replace('0123456789abcdef', 'zzzzzzzzzzzzzzzz')],
  ['no counter', TEXT.replace(' backlog ', '  ')],
  ['a number that is none', TEXT.replace('6.1.0.5', '6..5')],
  ['no numbers at all', TEXT.replace(' 1000 ', ' 0 ')],
  ['more than others push along', TEXT.replace(' 1000 ', ' 1001 ')],
  ['two lines', TEXT.replace('Retry', '\nRetry')],
  ['a very long text', TEXT.replace('Retry', 'x'.repeat(2000))],
])('is no request: %s', (_name, text) => {
  expect(parseRequest(text)).toBeUndefined();
});

test('a title is one line of at most a hundred characters, whatever is written there', () => {
  const spoiled = TEXT.replace('Retry', `\u001B[31m${'x'.repeat(500)}`);
  expect(parseRequest(spoiled)?.title).toMatch(/^ ?\[31mx{90,}$/u);
});
