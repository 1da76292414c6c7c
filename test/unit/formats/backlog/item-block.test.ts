import { expect, test } from 'vitest';

import { LazyItem } from '../../../../src/formats/backlog/item-block.ts';
import { readPlainly } from '../../../../src/formats/backlog/plain-layout.ts';
import { LazyMap } from '../../../../src/formats/yaml/lazy-map.ts';

const itemsOf = (text: string) => {
  const reading = readPlainly(text);
  return 'items' in reading ? reading.items : [];
};

test('an item whose fields are left for later has those that the library reads', () => {
  const fields =
    'title: One\n  created: 2026\n  status: new\n  origin: WRK-1/x\n  pipeline_type: y\n  dependencies:\n  - A-1\n  - b: c\n';
  const [lazy] = itemsOf(`items:\n- id: WRK-2\n  ${fields}`);
  // What the scan does not understand is read by the library.
  const [whole] = itemsOf(`items:\n- id: WRK-2\n  ${fields}"more": 1\n`.replace('"more"', '  "more"'));
  expect(lazy).toBeInstanceOf(LazyItem);
  expect(whole).not.toBeInstanceOf(LazyItem);
  const texts = (item: typeof lazy) =>
    item && [
      item.id,
      item.title,
      item.created,
      item.status,
      item.origin,
      item.pipelineType,
      item.dependencies,
      item.misspelled,
    ];
  expect(texts(lazy)).toEqual(texts(whole));
  expect(lazy?.id.text).toBe('WRK-2');
});

test.each([
  'ID: WRK-2\n  title: One',
  'id: WRK-2\n  Title: One',
  'id: 2\n  title: One',
  'id: WRK-2\n  title:',
])('an item whose ID or title is no text there is read at once: %j', (fields) => {
  const [item] = itemsOf(`items:\n- ${fields}\n`);
  expect(item).toBeDefined();
  expect(item).not.toBeInstanceOf(LazyItem);
});

test('a mapping without an ID has an empty one', () => {
  const map = new LazyMap('', { start: 3, end: 3, name: undefined }, { pairs: () => [], said: () => ({}) });
  expect(new LazyItem(map, { start: 0, end: 3 }).id).toMatchObject({ start: 3, text: '' });
});
