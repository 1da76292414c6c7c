import { describe, expect, test } from 'vitest';
import { scanBacklog } from '../../../../../src/formats/backlog/scan/scan-backlog.ts';
import { parseBacklog, parseBacklogYaml } from '../../../../../src/formats/backlog/backlog.ts';
import { agrees, bytesOf, MACHINE } from '../../../../support/scanned-backlog.ts';

describe('the scanner answers', () => {
  const item = '- id: A-1\n  title: x\n';
  test.each([
    ['what the orchestrator writes', MACHINE],
    ['without the last line break', MACHINE.trimEnd()],
    ['with CRLF and a byte order mark', `\uFEFF${MACHINE.replaceAll('\n', '\r\n')}`],
    [
      'with comments and blank lines',
      `# top\n\n${MACHINE.replaceAll(/^- id/gmu, '# item\n\n  # more\n- id')}# end\n`,
    ],
    ['items that are indented', MACHINE.replaceAll(/^(?=[- ] )/gmu, '  ')],
    ['items that are indented oddly', MACHINE.replaceAll(/^(?=[- ] )/gmu, '   ')],
    [
      'entries and keys indented deeper',
      `items:\n${item}  d:\n      - b\n      - c\n  e:\n       a: 1\n       b: 2\n`,
    ],
    ['the mark first', `next_item_id: 4\nitems:\n${item}`],
    ['no items', 'items: []\nnext_item_id: 0\n'],
    ['no items at all', 'schema_version: 1\n'],
    ['marks that are none', `items:\n${item}next_item_id: "5"\n`],
    ['a mark of null', 'next_item_id: null\n'],
    ['unknown keys', `other: x\nitems:\n${item}  mine: |+\n    y\n\n\nthird:\n`],
    ['a block text at the end', `items:\n${item}  mine: |\n    y`],
    [
      'the first and last characters of every length',
      `items:\n${item}  a: ©¿\u0800ह\uD7FF\u{10000}\u{10FFFD}\n`,
    ],
    [
      'comments and blanks behind values',
      `aa: b #c\nbb: c \nitems:\n${item}  d: 1 # c\n  e: 'x'   # y: z\n  f: "x" #\n  g: a#b \n  h:\n  - i # j\n`,
    ],
    ['quoted null', 'items:\n- id: "null"\n  title: "~"\n  created: ""\n  status: Null\n'],
  ])('%s', (_, text) => {
    expect(agrees(bytesOf(text))).toBe(true);
    expect(parseBacklog('B.yaml', bytesOf(text)).state).toBe('readable');
  });
});

