import { describe, expect, test } from 'vitest';
import type { Backlog } from '../../../../src/core/ledger/snapshot.ts';
import { parseBacklog } from '../../../../src/formats/backlog/backlog.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function backlogOf(text: string): Backlog {
  const state = parseBacklog('BACKLOG.yaml', bytesOf(text));
  if (state.state !== 'readable') throw new Error(JSON.stringify(state));
  return state.backlog;
}

function problemOf(bytes: Uint8Array): string {
  const state = parseBacklog('b.yaml', bytes);
  if (state.state !== 'unreadable') return state.state;
  return state.problems
    .map(({ message, place: { path, line, column } }) => `${path}:${line}:${column} ${message}`)
    .join('; ');
}

test('items, mark and pipeline types, each with its place', () => {
  const text = `schema_version: 3
items:
- id: wrk-9
  title: Call validate() — now
  status: blocked
  created: 2026-02-12T16:23:33.711239234+00:00
  pipeline_type: feature
- created: '2026-02-13'
  pipeline_type: feature
  title: ~
  id: WRK-0010
- { id: HAMY-1000, title: "x" , pipeline_type: spike }
next_item_id: 1000
`;
  const path = 'BACKLOG.yaml';
  expect(backlogOf(text)).toStrictEqual({
    path,
    items: [
      {
        kind: 'item',
        id: { prefix: 'WRK', number: 9 },
        key: 'WRK-009',
        written: 'wrk-9',
        title: 'Call validate() — now',
        created: '2026-02-12T16:23:33.711239234+00:00',
        status: 'blocked',
        place: { path, line: 3, column: 7 },
        titlePlace: { path, line: 4, column: 10 },
        createdPlace: { path, line: 6, column: 12 },
      },
      {
        kind: 'item',
        id: { prefix: 'WRK', number: 10 },
        key: 'WRK-010',
        written: 'WRK-0010',
        title: '',
        created: '2026-02-13',
        status: undefined,
        place: { path, line: 11, column: 7 },
        titlePlace: { path, line: 10, column: 10 },
        createdPlace: { path, line: 8, column: 12 },
      },
      {
        kind: 'item',
        id: { prefix: 'HAMY', number: 1000 },
        key: 'HAMY-1000',
        written: undefined,
        title: 'x',
        created: undefined,
        status: undefined,
        place: { path, line: 12, column: 9 },
        titlePlace: { path, line: 12, column: 27 },
        createdPlace: undefined,
      },
    ],
    malformed: [],
    mark: { state: 'valid', value: 1000, place: { path, line: 13, column: 15 } },
    pipelineTypes: ['feature', 'spike'],
  });
});

test.each([
  '0027',
  'WRK-abc',
  'WRK-+5',
  'WRK-4294967296',
  'null',
  '~',
  '',
  '"27"',
  '7-WRK',
  'WRK 7',
  '[wrk]-7'.slice(1),
])('an id that is no PREFIX-NUMBER is kept as it is written: %j', (id) => {
  expect(backlogOf(`items:\n- title: x\n  id: ${id}\n`)).toMatchObject({
    items: [],
    malformed: [{ text: id.replaceAll('"', ''), title: 'x', place: { line: 3 } }],
  });
});

test.each([
  ['items: []\n', { state: 'absent' }],
  [
    'next_item_id: "5"\n',
    { state: 'invalid', text: '"5"', place: { path: 'BACKLOG.yaml', line: 1, column: 15 } },
  ],
  [
    'next_item_id: null\n',
    { state: 'invalid', text: 'null', place: { path: 'BACKLOG.yaml', line: 1, column: 15 } },
  ],
  [
    '\uFEFFnext_item_id: 5\r\n',
    { state: 'valid', value: 5, place: { path: 'BACKLOG.yaml', line: 1, column: 15 } },
  ],
])('the mark of %j', (text, mark) => {
  expect(backlogOf(text).mark).toStrictEqual(mark);
});

describe('unreadable', () => {
  const utf16 = (bytes: number[]) => Uint8Array.from([...bytes, 0x69, 0]);
  test.each([
    ['no bytes', bytesOf(''), 'b.yaml:1:1 the file is empty'],
    [
      'what is no YAML',
      bytesOf('items: [\n'),
      'b.yaml:1:9 a bracket is opened before this place and never closed',
    ],
    ['UTF-16, low byte first', utf16([0xff, 0xfe]), 'b.yaml:1:1 the file is UTF-16 text; it has to be UTF-8'],
    [
      'UTF-16, high byte first',
      utf16([0xfe, 0xff]),
      'b.yaml:1:1 the file is UTF-16 text; it has to be UTF-8',
    ],
    [
      'an invalid byte',
      Uint8Array.from([...bytesOf('a: \uFFFDü\nitems: ü'), 0xfc, 0x0a]),
      'b.yaml:2:9 the file is not UTF-8: this byte belongs to no character',
    ],
    [
      'a character cut off at the end',
      Uint8Array.from([...bytesOf('a: b'), 0xe2, 0x80]),
      'b.yaml:1:5 the file is not UTF-8: this byte belongs to no character',
    ],
    [
      'more than any backlog holds',
      new Uint8Array(256 * 1024 * 1024 + 1),
      'b.yaml:1:1 the file is larger than 256 MiB',
    ],
  ])('%s', (_, bytes, problem) => {
    expect(problemOf(bytes)).toBe(problem);
  });
});

test.each([
  ['items: [\n', undefined],
  ['items:\n<<<<<<< HEAD\n=======\n>>>>>>> side\n', true],
  ['items: []\nnext_item_id: 1\n', undefined],
])('whether a conflict is what cannot be read: %j', (text, conflict) => {
  expect('conflict' in parseBacklog('b.yaml', bytesOf(text)) || undefined).toBe(conflict);
});

test('an item with a key in another case claims nothing', () => {
  const text = 'items:\n- ID: A-1\n  title: one\n- id: A-2\n  title: two\n- id: 12\n  title: three\n';
  const { items, malformed } = backlogOf(text);
  expect(items.map(({ key }) => key)).toEqual(['A-002']);
  expect(malformed.map(({ text: id, title, misspelled }) => [id, title, misspelled])).toEqual([
    ['A-1', 'one', 'ID'],
    ['12', 'three', undefined],
  ]);
});

test('lists beside the items are known by the IDs in them', () => {
  const text = `items:
- id: A-1
  title: one
icebox:
- id: a-2
  title: two
- id: none
- title: without
- text
notes:
- id: none
tags: [a]
? [x]
: [{ id: A-3 }]
`;
  expect(backlogOf(text).otherLists).toEqual([
    {
      name: 'icebox',
      ids: [{ prefix: 'A', number: 2 }],
      place: { path: 'BACKLOG.yaml', line: 4, column: 1 },
    },
  ]);
});
