import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  appendItem,
  removeDependencies,
  removeItem,
} from '../../../../../src/formats/backlog/edit/edit-items.ts';
import { setMark } from '../../../../../src/formats/backlog/edit/edit-mark.ts';
import { applyEdits, gapBefore, setScalar } from '../../../../../src/formats/backlog/edit/edit.ts';
import type { Edit } from '../../../../../src/formats/backlog/edit/edit.ts';
import { readLayout } from '../../../../../src/formats/backlog/layout.ts';
import type { BacklogLayout } from '../../../../../src/formats/backlog/layout.ts';
import type { ItemBlock } from '../../../../../src/formats/backlog/item-block.ts';

function layoutOf(text: string): BacklogLayout {
  const reading = readLayout(text);
  if ('problems' in reading) throw new Error(`${JSON.stringify(reading.problems)} in\n${text}`);
  return reading.layout;
}

function itemOf(layout: BacklogLayout, index: number): ItemBlock {
  const item = layout.items[index];
  if (!item) throw new Error(`no item ${index}`);
  return item;
}

const edited = (text: string, edit: (layout: BacklogLayout) => Edit | readonly Edit[]) =>
  applyEdits(text, [edit(layoutOf(text))].flat());

describe('applyEdits', () => {
  test('takes edits in any order, insertions at one place in the order given', () => {
    const edits = [
      { start: 4, end: 5, text: 'E' },
      { start: 1, end: 1, text: '1' },
      { start: 1, end: 1, text: '2' },
      { start: 1, end: 3, text: '' },
    ];
    expect(applyEdits('abcdef', edits)).toBe('a12dEf');
    expect(applyEdits('abc', [])).toBe('abc');
  });
});

describe('setMark changes the value alone', () => {
  test.each([
    ['items: []\nnext_item_id: 4 # last\n', 'items: []\nnext_item_id: 142 # last\n'],
    ['\uFEFFnext_item_id: "4"\r\nitems: []', '\uFEFFnext_item_id: 142\r\nitems: []'],
    ["next_item_id:   '4'\n", 'next_item_id:   142\n'],
    ['a: "this & that!"\nnext_item_id:   4\n', 'a: "this & that!"\nnext_item_id:   142\n'],
    ['a: &many [4]\nnext_item_id:  *many\n', 'a: &many [4]\nnext_item_id:  142\n'],
    ['next_item_id: &mark !!int 4\na: *mark\n', 'next_item_id: &mark 142\na: *mark\n'],
    ['next_item_id:\n  4\n', 'next_item_id:\n  142\n'],
    ['next_item_id: &m 4\n', 'next_item_id: &m 142\n'],
    ['a: &m 4\nnext_item_id: *m\n', 'a: &m 4\nnext_item_id: 142\n'],
    ['next_item_id:\nitems: []\n', 'next_item_id: 142\nitems: []\n'],
    ['next_item_id:   # none yet\nitems: []\n', 'next_item_id: 142   # none yet\nitems: []\n'],
    ['next_item_id: \n', 'next_item_id: 142 \n'],
    ['next_item_id: !!int 4\n', 'next_item_id: 142\n'],
    ['next_item_id: !t &m 4\na: *m\n', 'next_item_id: &m 142\na: *m\n'],
    ['next_item_id: !!int\n', 'next_item_id: 142\n'],
    ['next_item_id: [4]\n', 'next_item_id: 142\n'],
    ['next_item_id:\n- 4\nitems: []\n', 'next_item_id: 142\nitems: []\n'],
    ['next_item_id:\n  a: 4\nitems: []\n', 'next_item_id: 142\nitems: []\n'],
    ['next_item_id: |\n  4\nitems: []\n', 'next_item_id: 142\nitems: []\n'],
    ['{next_item_id: 4, items: []}', '{next_item_id: 142, items: []}'],
    ['{items: [], next_item_id}', '{items: [], next_item_id: 142}'],
    ['{"next_item_id":4}', '{"next_item_id":142}'],
    ['? next_item_id\n', '? next_item_id\n: 142\n'],
    ['? next_item_id\n: 4\n', '? next_item_id\n: 142\n'],
  ])('%j', (before, after) => {
    expect(edited(before, (layout) => setMark(layout, 142))).toBe(after);
    expect(layoutOf(after).mark?.value).toBe(142);
  });
});

