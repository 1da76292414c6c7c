import { expect, test } from 'vitest';
import { dateItems } from '../../../../../src/formats/backlog/edit/date-items.ts';
import { parseBacklogYaml } from '../../../../../src/formats/backlog/backlog.ts';

const NOW = '2026-03-02T10:00:00.000000007+00:00';
const dated = (text: string) => dateItems(text, () => NOW);

test.each<[string, string]>([
  [
    'behind the last field',
    'items:\n- id: FE-1\n  title: A\n@created: NOW\n- id: FE-2\n  title: B\n  owner: x # me\n@created: NOW\nnext_item_id: 2\n',
  ],
  ['before updated', 'items:\n- id: FE-1\n  title: A\n@created: NOW\n  updated: 2026-01-01\n  owner: me\n'],
  ['where updated comes first', 'items:\n- updated: 2026-01-01\n  id: FE-1\n  title: A\n@created: NOW\n'],
  [
    'with CRLF, and indented',
    'items:\r\n    - id: FE-1\r\n      title: A\r\n    @created: NOW\r\n\r\n# end\r\n',
  ],
  ['at the end of an open file', 'items:\n- id: FE-1\n  title: A\n@created: NOW'],
  [
    'behind a list',
    'items:\n- id: FE-1\n  title: A\n  tags:\n  - a\n  - b\n@created: NOW\n\n# next\n- id: FE-2\n  title: B\n@created: NOW\n',
  ],
  [
    'behind nested texts',
    'items:\n- id: FE-1\n  title: >-\n    A\n    B\n  why:\n    context: |\n      x\n\n      y\n@created: NOW\n\n- id: FE-2\n  title: B\n@created: NOW\n',
  ],
  [
    'behind a text that keeps its blank lines',
    'items:\n- id: FE-1\n  title: |+\n    A\n\n\n@created: NOW\n- id: FE-2\n  title: B\n@created: NOW\n',
  ],
  ['behind a title of several lines', 'items:\n- id: FE-1\n  title: A\n    and B\n@created: NOW\n'],
  ['with a wide dash', 'items:\n-   id: FE-1\n    title: A\n  @created: NOW\n'],
  ['with an anchor', 'items:\n- &one\n  id: FE-1\n  title: A\n@created: NOW\n'],
  [
    'before a comment that goes with the next item',
    'items:\n- id: FE-1\n  title: A\n@created: NOW\n# two\n- id: FE-2\n  title: B\n@created: NOW\n',
  ],
])('%s', (_, pattern) => {
  const before = pattern.replaceAll(/(?:\r?\n)? *@created: NOW/gu, '');
  const { text, dated: items } = dated(before);
  expect(text).toBe(pattern.replaceAll('@', '  ').replaceAll('NOW', NOW));
  const reading = parseBacklogYaml('B', Buffer.from(text));
  expect(reading).toMatchObject({ state: 'readable' });
  const created = reading.state === 'readable' ? reading.backlog.items.map((item) => item.created) : [];
  expect(created).toEqual(items.map(() => NOW));
  expect(dated(text)).toEqual({ text, dated: [] });
});

test.each<[string, string, string]>([
  [
    'flow style',
    '{items: [{id: FE-1, title: A}, {title: B, id: FE-2 }]}\n',
    `{items: [{id: FE-1, title: A, created: ${NOW}}, {title: B, id: FE-2, created: ${NOW} }]}\n`,
  ],
  [
    'JSON',
    '{"items": [{"id": "FE-1", "title": "A"}]}\n',
    `{"items": [{"id": "FE-1", "title": "A", "created": "${NOW}"}]}\n`,
  ],
  [
    'flow in a block',
    'items:\n- {id: FE-1, title: A} # x\n',
    `items:\n- {id: FE-1, title: A, created: ${NOW}} # x\n`,
  ],
  [
    'null',
    'items:\n- id: FE-1\n  created: null # when?\n  title: A\n',
    `items:\n- id: FE-1\n  created: ${NOW} # when?\n  title: A\n`,
  ],
  [
    'nothing',
    'items:\n- id: FE-1\n  created:\n  title: A\n',
    `items:\n- id: FE-1\n  created: ${NOW}\n  title: A\n`,
  ],
  [
    'an empty text',
    "items:\n- id: FE-1\n  created: ''\n  title: A\n",
    `items:\n- id: FE-1\n  created: '${NOW}'\n  title: A\n`,
  ],
])('%s', (_, before, after) => {
  expect(dated(before).text).toBe(after);
});

test.each([
  ['a day that a person wrote', 'items:\n- id: FE-1\n  title: A\n  created: 2026-01-01\n'],
  ['something else', 'items:\n- id: FE-1\n  title: A\n  created: {by: me}\n'],
  ['a key alone', 'items:\n- {id: FE-1, title: A, created}\n'],
  ['an ID that is none', 'items:\n- id: x\n  title: A\n'],
  ['no backlog', 'items: 1\n'],
])('left alone: %s', (_, text) => {
  expect(dated(text)).toEqual({ text, dated: [] });
});

test('it tells of each item by ID and title, and says what it gave', () => {
  const text =
    'items:\n- id: fe-7\n  title: A\n- id: FE-12\n  title: B\n  created: x\n- id: FE-13\n  title:\n';
  const seen: unknown[] = [];
  const { dated: items } = dateItems(text, (item) => {
    seen.push(item);
    return NOW;
  });
  expect(seen).toEqual([
    { key: 'FE-007', title: 'A' },
    { key: 'FE-013', title: '' },
  ]);
  expect(items).toEqual([
    { id: 'fe-7', title: 'A', created: NOW },
    { id: 'FE-13', title: '', created: NOW },
  ]);
});
