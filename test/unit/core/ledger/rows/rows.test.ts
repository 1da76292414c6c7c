import { expect, test } from 'vitest';
import { rowOf } from '../../../../../src/core/ids/claim-groups.ts';
import { itemsByKey, rowsOf, withRows } from '../../../../../src/core/ledger/rows/item-rows.ts';
import {
  directoriesByKey,
  headingsByKey,
  traceRowsOf,
  withFields,
  withTraceRows,
} from '../../../../../src/core/ledger/rows/trace-rows.ts';
import { viewOf } from '../../../../../src/core/ledger/view.ts';
import { stateOf } from '../../../../../src/core/ledger/ledger-state.ts';
import { ItemPool } from '../../../../../src/core/ledger/item-pool.ts';
import { parseBacklogYaml } from '../../../../../src/formats/backlog/backlog.ts';
import { snapshotOf } from '../../../../../src/library/texts.ts';

const TEXT = 'items:\n- id: A-1\n  title: x\n- id: A-2\n  title: y\nnext_item_id: 2\n';
const WORKLOG = '## 2026-01-01 — A-1 (x)\n\n## 2026-01-02 — A-2 (y)\n';

function backlog() {
  const state = parseBacklogYaml('B.yaml', Buffer.from(TEXT));
  if (state.state !== 'readable') throw new Error(TEXT);
  return state.backlog;
}

test('items are made of rows when somebody asks for them, and once', () => {
  const made = backlog();
  let count = 0;
  const rows = made.items.map((item) => ({
    ...rowOf(item),
    get claim() {
      count += 1;
      return item;
    },
  }));
  const lazy = withRows(made, rows);
  expect([rowsOf(lazy), stateOf(lazy).line, stateOf(lazy).mark]).toEqual([rows, 2, 2]);
  expect(itemsByKey(lazy).rows).toBe(rows);
  expect(count).toBe(0);
  expect(lazy).toEqual(made);
  expect(lazy.items).toBe(lazy.items);
  expect(stateOf(lazy).entries).toBe(lazy.items);
  expect(count).toBe(2);
});

test('what is made already has rows, too', () => {
  const made = backlog();
  expect(rowsOf(made)).toBe(rowsOf(made));
  expect(rowsOf(made).map(({ claim }) => claim)).toEqual(made.items);
  expect(itemsByKey(made).rows).toBeUndefined();
});

test('the entries of a version are shared when somebody asks for them', () => {
  const [made, pool] = [backlog(), new ItemPool()];
  const [first, second] = [pool.later(made), pool.later(made)];
  expect([first.path, first.mark, first.line]).toEqual(['B.yaml', 2, 2]);
  expect(second.entries).toBe(first.entries);
  expect([first.drift, pool.later(made).drift]).toEqual([undefined, undefined]);
});

test('headings and directories likewise', () => {
  const plain = snapshotOf({ 'BACKLOG.yaml': TEXT, '_worklog/1.md': WORKLOG, 'changes/A-1_x/a.md': '' });
  const { headings, directories, ...rest } = plain;
  expect(traceRowsOf(plain)).toBe(traceRowsOf(plain));
  const lazy = withTraceRows(rest, traceRowsOf(plain));
  expect(lazy).toEqual(plain);
  expect([lazy.headings, lazy.directories]).toEqual([headings, directories]);
  expect(lazy.headings).toBe(lazy.headings);
  expect(traceRowsOf(lazy)).toBe(traceRowsOf(plain));
  expect([headingsByKey(lazy).rows?.length, directoriesByKey(lazy).rows?.length]).toEqual([2, 1]);
  expect([headingsByKey(plain).rows, directoriesByKey(plain).rows]).toEqual([undefined, undefined]);
  for (const one of [plain, lazy]) {
    const other = withFields(one, { label: 'other' });
    expect(other).toEqual({ ...plain, label: 'other' });
    expect(traceRowsOf(other) === traceRowsOf(one)).toBe(one === lazy);
  }
});

test('directories of unknown prefixes claim nothing', () => {
  const plain = snapshotOf({ 'changes/A-1_x/a.md': '', 'changes/B-1_x/a.md': '' });
  for (const snapshot of [plain, withTraceRows(plain, traceRowsOf(plain))]) {
    const keysOf = (prefixes: readonly string[]) => [
      ...viewOf({ snapshot, lent: undefined }, new Set(prefixes)).directories.keys(),
    ];
    expect([keysOf(['A']), keysOf([]), keysOf(['A', 'B'])]).toEqual([
      ['A-001'],
      ['A-001', 'B-001'],
      ['A-001', 'B-001'],
    ]);
  }
});