describe('setMark adds a missing key behind the items', () => {
  const item = '- id: A-1\n  title: x\n';
  test.each([
    [`items:\n${item}`, `items:\n${item}next_item_id: 142\n`],
    [`items:\n${item}`.trimEnd(), `items:\n${item}next_item_id: 142`],
    [`items:\n${item}  # tail\n\nother: 1\n`, `items:\n${item}  # tail\nnext_item_id: 142\n\nother: 1\n`],
    [
      `items:\n${item}`.replaceAll('\n', '\r\n'),
      `items:\n${item}next_item_id: 142\n`.replaceAll('\n', '\r\n'),
    ],
    [
      `items:\n${item}  d: |+\n    x\n\n\n...\n`,
      `items:\n${item}  d: |+\n    x\n\n\nnext_item_id: 142\n...\n`,
    ],
    ['items: [] # none\nother: 1\n', 'items: [] # none\nnext_item_id: 142\nother: 1\n'],
    ['items: []', 'items: []\nnext_item_id: 142'],
    ['items: [\n]\n', 'items: [\n]\nnext_item_id: 142\n'],
    ['schema_version: 3\n', 'schema_version: 3\nnext_item_id: 142\n'],
    ['\uFEFFschema_version: 3', '\uFEFFschema_version: 3\nnext_item_id: 142'],
    ['  items: []\n  a: 1\n', '  items: []\n  next_item_id: 142\n  a: 1\n'],
    ['&x items: []\n', '&x items: []\nnext_item_id: 142\n'],
    ['---\nitems: []\n...\n', '---\nitems: []\nnext_item_id: 142\n...\n'],
    ['{items: [], a: 1}\n', '{items: [], next_item_id: 142, a: 1}\n'],
    ['{"items": []}', '{"items": [], "next_item_id": 142}'],
    ['{a: 1}\n', '{a: 1, next_item_id: 142}\n'],
    ['{}', '{next_item_id: 142}'],
    ['# none yet\n{}\n', '# none yet\n{next_item_id: 142}\n'],
    ['\uFEFF  items: []\n', '\uFEFF  items: []\n  next_item_id: 142\n'],
  ])('%j', (before, after) => {
    expect(edited(before, (layout) => setMark(layout, 142))).toBe(after);
    expect(layoutOf(after).mark?.value).toBe(142);
  });
});

describe('setScalar', () => {
  test.each([
    ['A-1', 'WRK-143', 'WRK-143'],
    ['A-1', '2026-02-12T16:23:33.711239234+00:00', '2026-02-12T16:23:33.711239234+00:00'],
    ['A-1', 'WRK-143/review', 'WRK-143/review'],
    ['A-1', 'online', 'online'],
    ['"A-1"', 'WRK-143', '"WRK-143"'],
    ['A-1', 'null', '"null"'],
    ['A-1', '12', '"12"'],
    ['A-1', '', '""'],
    ['A-1', 'a: b # c', '"a: b # c"'],
    ["'A-1'", "it's", "'it''s'"],
    ["'A-1'", 'a\nb', '"a\\nb"'],
    ['"A-1"', 'say "x"', '"say \\"x\\""'],
    ['|\n    A-1', 'B-2', 'B-2'],
  ])('%s becomes %j as %s', (scalar, value, printed) => {
    const text = `items:\n- title: x\n  id: ${scalar}\n`;
    const result = edited(text, (layout) => setScalar(text, itemOf(layout, 0).id, value));
    expect(result).toBe(`items:\n- title: x\n  id: ${printed}\n`);
    expect(layoutOf(result).items[0]?.id.text).toBe(value);
  });

  test('an empty value gets a blank', () => {
    const text = 'items:\n- id:\n  title: x\n';
    expect(edited(text, (layout) => setScalar(text, itemOf(layout, 0).id, 'A-1'))).toBe(
      'items:\n- id: A-1\n  title: x\n',
    );
    expect(gapBefore('id: ', { start: 4, end: 4 })).toBe('');
  });
});