describe('the scanner leaves to YAML', () => {
  const item = '- id: A-1\n  title: x\n';
  const field = (line: string) => `items:\n${item}  ${line}\n`;
  test.each([
    ['nothing', ''],
    ['comments alone', '# a\n'],
    ['what is more than any backlog', new Uint8Array(256 * 1024 * 1024 + 1)],
    ['a title in a block', 'items:\n- id: A-1\n  title: |\n    x\n'],
    ['a title on two lines', 'items:\n- id: A-1\n  title: x\n    y\n'],
    ['a title without a value', 'items:\n- id: A-1\n  title:\n'],
    ['a title with escapes', 'items:\n- id: A-1\n  title: "\\t"\n'],
    ['an item without title', 'items:\n- id: A-1\n- id: A-2\n  title: x\n'],
    ['an item without title before a usual one', `items:\n- id: A-2\n${item}next_item_id: 2\n`],
    ['a last item without id', 'items:\n- title: x\n'],
    ['items that are none', 'items:\nnext_item_id: 1\n'],
    ['items as words', 'items: [a]\n'],
    ['items as a text', 'items: x\n'],
    ['items as a quoted list', "items: '[]'\n"],
    ['letters whose bytes resemble a byte order mark', `\uFEC0items:\n${item}`],
    ['letters that share its first and last byte', `\uF13Fitems:\n${item}`],
    ['letters that share its last two', `\u0EFFitems:\n${item}`],
    ['entries outside of items', 'a: 1\n- id: A-1\n  title: x\n'],
    [
      'usual entries outside of items',
      `a:\n${'- id: A-2\n  title: x\n  status: new\n'.repeat(2)}items:\n${item}`,
    ],
    ['fields outside of items', 'a:\n  title: x\n'],
    ['an entry that is a text', 'items:\n- A-1\n'],
    ['an entry that is a text before an item', `items:\n- x\n${item}`],
    ['an entry that is a text like a key', 'items:\n- id\n  title: x\n'],
    ['an entry behind a question mark', 'items:\n? id: A-1\n  title: x\n'],
    ['a key that only begins like items', `items_old:\n${item}`],
    ['a mark as a word in brackets', 'next_item_id: [7]\n'],
    ['a status as a word in brackets', field('status: [a]')],
    ['two marks', 'next_item_id: 1\nnext_item_id: 1\n'],
    ['a mark without a value', 'next_item_id:\n'],
    ['a mark in a block', 'next_item_id: |\n  4\n'],
    ['a key twice', field('title: y')],
    ['an inner key twice', field('d:\n    a: 1\n    a: 2')],
    ['a list and a mapping under one key', field('d:\n  - a\n    b: 1')],
    ['a mapping under a value', field('d: 1\n    b: 1')],
    ['an entry under a value', field('d: 1\n  - b')],
    ['an entry with keys', field('d:\n  - b: 1')],
    ['entries indented each in its own way', field('d:\n    - b\n   - c')],
    ['keys indented each in its own way', field('d:\n    a: 1\n     b: 1')],
    ['items indented each in its own way', `items:\n  - id: A-1\n    title: x\n${item}`],
    ['items indented less and less', `items:\n  - id: A-1\n    title: x\n - id: A-2\n   title: x\n`],
    ['a key on the level of indented items', 'items:\n  - id: A-1\n    title: x\n  d: 1\n'],
    ['a key above that level', 'items:\n  - id: A-1\n    title: x\n d: 1\n'],
    ['a field that is not indented as far as its item', 'items:\n  - id: A-1\n   title: x\n'],
    ['a field in front of all items', `items:\n  d: 1\n${item}`],
    ['deeper mappings', field('d:\n    a:\n      b: 1')],
    ['odd indents', field(' d: 1')],
    ['blanks on an empty line', field('d: 1\n  ')],
    ['a mark with a comment behind it', 'next_item_id: 4 # c\n'],
    ['a quote with a hash right behind it', field("d: 'a'#b")],
    ['a tab before a comment', field('d: a\t# b')],
    ['a tab in a comment', field('d: a # \tb')],
    ['a text that would go on below a comment', field('d: a # b\n    c')],
    ['a colon in a plain text', field('d: a: b')],
    ['a colon at the end', field('d: a:')],
    ['indicators', field('d: @a')],
    ['an anchor', field('d: &a b')],
    ['a dash alone', field('d: -')],
    ['no blank behind the colon', field('d:a')],
    ['a key with blanks', field('d e: a')],
    ['a key of dashes', field('-d: a')],
    ['a very long key', field(`${'d'.repeat(101)}: a`)],
    ['an open quote', field("d: 'a")],
    ['an open double quote', field('d: "a')],
    ['an unknown escape', field('d: "\\x41"')],
    ['text behind a quote', field("d: 'a' b")],
    ['nested brackets', field('d: [[a]]')],
    ['brackets with odd words', field('d: [a  b]')],
    ['brackets with an alias', field('d: [a,*b]')],
    ['brackets that begin with a comma', field('d: [, a]')],
    ['brackets that stay open', field('d: [a, b')],
    ['text behind brackets', field('d: [a] b')],
    ['braces', field('d: {}')],
    ['a block header with an indent', field('d: |2\n    a')],
    ['a block without lines', field('d: |')],
    ['a block of blanks', field('d: |\n    \n    a')],
    ['a block indented otherwise', field('d: |\n      a')],
    ['a tab', field('d: a\tb')],
    ['a tab in a block', field('d: |\n    a\tb')],
    ['a carriage return alone', field('d: a\rb')],
    ['a document marker', `---\nitems:\n${item}`],
    ['a directive', `%YAML 1.2\n`],
  ])('%s', (_, text) => {
    expect(agrees(typeof text === 'string' ? bytesOf(text) : text)).toBe(false);
  });

  test.each([
    'hello',
    ': x',
    'aa: @b',
    'aa: b: c',
    'next_item_id: 4 ',
    "aa: 'b",
    'aa: "b',
    'aa: "\\x41"',
    'aa: [, b]',
    'aa: [b;]',
    'aa: |\n     b',
  ])('a first line that it does not understand: %s', (line) => {
    expect(agrees(bytesOf(`${line}\nitems: []\n`))).toBe(false);
  });

  test.each([
    ['alone', [0x80]],
    ['overlong', [0xc0, 0xaf]],
    ['overlong in three', [0xe0, 0x80, 0x80]],
    ['overlong in four', [0xf0, 0x80, 0x80, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['cut off', [0xe2, 0x80]],
    ['not there', [0xff]],
  ])('bytes that are not UTF-8: %s', (_, invalid) => {
    const bytes = Uint8Array.from([...bytesOf('items:\n- id: A-1\n  title: x'), ...invalid, 0x0a]);
    expect(scanBacklog('B.yaml', bytes)).toBeUndefined();
    expect(parseBacklogYaml('B.yaml', bytes).state).toBe('unreadable');
  });
});

test('usual items are read like any others, however many there are and however long', () => {
  const item = (number: number, title: string) =>
    `- id: WRK-${number}\n  title: ${title}\n  status: done\n  tags:\n  - a\n  created: '2026-02-12'\n`;
  const titles = ['short', 'x'.repeat(500), 'x'.repeat(40_000), 'é', 'x'.repeat(70_000), "'quoted: # x'"];
  const items = Array.from({ length: 300 }, (_, index) => item(index, titles[index % titles.length] ?? ''));
  expect(agrees(bytesOf(`items:\n${items.join('')}next_item_id: 300\n`))).toBe(true);
});

describe('the scan of another version', () => {
  const item = (number: number, key = 'title') => `- id: A-${number}\n  ${key}: x\n  mine: y\n`;
  const text = (items: readonly string[]) => bytesOf(`items:\n${items.join('')}next_item_id: 30\n`);
  const items = Array.from({ length: 30 }, (_, index) => item(index));
  const first = () => scanBacklog('B.yaml', text(items));
  const sharedBy = (path: string, bytes: Uint8Array) => {
    const { backlog, trail } = first() ?? {};
    const known = new Set<unknown>(backlog?.items);
    return scanBacklog(path, bytes, trail)?.backlog.items.filter((one) => known.has(one)).length;
  };

  test('takes over what comes before a change, and behind it what is on the same lines', () => {
    expect(sharedBy('B.yaml', text(items.with(11, '- id: A-11\n  title: z\n  mine: longer\n')))).toBe(29);
    expect(sharedBy('B.yaml', text(items.toSpliced(11, 1)))).toBe(11);
    expect(sharedBy('B.yaml', text([...items, item(30)]))).toBe(29);
  });

  test('sees that items are indented otherwise', () => {
    const indented = (list: readonly string[]) =>
      list.map((one) => one.replaceAll(/^/gmu, '  ').trimEnd() + '\n');
    const later = [...items.slice(0, 4), '# here\n', ...indented(items.slice(4))];
    expect(scanBacklog('B.yaml', text(later), first()?.trail)).toBeUndefined();
    const all = text(indented(items));
    const trail = scanBacklog('B.yaml', all)?.trail;
    expect(scanBacklog('B.yaml', text(items), trail)?.backlog).toEqual(first()?.backlog);
    const more = text(indented([...items, item(30)]));
    expect(scanBacklog('B.yaml', more, trail)?.backlog).toEqual(scanBacklog('B.yaml', more)?.backlog);
  });

  test('sees every change between those that it begins and ends with', () => {
    const large = Array.from({ length: 64 }, (_, index) => `${item(index)}  more: ${'z'.repeat(300)}\n`);
    const trail = scanBacklog('B.yaml', text(large))?.trail;
    const retitled = (index: number) => large[index]?.replace('title: x', 'title: y') ?? '';
    for (const index of large.keys()) {
      const changed = text(large.with(2, retitled(2)).with(index, retitled(index)));
      expect(scanBacklog('B.yaml', changed, trail)?.backlog).toEqual(scanBacklog('B.yaml', changed)?.backlog);
    }
  });

  test('takes over all items but the one that has changed, wherever it is and whatever the size', () => {
    const large = Array.from({ length: 64 }, (_, index) => `${item(index)}  more: ${'z'.repeat(300)}\n`);
    const { backlog, trail } = scanBacklog('B.yaml', text(large)) ?? {};
    const known = new Set<unknown>(backlog?.items);
    for (const [index, one] of large.entries()) {
      const changed = text(large.with(index, one.replace('title: x', 'title: yy')));
      const items = scanBacklog('B.yaml', changed, trail)?.backlog.items;
      expect(items).toEqual(scanBacklog('B.yaml', changed)?.backlog.items);
      expect(items?.filter((other) => known.has(other)).length, `item ${index}`).toBe(63);
    }
  });

  test('takes over as much from what was put together', () => {
    const second = text(items.with(2, '- id: A-2\n  title: other\n  mine: y\n'));
    const { backlog, trail } = scanBacklog('B.yaml', second, first()?.trail) ?? {};
    const known = new Set<unknown>(backlog?.items);
    const again = scanBacklog('B.yaml', text(items), trail)?.backlog;
    expect(again).toEqual(first()?.backlog);
    expect(again?.items.filter((one) => known.has(one)).length).toBe(29);
  });

  test('takes over what stands before an item whose first word has changed', () => {
    expect(sharedBy('B.yaml', text(items.with(16, '- title: x\n  id: A-16\n  mine: y\n')))).toBe(29);
  });

  test('takes over nothing of another file, nor where the head has changed', () => {
    expect(sharedBy('C.yaml', text(items))).toBe(0);
    expect(sharedBy('B.yaml', bytesOf(`# new\n${Buffer.from(text(items)).toString()}`))).toBe(0);
  });

  test('gives up at an item that lacks its title, as ever', () => {
    expect(scanBacklog('B.yaml', text(items.with(15, item(15, 'titel'))), first()?.trail)).toBeUndefined();
  });

  test('gives up where a key ends the items before those that are the same', () => {
    const early = items.with(15, '- id: A-15\n  title: x\nmine: y\n');
    expect(scanBacklog('B.yaml', text(early))).toBeUndefined();
    expect(scanBacklog('B.yaml', text(early), first()?.trail)).toBeUndefined();
  });

  test('goes on from one whose mark stands first', () => {
    const first = (items: readonly string[], end = '') =>
      bytesOf(`next_item_id: 30\nitems:\n${items.join('')}${end}`);
    const trail = scanBacklog('B.yaml', first(items))?.trail;
    const changed = first(items.with(20, '- id: A-20\n  title: z\n'));
    expect(scanBacklog('B.yaml', changed, trail)?.backlog).toEqual(scanBacklog('B.yaml', changed)?.backlog);
    expect(scanBacklog('B.yaml', first(items, 'next_item_id: 30\n'), trail)).toBeUndefined();
  });

  test('goes on from what was put together, items without a number among it', () => {
    const odd = items.map((one, index) => (index % 3 === 0 ? one.replace('A-', 'A-x') : one));
    let trail = scanBacklog('B.yaml', text(odd))?.trail;
    let now: readonly string[] = odd;
    for (const [index, one] of [...odd.entries()].toReversed()) {
      now = now.toSpliced(index, index % 4 === 0 ? 1 : 0, `- id: A-y${index}\n  title: new\n`, one);
      const bytes = text(now);
      const scanned = scanBacklog('B.yaml', bytes, trail);
      expect(scanned?.backlog).toEqual(scanBacklog('B.yaml', bytes)?.backlog);
      trail = scanned?.trail;
    }
  });

  test('goes on from one without items', () => {
    const none = scanBacklog('B.yaml', bytesOf('items: []\nnext_item_id: 4\n'));
    expect(scanBacklog('B.yaml', text(items), none?.trail)?.backlog).toEqual(first()?.backlog);
  });
});
