import { describe, expect, test } from 'vitest';

import type { BacklogFile } from '../../../../src/core/numbers/backlog-file.ts';
import {
  addItem,
  archiveItem,
  findItems,
  ingestFollowUps,
  titleProblem,
  updateItem,
} from '../../../../src/core/numbers/backlog-operations.ts';

const NOW = '2026-03-01T10:00:00.123456789+00:00';
const birth = { prefix: 'WRK', now: NOW };
const empty: BacklogFile = { schema_version: 3, items: [], next_item_id: 0 };
const of = (...items: BacklogFile['items']): BacklogFile => ({ ...empty, items });

describe('addItem', () => {
  test('writes the fields in the order of the file, and leaves the given backlog alone', () => {
    const draft = {
      title: ' Retry limits ',
      pipeline_type: 'feature',
      size: 'small',
      odd: 1,
      origin: undefined,
    };
    const { item, backlog } = addItem(empty, draft, birth);
    expect(JSON.stringify(item)).toBe(
      JSON.stringify({
        id: 'WRK-001',
        title: 'Retry limits',
        status: 'new',
        size: 'small',
        requires_human_review: false,
        created: NOW,
        updated: NOW,
        pipeline_type: 'feature',
        odd: 1,
      }),
    );
    expect(backlog).toEqual({ ...empty, items: [item], next_item_id: 1 });
    expect(empty.items).toEqual([]);
  });

  test('keeps that order whatever the order of what is given', () => {
    const draft = {
      odd: 1,
      description: 'd',
      pipeline_type: 'feature',
      dependencies: ['WRK-001'],
      tags: ['a'],
      origin: 'inbox',
      impact: 'low',
      risk: 'low',
      complexity: 'low',
      size: 'small',
      phase: 'spec',
      title: 'a',
    };
    expect(Object.keys(addItem(empty, draft, birth).item)).toEqual([
      'id',
      'title',
      'status',
      'phase',
      'size',
      'complexity',
      'risk',
      'impact',
      'requires_human_review',
      'origin',
      'tags',
      'dependencies',
      'created',
      'updated',
      'pipeline_type',
      'description',
      'odd',
    ]);
  });

  test('leaves out what is not given', () => {
    expect(addItem(empty, { title: 'a', origin: undefined }, birth).item).not.toHaveProperty('origin');
  });

  test('several in a row go up by one', () => {
    let backlog = empty;
    const ids = ['a', 'b', 'c'].map((title) => {
      const added = addItem(backlog, { title }, birth);
      backlog = added.backlog;
      return added.item.id;
    });
    expect(ids).toEqual(['WRK-001', 'WRK-002', 'WRK-003']);
  });

  test('after everything was archived nothing comes back', () => {
    const added = addItem(empty, { title: 'a' }, birth);
    const archived = archiveItem(added.backlog, added.item.id);
    expect(archived?.backlog).toEqual({ ...empty, next_item_id: 1 });
    expect(addItem(archived?.backlog ?? empty, { title: 'b' }, birth).item.id).toBe('WRK-002');
  });

  test('a draft cannot choose its ID or its time', () => {
    const { item } = addItem(empty, { title: 'a', id: 'WRK-500', created: 'then' }, birth);
    expect(item).toMatchObject({ id: 'WRK-001', created: NOW });
  });

  test('refuses what is no title', () => {
    expect(() => addItem(empty, { title: ' \t' }, birth)).toThrow(RangeError);
  });
});

describe('ingestFollowUps', () => {
  test('takes titles and objects, each seeing the mark of the last', () => {
    const { backlog, items } = ingestFollowUps(
      { ...empty, next_item_id: 7 },
      ['First', { title: 'Second', risk: 'low', origin: 'inbox' }],
      { ...birth, origin: 'WRK-003/build' },
    );
    expect(items).toMatchObject([
      { id: 'WRK-008', title: 'First', origin: 'WRK-003/build' },
      { id: 'WRK-009', title: 'Second', origin: 'inbox', risk: 'low' },
    ]);
    expect(backlog.items).toEqual(items);
    expect(backlog.next_item_id).toBe(9);
  });

  test('nothing to ingest changes nothing', () => {
    expect(ingestFollowUps(empty, [], birth)).toEqual({ backlog: empty, items: [] });
  });
});

describe('archiveItem', () => {
  const first = { id: 'WRK-001', title: 'First' };
  const second = { id: 'WRK-002', title: 'Second', dependencies: ['wrk-1', 'WRK-003'] };
  const third = { id: 'odd id', title: 'Third', dependencies: ['WRK-003'] };

  test('takes the item out, and out of what others depend on', () => {
    const archived = archiveItem(of(first, second, third), 'WRK-1');
    expect(archived?.item).toBe(first);
    expect(archived?.backlog.items).toEqual([{ ...second, dependencies: ['WRK-003'] }, third]);
    expect(archived?.backlog.items[1]).toBe(third);
  });

  test('the last dependency goes with its field', () => {
    const archived = archiveItem(of(first, { ...second, dependencies: ['WRK-001'] }), 'WRK-001');
    expect(archived?.backlog.items).toStrictEqual([{ id: 'WRK-002', title: 'Second' }]);
  });

  test('finds an ID that is malformed by its text', () => {
    expect(archiveItem(of(first, third), 'odd id')?.backlog.items).toEqual([first]);
  });

  test('an ID that is unknown, or that two items have, is none', () => {
    expect(archiveItem(of(first), 'WRK-002')).toBeUndefined();
    expect(archiveItem(of(first, { ...second, id: 'WRK-01' }), 'WRK-001')).toBeUndefined();
  });

  test('items are found whatever the spelling', () => {
    expect(findItems(of(first, second), 'wrk-0002')).toEqual([second]);
  });
});

test.each<[string, RegExp | undefined]>([
  ['', /empty/u],
  [' \u{a0}\t', /empty/u],
  ['a\nb', /fit on one line/u],
  ['a\u{2028}b', /fit on one line/u],
  ['a\u{1b}[31mb', /control/u],
  ['a\tb', /control/u],
  ['a\u{7f}', /control/u],
  ['trailing line break\n', undefined],
  ['quotes "x" \'y\', colon: # hash, – emoji 🌊', undefined],
  ['x'.repeat(10_000), undefined],
])('the title %j', (title, problem) => {
  if (problem) expect(titleProblem(title)).toMatch(problem);
  else expect(titleProblem(title)).toBeUndefined();
});

test('an update leaves other items as they are', () => {
  const [one, two] = [
    { id: 'WRK-001', title: 'One' },
    { id: 'WRK-002', title: 'Two' },
  ];
  const updated = updateItem(of(one, two), 'WRK-002', { title: 'Second' });
  expect(updated?.backlog.items).toEqual([one, { id: 'WRK-002', title: 'Second' }]);
});