describe('appendItem', () => {
  const printed = {
    block: ['- id: A-9', '  title: |', '    y', '', '    z'],
    flow: '{"id":"A-9","title":"y\\n\\nz\\n"}',
  };
  const block = `${printed.block.join('\n')}\n`;
  const item = '- id: A-1\n  title: x\n';
  test.each([
    [`items:\n${item}next_item_id: 1\n`, `items:\n${item}${block}next_item_id: 1\n`],
    [`items:\n${item}`.trimEnd(), `items:\n${item}${block}`.trimEnd()],
    [
      'items:\n  - id: A-1\n    title: x\n',
      'items:\n  - id: A-1\n    title: x\n  - id: A-9\n    title: |\n      y\n\n      z\n',
    ],
    ['items: []\nnext_item_id: 1\n', `items:\n${block}next_item_id: 1\n`],
    ['items: &none []\n', `items: &none\n${block}`],
    ['items:\n  []  # none \n', `items:  # none\n${block}`],
    ['items: []', `items:\n${block}`.trimEnd()],
    ['items: []\r\n', `items:\n${block}`.replaceAll('\n', '\r\n')],
    ['  items: []\n', '  items:\n  - id: A-9\n    title: |\n      y\n\n      z\n'],
    ['? items\n: []\n', `? items\n:\n${block}`],
    ['next_item_id: 1\n', `next_item_id: 1\nitems:\n${block}`],
    ['items: [{id: A-1, title: x}]\n', `items: [{id: A-1, title: x}, ${printed.flow}]\n`],
    ['{items: []}\n', `{items: [${printed.flow}]}\n`],
    ['{"next_item_id": 1}\n', `{"next_item_id": 1, "items": [${printed.flow}]}\n`],
  ])('%j', (before, after) => {
    expect(edited(before, (layout) => appendItem(layout, printed))).toBe(after);
    expect(layoutOf(after).items.at(-1)).toMatchObject({ id: { text: 'A-9' }, title: { text: 'y\n\nz\n' } });
  });
});

describe('removeItem', () => {
  const a = '# about a\n- id: A-1\n  title: x\n  # deep\n';
  const b = '- id: A-2\n  title: y\n';
  test.each([
    [0, `items:\n${a}${b}next_item_id: 2\n`, `items:\n${b}next_item_id: 2\n`],
    [1, `items:\n${a}${b}next_item_id: 2\n`, `items:\n${a}next_item_id: 2\n`],
    [0, `items:\n${b}next_item_id: 2\n`, 'items: []\nnext_item_id: 2\n'],
    [0, `items:\n${b}`.trimEnd(), 'items: []'],
    [0, `items:\r\n${b}`.replaceAll(/\r?\n/gu, '\r\n'), 'items: []\r\n'],
    [0, `items: # all\n${b}`, 'items: # all\n  []\n'],
    [0, `items: &x\n${b}a: *x\n`, 'items: &x\n  []\na: *x\n'],
    [
      0,
      '? items\n: - id: A-1\n    title: x\n  - id: A-2\n    title: y\n',
      '? items\n: - id: A-2\n    title: y\n',
    ],
    [0, 'items: [{id: A-1, title: x}, &b {id: A-2, title: y}]\n', 'items: [&b {id: A-2, title: y}]\n'],
    [1, 'items: [{id: A-1, title: x}, &b {id: A-2, title: y}]\n', 'items: [{id: A-1, title: x}]\n'],
    [0, 'items: [ {id: A-1, title: x}, ]\n', 'items: []\n'],
  ])('of item %i in %j', (index, before, after) => {
    expect(edited(before, (layout) => removeItem(layout, itemOf(layout, index)))).toBe(after);
    expect(layoutOf(after).items).toHaveLength(layoutOf(before).items.length - 1);
  });

  test('from a backlog without items does nothing', () => {
    const item = itemOf(layoutOf(`items:\n${b}`), 0);
    expect(removeItem(layoutOf('a: 1\n'), item)).toStrictEqual([]);
  });
});

