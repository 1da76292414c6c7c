import { expect, test } from 'vitest';
import {
  formatTimestamp,
  isNotLater,
  isSameMoment,
  momentWithin,
} from '../../../../src/core/ids/timestamp.ts';

test.each([
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', true],
  ['2026-01-01T00:00:01Z', '2026-01-01T00:00:00Z', false],
  ['2026-01-01T00:00:00.1Z', '2026-01-01T00:00:00.09Z', false],
  ['2026-01-01T00:00:00.100Z', '2026-01-01T00:00:00.1Z', true],
  ['2026-01-01T00:00:00.711239234+00:00', '2026-01-01T00:00:00.711239235+00:00', true],
  ['2026-01-01T02:00:00+02:00', '2026-01-01T00:00:00Z', true],
  ['2026-01-01T00:00:00-01:30', '2026-01-01T01:29:59Z', false],
  ['2026-01-01', '2026-01-01T00:00Z', true],
  ['2026-01-02', '2026-01-01 23:59:59z', false],
  ['2026-01-01', '2026-01-01T00:00:00', true],
  ['2026-01-01T00:00:00+0200', '2025-12-31T22:00:00Z', true],
  ['2026-13-01', '2026-01-01', undefined],
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z', true],
  ['yesterday', '2026-01-01', undefined],
  ['2026-01-01', '', undefined],
  ['on 2026-01-01', '2026-01-02', undefined],
  ['2026-01-01 or so', '2026-01-02', undefined],
])('%s is not later than %s: %s', (left, right, expected) => {
  expect(isNotLater(left, right)).toBe(expected);
});

test('a moment is written as the orchestrator writes it', () => {
  expect(formatTimestamp(1_771_625_179_551_975_316n)).toBe('2026-02-20T22:06:19.551975316+00:00');
});

test('a moment never seems to be written by hand', () => {
  expect(formatTimestamp(1_771_625_179_000_000_000n)).toBe('2026-02-20T22:06:19.000000001+00:00');
});

test.each([
  ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.500+00:00', true],
  ['2026-01-01T02:00:00.5+02:00', '2026-01-01T00:00:00.5Z', true],
  ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.6Z', false],
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', false],
  ['2026-01-01T00:00:00Z', 'yesterday', false],
  ['yesterday', '2026-01-01T00:00:00Z', false],
  ['yesterday', 'yesterday', true],
  ['yesterday', 'today', false],
])('%s and %s are one moment: %s', (one, other, same) => {
  expect(isSameMoment(one, other)).toBe(same);
});

test('a moment within a second is made from a text, the same each time', () => {
  const moment = momentWithin(1_771_625_179.9, 'FE-012 Dark mode');
  expect(moment).toMatch(/^2026-02-20T22:06:19\.(?!0{9})\d{9}\+00:00$/u);
  expect(momentWithin(1_771_625_179, 'FE-012 Dark mode')).toBe(moment);
  expect(momentWithin(1_771_625_179, 'FE-012 Export')).not.toBe(moment);
  expect(momentWithin(1_771_625_179, 'FE-013 Dark mode')).not.toBe(moment);
});

test.each([
  [-5, '1970-01-01T00:00:00'],
  [1e15, '9999-12-31T23:59:59'],
])('whatever a commit says its time was, such as %s, it is a moment', (seconds, start) => {
  expect(momentWithin(seconds, 'x').slice(0, start.length)).toBe(start);
});
