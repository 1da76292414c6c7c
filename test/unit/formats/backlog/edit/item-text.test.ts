import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

import type { BacklogItem } from '../../../../../src/core/numbers/backlog-file.ts';
import { printItem } from '../../../../../src/formats/backlog/edit/item-text.ts';

const created = '2026-02-12T16:23:33.711239234+00:00';
const lines = (item: BacklogItem) =>
  printItem(item)
    .block.map((line) => `${line}\n`)
    .join('');

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
  expect(lines(item)).toBe(`- id: WRK-009
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
  expect(lines({ id: 'WRK-1', title })).toBe(`- id: WRK-1\n  title: ${printed}\n`);
});

test('reads back as what was printed, whatever it is', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const item = fc.record({
    id: fc.constant('WRK-1'),
    title: text,
    description: fc.record({ context: text }),
  });
  fc.assert(
    fc.property(item, (value) => {
      expect(parse(`items:\n${lines(value)}`)).toEqual({ items: [value] });
      expect(parse(`items: [${printItem(value).flow}]`)).toEqual({ items: [value] });
    }),
  );
});