describe('removeDependencies', () => {
  test.each([
    ['  dependencies:\n  - A-1\n  # two\n  - A-2\n  - A-3\n', '  dependencies:\n  # two\n  - A-2\n'],
    ['  dependencies:\n  - A-1\n  - A-3\n', ''],
    ['  dependencies:\n  - A-1\n  # of the title\n', '  # of the title\n'],
    ['  dependencies:\n  - A-2\n', '  dependencies:\n  - A-2\n'],
    ['  dependencies: []\n', '  dependencies: []\n'],
    ['  dependencies: none\n', '  dependencies: none\n'],
    ['', ''],
    ['  dependencies: [A-1, &x A-2, A-3]\n', '  dependencies: [&x A-2]\n'],
    ['  dependencies: [ A-2, A-1, "A-4" , A-3 ]\n', '  dependencies: [ A-2, "A-4" ]\n'],
    ['  dependencies: [A-3, A-1]\n', ''],
    ['  dependencies: [[A-3], A-1]\n', '  dependencies: [[A-3]]\n'],
    ['  ? dependencies\n  : - A-1\n    - A-2\n', '  ? dependencies\n  : - A-2\n'],
    ['  ? dependencies\n  : - A-1\n', ''],
    ['  ? dependencies\n  : - A-2\n', '  ? dependencies\n  : - A-2\n'],
    ['  ?   dependencies\n  : - A-1\n', ''],
  ])('%j', (before, after) => {
    const around = (lines: string) => `items:\n- id: A-9\n${lines}  title: x\n`;
    const result = edited(around(before), (layout) =>
      removeDependencies(layout, itemOf(layout, 0), (id) => id === 'A-1' || id === 'A-3'),
    );
    expect(result).toBe(around(after));
    layoutOf(result);
  });

  test.each([
    ['items:\n- dependencies: [A-1]\n  # next\n  id: A-9\n  title: x\n', 'items:\n- id: A-9\n  title: x\n'],
    ['items:\n- {id: A-9, dependencies: [A-1], title: x}\n', 'items:\n- {id: A-9, title: x}\n'],
    ['items: [{dependencies: [A-1], id: A-9, title: x}]\n', 'items: [{id: A-9, title: x}]\n'],
  ])('%j, wherever the key stands', (before, after) => {
    expect(edited(before, (layout) => removeDependencies(layout, itemOf(layout, 0), () => true))).toBe(after);
  });
});

