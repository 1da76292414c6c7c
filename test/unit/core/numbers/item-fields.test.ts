import { describe, expect, test } from 'vitest';
import type { BacklogItem } from '../../../../src/core/numbers/backlog-file.ts';
import { addItem } from '../../../../src/core/numbers/backlog-operations.ts';
import { fieldsLeftOut } from '../../../../src/core/numbers/item-fields.ts';

const NOW = '2026-03-01T10:00:00.123456789+00:00';

function added(items: readonly BacklogItem[], draft = {}): BacklogItem {
  const backlog = { schema_version: 3, items, next_item_id: 0 };
  return addItem(backlog, { title: 'New', ...draft }, { prefix: 'FE', now: NOW }).item;
}

const first = { id: 'FE-1', title: 'First' };

describe('a new item has', () => {
  test.each<[string, readonly BacklogItem[], object]>([
    [
      'all that the orchestrator writes, where there is nothing yet',
      [],
      { status: 'new', requires_human_review: false, created: NOW, updated: NOW },
    ],
    [
      'the same beside an item of the orchestrator’s',
      [first, { ...first, requires_human_review: true }],
      { status: 'new', requires_human_review: false, created: NOW, updated: NOW },
    ],
    ['else a created alone', [first], { created: NOW }],
    [
      'an updated, where others have one',
      [first, { ...first, updated: 'x' }],
      { created: NOW, updated: NOW },
    ],
    ['the status new, where others had it', [{ ...first, status: 'new' }], { status: 'new', created: NOW }],
    ['no status, where theirs are others', [{ ...first, status: 'todo' }], { created: NOW }],
  ])('%s', (_, items, fields) => {
    const { id: _id, title: _title, ...rest } = added(items);
    expect(rest).toEqual(fields);
  });

  test('what it was given, whatever is usual, but for the moment', () => {
    const draft = { status: 'todo', updated: 'then', created: 'never', owner: 'kim', points: undefined };
    expect(added([], draft)).toEqual({
      id: 'FE-001',
      title: 'New',
      status: 'todo',
      requires_human_review: false,
      created: NOW,
      updated: 'then',
      owner: 'kim',
    });
  });

  test('its fields in the order of the last item, and what that lacks in the usual one', () => {
    const last = { title: 'Last', owner: 'kim', id: 'FE-2', created: 'x', status: 'new' };
    const item = added([first, last], { size: 'small', odd: 1, owner: 'lee', status: 'todo' });
    expect(Object.keys(item)).toEqual(['id', 'title', 'owner', 'created', 'status', 'size', 'odd']);
  });
});

test('what all others have is left out, where nobody could guess it', () => {
  const [kim, lee] = [
    { ...first, owner: 'kim', due: 'x' },
    { ...first, owner: 'lee' },
  ];
  expect(fieldsLeftOut([kim, lee], first)).toEqual(['owner']);
  expect(fieldsLeftOut([kim, lee], kim)).toEqual([]);
  expect(fieldsLeftOut([kim], first)).toEqual(['owner', 'due']);
  expect(fieldsLeftOut([], first)).toEqual([]);
  expect(fieldsLeftOut([{ ...kim, requires_human_review: true }], first)).toEqual([]);
});
