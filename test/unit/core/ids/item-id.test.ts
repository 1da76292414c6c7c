import { expect, test } from 'vitest';
import { formatItemId, parseItemId, splitLeadingId } from '../../../../src/core/ids/item-id.ts';

test.each([
  ['WRK-027', 'WRK-027'],
  ['WRK-7', 'WRK-007'],
  ['wrk-0007', 'WRK-007'],
  ['WRK-1000', 'WRK-1000'],
  ['WRK-0', 'WRK-000'],
  ['WRK-4294967295', 'WRK-4294967295'],
  ['A1-2', 'A1-002'],
  ['my_tool-3', 'MY_TOOL-003'],
  ['my-tool-3', 'MY-TOOL-003'],
  ['WRK-4294967296', undefined],
  ['WRK-+5', undefined],
  ['WRK--5', undefined],
  ['WRK-5.0', undefined],
  ['WRK-abc', undefined],
  ['WRK-5a', undefined],
  ['WRK-5 ', undefined],
  ['0027', undefined],
  ['8a-27', undefined],
  ['-27', undefined],
  ['', undefined],
])('%s is %s', (text, expected) => {
  const id = parseItemId(text);
  expect(id && formatItemId(id)).toBe(expected);
});

test.each([
  ['WRK-027_retry-limits', 'WRK-027', 'retry-limits'],
  ['wrk-27_Retry_limits', 'WRK-027', 'Retry_limits'],
  ['my_tool-3_x', 'MY_TOOL-003', 'x'],
  ['WRK-027_', 'WRK-027', ''],
  ['WRK-027', 'WRK-027', ''],
])('%s begins with %s', (name, id, rest) => {
  const split = splitLeadingId(name);
  expect(split && [formatItemId(split.id), split.rest]).toEqual([id, rest]);
});

test.each(['002_overhaul', 'tg-8a8f7_docs', 'WRK-27-retry', 'WRK-4294967296_x', 'README', 'WRK'])(
  '%s begins with no ID',
  (name) => expect(splitLeadingId(name)).toBeUndefined(),
);
