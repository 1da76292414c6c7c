import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { printFlowItem, printItem } from '../../../src/formats/item-text.ts';

const created = '2026-02-12T16:23:33.711239234+00:00';
const style = { dash: 0, keys: 2, eol: '\n' } as const;

test('prints an item as the orchestrator does', () => {
  const item = {
    id: 'WRK-009',
    title: 'Call validate() on the default path',
    status: 'new',
    requires_human_review: false,
    dependencies: ['WRK-001', 'WRK-002'],
    created,
    updated: created,
    description: { context: 'free text: with a colon', problem: 'two\n\nlines' },
  };
  expect(printItem(item, style)).toBe(`- id: WRK-009
  title: Call validate() on the default path
  status: new
  requires_human_review: false
  dependencies:
  - WRK-001
  - WRK-002
  created: ${created}
  updated: ${created}
  description:
    context: 'free text: with a colon'
    problem: |-
      two

      lines
`);
});

test('follows the columns and the line ending of the file', () => {
  const item = { id: 'WRK-1', title: 'x', tags: ['a'] };
  expect(printItem(item, { dash: 2, keys: 6, eol: '\r\n' })).toBe(
    '  -   id: WRK-1\r\n      title: x\r\n      tags:\r\n      - a\r\n',
  );
});

test.each([
  ['colon: space', "'colon: space'"],
  ['a # comment', "'a # comment'"],
  ['# comment', "'# comment'"],
  ['yes', "'yes'"],
  ['null', "'null'"],
  ['0x1F', "'0x1F'"],
  ['12:30', "'12:30'"],
  ['2026-01-01', "'2026-01-01'"],
  ['- dash', "'- dash'"],
  ['"quoted"', `'"quoted"'`],
  ["it's", "it's"],
  [`'it' #1: "x"`, `'''it'' #1: "x"'`],
  ['*alias', "'*alias'"],
  ['wave 🌊', 'wave 🌊'],
  ['bell \u0007', '"bell \\a"'],
  ['x'.repeat(10_000), 'x'.repeat(10_000)],
  ['word '.repeat(2000).trim(), 'word '.repeat(2000).trim()],
])('quotes only where it must: %#', (title, printed) => {
  expect(printItem({ id: 'WRK-1', title }, style)).toBe(`- id: WRK-1\n  title: ${printed}\n`);
});

test('reads back as what was printed, whatever it is', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const item = fc.record({
    id: fc.constant('WRK-1'),
    title: text,
    description: fc.record({ context: text }),
  });
  const columns = fc.constantFrom(style, { dash: 2, keys: 4, eol: '\n' } as const);
  fc.assert(
    fc.property(item, columns, (value, style) => {
      expect(parse(`items:\n${printItem(value, style)}`)).toEqual({ items: [value] });
      expect(parse(`items: [${printFlowItem(value)}]`)).toEqual({ items: [value] });
    }),
  );
});
