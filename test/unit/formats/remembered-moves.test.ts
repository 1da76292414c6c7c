import { expect, test } from 'vitest';

import { formatEnded, formatMoves, parseEnded, parseMoves } from '../../../src/formats/remembered-moves.ts';

const MOVES = [
  { from: 'WRK-003', to: 'WRK-008', name: 'WRK-008', title: 'Größe', created: '2026-01-01' },
  { from: 'WRK-004', to: 'WRK-009', name: 'WRK-0009', title: '' },
];
const ENDED = {
  moves: MOVES,
  onto: '1'.repeat(40),
  tip: '2'.repeat(40),
  head: '3'.repeat(64),
  skipped: ['2026-01-01 Größe'],
};
const bytes = (text: string): Uint8Array => Buffer.from(text);

test('what is written is read again', () => {
  expect(parseMoves(bytes(formatMoves(MOVES)))).toEqual(MOVES);
  expect(parseMoves(bytes(formatMoves([])))).toEqual([]);
  expect(parseEnded(bytes(formatEnded(ENDED)))).toEqual({ version: 1, ...ENDED });
});

test.each([
  '',
  '{',
  'null',
  formatMoves(MOVES).slice(0, -4),
  formatMoves(MOVES).replace(':1,', ':2,'),
  formatMoves([{ from: '../x', to: 'WRK-008', name: 'WRK-8', title: '' }]),
  formatMoves([{ from: 'WRK-3', to: 'WRK-008', name: 'WRK-8', title: '' }]),
  formatMoves([{ from: 'WRK-003', to: 'WRK-008', name: 'WRK-9', title: '' }]),
  formatMoves([{ from: 'WRK-003', to: 'WRK-008', name: '../x', title: '' }]),
  formatEnded({ ...ENDED, onto: 'HEAD' }).replace('"moves"', '"others"'),
])('anything else is nothing: %j', (text) => {
  expect(parseMoves(bytes(text))).toEqual([]);
  expect(parseEnded(bytes(text))).toBeUndefined();
});

test.each([
  { ...ENDED, onto: '--all' },
  { ...ENDED, tip: 'main' },
  { ...ENDED, head: '' },
])('commits are whole', (ended) => {
  expect(parseEnded(bytes(formatEnded(ended)))).toBeUndefined();
});
