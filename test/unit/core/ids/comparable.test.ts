import assert from 'node:assert/strict';
import { expect, test } from 'vitest';
import type { Claim } from '../../../../src/core/ids/claim.ts';
import { comparable, MANY } from '../../../../src/core/ids/comparable.ts';
import { situation } from '../../../support/situation.ts';

function headings(...titles: readonly string[]): readonly Claim[] {
  return situation({ candidate: { headings: titles.map((title) => `WRK-001 ${title}`) } }).candidate.headings;
}

function titlesOf(claims: readonly Claim[]): readonly string[] {
  return claims.map((claim) => (claim.kind === 'directory' ? claim.slug : claim.title));
}

const many = Array.from({ length: 3 * MANY }, (_, at) => `t${at}`);
const first = many.slice(0, MANY);

function compared(known: readonly string[], title: string): readonly string[] {
  const [claim] = headings(title);
  assert.ok(claim);
  return titlesOf(comparable(headings(...known), claim));
}

test('up to fifty are compared, be they equal', () => {
  const few = [...first.slice(1), 't1'];
  expect(compared(few, 'other')).toEqual(few);
});

test('of more, the first fifty, and the claim’s own subject wherever it is', () => {
  expect(compared(many, 'other')).toEqual(first);
  expect(compared(many, 'T120!')).toEqual(['t120', ...first]);
  expect(compared(many, 't3')).toEqual(['t3', ...first.filter((title) => title !== 't3')]);
});

test('each subject counts once', () => {
  expect(compared([...many.map(() => 'same'), 'else'], 'other')).toEqual(['same', 'else']);
  expect(compared([...many.map((_title, at) => '…'.repeat(at + 1)), 'else'], 'other')).toEqual(['…', 'else']);
  expect(compared([...many.map((_title, at) => '…'.repeat(at + 1)), 'else'], '……')).toEqual([
    '……',
    '…',
    'else',
  ]);
});

test('what tells of a claim is compared by it', () => {
  const [claim] = headings('t120');
  assert.ok(claim);
  const uses = headings(...many).map((one) => ({ claim: one }));
  const told = comparable(uses, claim).map((use) => use.claim);
  expect(titlesOf(told)).toEqual(['t120', ...first]);
});
