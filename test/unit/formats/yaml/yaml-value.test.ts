import { expect, test } from 'vitest';

import { readBacklogFile } from '../../../../src/formats/backlog/backlog-file.ts';

test.each<[string, unknown]>([
  ['text', 'text'],
  ['null', null],
  ['~', null],
  ['', null],
  ['"null"', 'null'],
  ['true', true],
  ['False', false],
  ['TRUE', true],
  ['tRUE', 'tRUE'],
  ['untrue', 'untrue'],
  ['truest', 'truest'],
  ['"true"', 'true'],
  ['yes', 'yes'],
  ['12', 12],
  ['-12', -12],
  ['+12', 12],
  ['1.', 1],
  ['1.25', 1.25],
  ['.5', 0.5],
  ['.25', 0.25],
  ['1e3', 1000],
  ['1E-3', 0.001],
  ['1.5e+10', 15_000_000_000],
  ['1e', '1e'],
  ['.', '.'],
  ['v1', 'v1'],
  ['1st', '1st'],
  ['0x1F', '0x1F'],
  ["'12'", '12'],
  ['2026-01-01', '2026-01-01'],
  ['[1, a, [b]]', [1, 'a', ['b']]],
  ['{a: 1, 2: b, [c]: d}', { a: 1, 2: 'b', list: 'd' }],
])('own: %s stands for %j', (text, value) => {
  const reading = readBacklogFile(Buffer.from(`items:\n- id: A-1\n  title: x\n  own: ${text}\n`));
  expect('file' in reading && reading.file.items[0]?.['own']).toEqual(value);
});

test('an alias is its target where that is a scalar, else nothing', () => {
  const text = 'a: &a [1]\nb: &b 2\nitems:\n- {id: A-1, title: x, one: *a, two: *b}\n';
  const reading = readBacklogFile(Buffer.from(text));
  expect('file' in reading && reading.file.items[0]).toMatchObject({ one: null, two: 2 });
});

test('a key of that name is a field like any other', () => {
  const reading = readBacklogFile(Buffer.from('items:\n- id: A-1\n  title: x\n  __proto__: y\n'));
  const [item] = 'file' in reading ? reading.file.items : [];
  expect(Object.entries(item ?? {})).toContainEqual(['__proto__', 'y']);
});
