import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { printField } from '../../../../../src/formats/backlog/edit/item-text.ts';
import { printPlainly } from '../../../../../src/formats/backlog/edit/print-plainly.ts';

test.each<[string, unknown, string]>([
  ['title', 'Call validate() on the default path', 'title: Call validate() on the default path'],
  ['title', 'Fix: the export #3', "title: 'Fix: the export #3'"],
  ['title', "It's plain", "title: It's plain"],
  ['created', '2026-02-12T16:23:33.5+00:00', 'created: 2026-02-12T16:23:33.5+00:00'],
  ['created', 'Today', 'created: Today'],
  ['requires_human_review', false, 'requires_human_review: false'],
  ['rank', -3, 'rank: -3'],
  ['tags', [], 'tags: []'],
  ['tags', ['one', 'two'], 'tags:\n- one\n- two'],
  ['description', {}, 'description: {}'],
  ['description', { context: 'A: b', problem: 'c' }, "description:\n  context: 'A: b'\n  problem: c"],
])('%s: %j', (key, value, printed) => {
  expect(printPlainly(key, value)).toBe(printed);
  expect(printField(key, value)).toBe(printed);
});

test.each<[string, unknown]>([
  ['Key', 'x'],
  ['on', 'x'],
  ['title', 'yes'],
  ['title', '12'],
  ['title', ''],
  ['title', 'two\nlines'],
  ['title', '2026-02-12T16:23:33.5+00:00'],
  ['title', `It's "quoted": so`],
  ['title', null],
  ['rank', -0],
  ['rank', 0.5],
  ['tags', ['null']],
  ['tags', [['x']]],
  ['description', { context: ['x'] }],
  ['description', { Context: 'x' }],
])('leaves %s: %j to the library', (key, value) => {
  expect(printPlainly(key, value)).toBeUndefined();
});

test('property: what it prints, the library prints', () => {
  const word = fc.constantFrom(
    'a',
    'Ä b',
    'x: y',
    'z #1',
    'true',
    'no',
    "it's",
    'c:',
    'd ',
    '- e',
    '漢',
    '5',
    'f\u00a0',
    'e\u0301',
    'a\u200d',
  );
  const text = fc.oneof(
    word,
    fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const value = fc.oneof(
    text,
    fc.boolean(),
    fc.integer(),
    fc.array(text, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'created', 'y'), text),
  );
  fc.assert(
    fc.property(fc.constantFrom('title', 'created', 'x'), value, (key, some) => {
      const printed = printPlainly(key, some);
      if (printed !== undefined) expect(printed).toBe(printField(key, some));
    }),
    { numRuns: 3000 },
  );
});