describe('on backlogs of every style', () => {
  interface Style {
    readonly bom: boolean;
    readonly crlf: boolean;
    readonly closed: boolean;
    readonly items: number;
    readonly indent: number;
    readonly noise: readonly string[];
    readonly mark: string | undefined;
    readonly first: boolean;
    readonly end: string;
  }
  const style: fc.Arbitrary<Style> = fc.record({
    bom: fc.boolean(),
    crlf: fc.boolean(),
    closed: fc.boolean(),
    items: fc.nat(4),
    indent: fc.nat(3),
    noise: fc.array(fc.constantFrom('', '# note', '   # deep note'), { maxLength: 6 }),
    mark: fc.option(fc.constantFrom('7', '"7"', '', '~ # none', '!!int 7', '7 # c', '|\n  7', '[7]'), {
      nil: undefined,
    }),
    first: fc.boolean(),
    end: fc.constantFrom('', '\n# the end', '\n...', '\nother: {a: [b]}'),
  });

  function write({ bom, crlf, closed, items, indent, noise, mark, first, end }: Style): string {
    const blanks = ' '.repeat(indent);
    const bodies = [
      'title: one',
      'title: "two\n     three"',
      'title: x\ndependencies:\n- A-1\n- A-2',
      'd: |\n   # x\n\n\ntitle: y',
      'title: z\ndependencies: [A-1]',
    ];
    const blocks = Array.from({ length: items }, (_, index) => {
      const lines = `id: A-${index}\n${bodies[index]}`.replaceAll('\n', `\n${blanks}  `);
      return `${noise[index] === undefined ? '' : `${noise[index]}\n`}${blanks}- ${lines}`;
    });
    const list = items === 0 ? 'items: []' : `items: # all\n${blocks.join('\n')}`;
    const line = mark === undefined ? [] : [`next_item_id: ${mark}`];
    const body = (first ? [...line, list] : [list, ...line]).join('\n') + end + (closed ? '\n' : '');
    return (bom ? '\uFEFF' : '') + (crlf ? body.replaceAll('\n', '\r\n') : body);
  }

  const summary = (layout: BacklogLayout) =>
    layout.items.map(({ id, title, dependencies }) => [
      id.text,
      title.text,
      ...dependencies.map(({ text }) => text),
    ]);
  const rawItems = ({ text, items }: BacklogLayout) =>
    items.map(({ start, end }) => text.slice(start, end).trimEnd());

  test('setMark leaves every item and every other line as they were', () => {
    fc.assert(
      fc.property(style, fc.nat(4_294_967_295), (given, value) => {
        const before = layoutOf(write(given));
        const after = layoutOf(applyEdits(before.text, [setMark(before, value)]));
        expect(after.mark?.value).toBe(value);
        expect(rawItems(after)).toStrictEqual(rawItems(before));
        const others = (text: string) =>
          text
            .trimEnd()
            .split(/\r?\n/u)
            .filter((line) => !/next_item_id|^ +7$/u.test(line));
        expect(others(after.text)).toStrictEqual(others(before.text));
        if (before.text.includes('\n')) expect(/(?<!\r)\n/u.test(after.text)).toBe(!given.crlf);
        expect(setMark(after, value).text).toBe(String(value));
      }),
    );
  });

  test('removeItem takes one, appendItem adds one, all others stay', () => {
    const printed = { block: ['- id: B-1', '  title: new'], flow: '{"id":"B-1","title":"new"}' };
    fc.assert(
      fc.property(style, fc.nat(3), (given, index) => {
        const before = layoutOf(write(given));
        const added = layoutOf(applyEdits(before.text, [appendItem(before, printed)]));
        expect(summary(added)).toStrictEqual([...summary(before), ['B-1', 'new']]);
        expect(rawItems(added).slice(0, -1)).toStrictEqual(rawItems(before));
        expect(added.mark?.raw).toBe(before.mark?.raw);
        const item = before.items[index];
        if (!item) return;
        const removed = layoutOf(applyEdits(before.text, removeItem(before, item)));
        expect(rawItems(removed)).toStrictEqual(rawItems(before).toSpliced(index, 1));
        expect(removed.mark?.raw).toBe(before.mark?.raw);
      }),
    );
  });

  test('several edits at once: a dependency and an item go, an item and the mark come', () => {
    const printed = { block: ['- id: B-1', '  title: new'], flow: '{"id":"B-1","title":"new"}' };
    fc.assert(
      fc.property(style, (given) => {
        const before = layoutOf(write(given));
        const edits = before.items.flatMap((item) => removeDependencies(before, item, (id) => id === 'A-1'));
        const after = layoutOf(
          applyEdits(before.text, [...edits, appendItem(before, printed), setMark(before, 99)]),
        );
        expect(summary(after)).toStrictEqual([
          ...summary(before).map((item) => item.filter((text, at) => at < 2 || text !== 'A-1')),
          ['B-1', 'new'],
        ]);
        expect(after.mark?.value).toBe(99);
      }),
    );
  });
});
