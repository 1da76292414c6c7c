import { expect, test } from 'vitest';

import { boilerplateOf, similarity, sketchOf } from '../../../../../src/core/identity/files/similarity.ts';

const sketch = (text: string) => sketchOf(Buffer.from(text));
const score = (one: string, other: string): number => similarity(sketch(one), sketch(other), new Set());

test.each<[string, string, number]>([
  ['a\nb\n', 'a\nb\n', 1],
  ['a\nb\n', 'b\na\n', 1],
  ['a\r\nb\r\n', 'a\nb\n', 1],
  ['a\nb\n', 'a\nc\n', 0.5],
  ['a\n', 'a\nb\nc\nd\n', 0.25],
  ['a\nb\nc\nd\n', 'a\n', 0.25],
  ['a\na\n', 'a\n', 0.5],
  ['', '', 0],
  ['a', 'b', 0],
  [`${'x'.repeat(64)}${'y'.repeat(64)}`, `${'x'.repeat(64)}${'z'.repeat(64)}`, 0.5],
])('%j and %j', (one, other, expected) => expect(score(one, other)).toBe(expected));

test('what most texts share does not count, and what a few share does', () => {
  const texts = Array.from({ length: 6 }, (_, at) => sketch(`# Status\naccepted\n# Context\n${at}\n`));
  const [one = sketch(''), other = sketch('')] = texts;
  expect(similarity(one, other, new Set())).toBeGreaterThan(0.5);
  expect(similarity(one, other, boilerplateOf(texts))).toBe(0);
  expect(boilerplateOf(texts.slice(0, 4)).size).toBe(0);
});

test.each([
  ['---\nid: 7\ncreated_date: 2026-01-02 10:11\n---\n', '2026-01-02 10:11'],
  ["---\r\ncreated: '2026-01-02T10:11:12Z'\r\n---\r\nx\r\n", '2026-01-02T10:11:12Z'],
  ['---\ncreated: 2026-01-02\n---\n', undefined],
  ['---\ntitle: x\n', undefined],
  ['- created: 2026-01-02 10:11\n', undefined],
  ['', undefined],
])('%j was made at %s', (text, stamp) => expect(sketch(text).stamp).toBe(stamp));
