import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanBacklog } from '../../../../../src/formats/backlog/scan/scan-backlog.ts';
import { parseBacklog } from '../../../../../src/formats/backlog/backlog.ts';
import { rewriteMark } from '../../../../../src/formats/backlog/edit/rewrite-mark.ts';
import { bytesOf, MACHINE } from '../../../../support/scanned-backlog.ts';

const rewritten = (text: string) => rewriteMark(bytesOf(text), 143)?.after;
const item = '- id: A-1\n  title: x\n';

test.each([
  [`items:\n${item}next_item_id: 7\n`, `items:\n${item}next_item_id: 143\n`],
  [`\uFEFFnext_item_id: "7"\r\nitems: []`, `\uFEFFnext_item_id: 143\r\nitems: []`],
  [
    `items:\n${item}  note: |\n    next_item_id: 5\nnext_item_id: 7`,
    `items:\n${item}  note: |\n    next_item_id: 5\nnext_item_id: 143`,
  ],
  [`items:\n${item}`, `items:\n${item}next_item_id: 143\n`],
  [`items:\n${item}`.trimEnd(), `items:\n${item}next_item_id: 143`],
  [
    `items:\r\n- id: A-1\r\n  title: x\r\nother: 1\r\n`,
    `items:\r\n- id: A-1\r\n  title: x\r\nnext_item_id: 143\r\nother: 1\r\n`,
  ],
  [
    `items:\n${item}# two\n${item}# end\nother: 1\n`.replace('# two\n- id: A-1', '# two\n- id: A-2'),
    `items:\n${item}# two\n${item.replace('1', '2')}next_item_id: 143\n# end\nother: 1\n`,
  ],
  [`# all items: below\nitems:\n${item}`, `# all items: below\nitems:\n${item}next_item_id: 143\n`],
  ['\uFEFFitems: []\nother: 1\n', '\uFEFFitems: []\nnext_item_id: 143\nother: 1\n'],
  ['schema_version: 3\n', 'schema_version: 3\nnext_item_id: 143\n'],
  ['a: 1\nb: 2\r\n', 'a: 1\nb: 2\r\nnext_item_id: 143\n'],
])('quickly: %j', (before, after) => {
  expect(scanBacklog('', bytesOf(before))).toBeDefined();
  expect(rewritten(before)).toBe(after);
});

test.each([
  ['{items: []}\n', '{items: [], next_item_id: 143}\n'],
  ['items: [] # none\n', 'items: [] # none\nnext_item_id: 143\n'],
  ['next_item_id:\n', 'next_item_id: 143\n'],
])('by the layout: %j', (before, after) => {
  expect(scanBacklog('', bytesOf(before))).toBeUndefined();
  expect(rewritten(before)).toBe(after);
});

test('what is no backlog stays as it is', () => {
  expect(rewritten('items: 3\n')).toBeUndefined();
  expect(rewriteMark(Uint8Array.of(0xff), 1)).toBeUndefined();
});

test('nothing but the mark changes, whatever else is in the file', () => {
  const lines = MACHINE.split('\n').filter((line) => !line.startsWith('next_item_id'));
  fc.assert(
    fc.property(
      fc.nat(lines.length),
      fc.option(fc.constantFrom('7', 'null', "'7'", '-1')),
      fc.boolean(),
      (cut, mark, crlf) => {
        const own = mark === null ? [] : [`next_item_id: ${mark}`];
        const text = [...own, ...lines.slice(0, cut)].join(crlf ? '\r\n' : '\n');
        const before = parseBacklog('B', bytesOf(text));
        if (before.state !== 'readable') return;
        const after = parseBacklog('B', bytesOf(rewritten(text) ?? ''));
        expect(after).toMatchObject({
          state: 'readable',
          backlog: { items: before.backlog.items, mark: { state: 'valid', value: 143 } },
        });
      },
    ),
  );
});
