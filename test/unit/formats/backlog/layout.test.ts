import { describe, expect, test } from 'vitest';
import { readLayout } from '../../../../src/formats/backlog/layout.ts';
import type { BacklogLayout } from '../../../../src/formats/backlog/layout.ts';

function layoutOf(text: string): BacklogLayout {
  const reading = readLayout(text);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.layout;
}

function problemsOf(text: string): readonly string[] {
  const reading = readLayout(text);
  if ('layout' in reading) return [];
  return reading.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

/** The text of each item block. */
const blocks = (text: string) => layoutOf(text).items.map(({ start, end }) => text.slice(start, end));
const A = '- id: A-1\n  title: one\n';
const B = '- id: A-2\n  title: two\n';

describe('unreadable, with one sentence and its place', () => {
  test.each([
    ['nothing', '', '1:1 the file is empty'],
    ['blanks and a byte order mark', '\uFEFF \n\n', '1:1 the file is empty'],
    ['only comments', '# items\n', '1:1 the file holds nothing but comments'],
    ['only a document marker', '---\n', '1:1 the file holds nothing but comments'],
    ['only null', '~\n', '1:1 the file holds nothing but comments'],
    ['a list at the top', A, '1:1 the file is a list; a backlog has the keys `items` and `next_item_id`'],
    [
      'prose',
      'once upon\na time\n',
      '1:1 the file is a single text; a backlog has the keys `items` and `next_item_id`',
    ],
    [
      'items: null',
      'items: null\n',
      '1:8 `items` is null instead of a list (use `[]` if there are no items)',
    ],
    [
      'items without a value',
      'items:\nnext_item_id: 4\n',
      '1:7 `items` is null instead of a list (use `[]` if there are no items)',
    ],
    [
      'items as a mapping',
      'items: {a: 1}\n',
      '1:8 `items` is a mapping instead of a list (use `[]` if there are no items)',
    ],
    [
      'items as an alias',
      'a: &a []\nitems: *a\n',
      '2:8 `items` is an alias instead of a list (use `[]` if there are no items)',
    ],
    [
      'an item that is a text',
      'items:\n- A-1\n',
      '2:3 items[0] is a single text instead of a mapping with `id` and `title`',
    ],
    [
      'an item that is null',
      `items:\n${A}-\n`,
      '4:2 items[1] is null instead of a mapping with `id` and `title`',
    ],
    [
      'items under another key',
      `tasks:\n${A}next_item_id: 1\n`,
      '1:1 there is no `items`, but `tasks` has a list of mappings: rename it to `items`',
    ],
    [
      'items under a key in another case',
      `next_item_id: 1\nItems: [{ id: A-1, title: one }]\n`,
      '2:1 there is no `items`, but `Items` has a list of mappings: rename it to `items`',
    ],
    [
      'items under a key that is no text',
      `? [x]\n: - id: A-1\n`,
      '1:3 there is no `items`, but another key has a list of mappings: rename it to `items`',
    ],
    ['an item without id', 'items:\n- title: x\n', '2:3 items[0] has no `id`'],
    ['an item without title', 'items:\n- id: A-1\n', '2:3 items[0] has no `title`'],
    [
      'a list as id',
      'items:\n- id: [A-1]\n  title: x\n',
      '2:7 the `id` of items[0] is a list instead of a text',
    ],
    [
      'a mapping as title',
      'items:\n- id: A-1\n  title:\n    a: b\n',
      '4:5 the `title` of items[0] is a mapping instead of a text',
    ],
    ['a tab', 'items:\n\t- id: A-1\n', '2:1 there is a tab where YAML allows only spaces'],
    [
      'a tab further in',
      'items:\n- id: A-1\n \t title: x\n',
      '3:1 there is a tab where YAML allows only spaces',
    ],
    [
      'conflict markers',
      `items:\n<<<<<<< HEAD\n${A}=======\n${B}>>>>>>> other\n`,
      '2:1 a conflict marker was left here; the merge is not finished',
    ],
    [
      'a lone conflict marker',
      `items:\n${A}=======\n`,
      '4:1 a conflict marker was left here; the merge is not finished',
    ],
    [
      'two marks',
      'next_item_id: 1\nitems: []\nnext_item_id: 2\n',
      '3:1 the key `next_item_id` is on line 1 and again on line 3',
    ],
    [
      'a key twice in an item',
      `items:\n${A}  a: 1\n  "a": 2\n`,
      '5:3 the key `a` is on line 4 and again on line 5',
    ],
    [
      'fused items',
      'items:\n- id: A-1\n  title: one\n  id: A-2\n  title: two\n',
      '4:3 two items are fused into one: `id` is on line 2 and again on line 4',
    ],
    [
      'fused titles',
      'items:\n- id: A-1\n  title: one\n  title: two\n',
      '4:3 two items are fused into one: `title` is on line 3 and again on line 4',
    ],
    [
      'two documents',
      'items: []\n---\nitems: []\n',
      '2:1 a second document starts here; there may be one only',
    ],
    ['an alias of nothing', 'items: []\na: *b\n', '2:4 no anchor &b comes before this alias'],
    ['an open quote', 'items: []\na: "b\n', '2:6 a quote is opened before this place and never closed'],
    ['an open bracket', 'items: [\n', '1:9 a bracket is opened before this place and never closed'],
    [
      'a colon in a plain text',
      'items: []\na: b: c\n',
      '2:4 a text that holds a colon and a space needs quotes',
    ],
    [
      'a line without colon',
      'items: []\nnext_item_id\n',
      '2:1 this line is neither a key with a value nor an entry of a list',
    ],
    ['a directive without document', '%YAML 1.2\n', '1:10 a line with --- is missing here'],
    ['a stray bracket', 'a: ]\n', '1:4 this has no place here; a text with special characters needs quotes'],
    [
      'NUL bytes',
      'items: []\n\0\0',
      '2:1 the file is binary or damaged: it contains the control character U+0000',
    ],
    [
      'carriage returns alone',
      'items: []\rnext_item_id: 3\r',
      '1:10 there is a carriage return without a line feed',
    ],
    ['deep nesting', `items: ${'['.repeat(50_000)}`, '1:107 the values are nested too deeply'],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(text)).toStrictEqual([problem]);
  });

  test('several faults are told at once, up to twenty', () => {
    expect(
      problemsOf('items:\n- id: A-1\n- title: x\n- 3\n').map((problem) => problem.slice(0, 3)),
    ).toStrictEqual(['2:3', '3:3', '4:3']);
    expect(problemsOf(`items:\n${'- 3\n'.repeat(50)}`)).toHaveLength(20);
    expect(problemsOf(`items: []\n${'a: 3\n'.repeat(50)}`)).toHaveLength(20);
  });

  test('aliases that would stand for billions', () => {
    const laughs = Array.from(
      { length: 9 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]\n`,
    );
    const [problem] = problemsOf(`l0: &l0 lol\n${laughs.join('')}items: []\n`);
    expect(problem).toBe('1:1 the aliases in this file expand to more than a million values');
  });
});

describe('items', () => {
  test('take whole lines', () => {
    expect(blocks(`schema_version: 3\nitems:\n${A}${B}next_item_id: 2\n`)).toStrictEqual([A, B]);
    expect(blocks(`items:\n${A}${B}`.trimEnd())).toStrictEqual([A, B.trimEnd()]);
    expect(blocks('items:\r\n- id: A-1\r\n  title: x\r\n')).toStrictEqual(['- id: A-1\r\n  title: x\r\n']);
    expect(blocks('items:\n  - id: A-1\n    title: x\n  -\n    id: A-2\n    title: y\n')).toHaveLength(2);
  });

  test('own the comments right above them, and the blank lines below', () => {
    const first = `# one\n# more\n${A}\n  # deeper\n`;
    const second = '# two\n- id: A-2 # x\n  title: z\n  # tail';
    expect(blocks(`items: # c\n${first}${second}\n\n# mark\nnext_item_id: 2\n`)).toStrictEqual([
      first,
      `${second}\n`,
    ]);
    expect(blocks(`items:\n\n# apart\n\n${first}${second}`)).toStrictEqual([first, second]);
  });

  test('own the comment right below the block text of another one', () => {
    const text = '- id: A-1\n  title: |\n    text\n';
    expect(blocks(`items:\n${text}# two\n${B}`)).toStrictEqual([text, `# two\n${B}`]);
    const kept = `${text.replace('|', '|+')}\n`;
    expect(blocks(`items:\n${kept}# two\n${B}`)).toStrictEqual([kept, `# two\n${B}`]);
  });

  test('own what looks like a comment inside a block text', () => {
    const item = '- id: A-1\n  title: |+\n    text\n    # no comment\n\n\n';
    expect(blocks(`items:\n${item}${B}`)).toStrictEqual([item, B]);
    expect(blocks(`items:\n${B}${item}next_item_id: 3\n`)).toStrictEqual([B, item]);
    expect(blocks(`items:\r\n${item.replaceAll('\n', '\r\n')}`)).toStrictEqual([
      item.replaceAll('\n', '\r\n'),
    ]);
  });

  test('in flow style are the value alone', () => {
    expect(blocks('{items: [ {id: A-1, title: x} , &b {id: A-2, title: y} ]}')).toStrictEqual([
      '{id: A-1, title: x}',
      '{id: A-2, title: y}',
    ]);
  });

  test('below an explicit key begin with their dash', () => {
    expect(blocks(`? items\n: ${A.replace('\n ', '\n   ')}  # c\n  ${B.replace('\n ', '\n   ')}`)[0]).toMatch(
      /^- id: A-1/u,
    );
  });

  test('hold their scalars as text, quotes off', () => {
    const [item] = layoutOf(`items:
- id: "A-1"
  title: 'it''s'
  created: 2026-02-12T16:23:33.711239234+00:00
  status: !!str done
  origin: A-9/review
  pipeline_type: feature
  dependencies: [A-3, 0027, {a: b}]
`).items;
    expect(
      [item?.id, item?.title, item?.created, item?.status, item?.origin, item?.pipelineType].map(
        (scalar) => scalar?.text,
      ),
    ).toStrictEqual(['A-1', "it's", '2026-02-12T16:23:33.711239234+00:00', 'done', 'A-9/review', 'feature']);
    expect(item?.dependencies.map(({ text }) => text)).toStrictEqual(['A-3', '0027']);
  });

  test('read null as an empty title, and as no status', () => {
    const [item] = layoutOf(
      'items:\n- id: null\n  title: ~\n  status: null\n  created: ""\n  dependencies: null\n',
    ).items;
    expect(item).toMatchObject({
      id: { text: 'null' },
      title: { text: '' },
      status: undefined,
      created: undefined,
      dependencies: [],
    });
    expect(layoutOf('items: [{id, title}]').items[0]).toMatchObject({ id: { text: '', start: 11, end: 11 } });
  });

  test('follow aliases of scalars and leave merge keys alone', () => {
    const { items } = layoutOf(
      'a: &a A-1\nb: &b {status: done}\nitems:\n- id: *a\n  title: &t x\n  <<: *b\n- id: A-2\n  title: *t\n',
    );
    expect(items.map(({ id, title, status }) => [id.text, title.text, status])).toStrictEqual([
      ['A-1', 'x', undefined],
      ['A-2', 'x', undefined],
    ]);
    expect(items[0]?.id).toMatchObject({ start: 44, end: 46 });
  });

  test('may be absent or none', () => {
    expect(layoutOf('schema_version: 3\n')).toMatchObject({
      list: undefined,
      items: [],
      mark: undefined,
      eol: '\n',
    });
    expect(layoutOf('items: []\r\n')).toMatchObject({ list: { flow: true }, items: [], eol: '\r\n' });
    expect(layoutOf('{}')).toMatchObject({ items: [] });
    expect(layoutOf('items: []\na: b\r\n').eol).toBe('\n');
  });

  test('keys that are no scalars bother nobody', () => {
    expect(layoutOf(`? [a]\n: b\n? [a]\n: c\nitems:\n${A}`).items).toHaveLength(1);
  });
});

describe('the mark', () => {
  test.each([
    ['next_item_id: 142 # c\n', '142', 142],
    ['next_item_id: 0\n', '0', 0],
    ['next_item_id: 4294967295\n', '4294967295', 4_294_967_295],
    ['next_item_id: &m 7\n', '7', 7],
    ['a: &m 7\nnext_item_id: *m\n', '*m', 7],
    ['next_item_id: 4294967296\n', '4294967296', undefined],
    ['next_item_id: 9007199254740993\n', '9007199254740993', undefined],
    ['next_item_id: "142"\n', '"142"', undefined],
    ['next_item_id: 142.0\n', '142.0', undefined],
    ['next_item_id: -1\n', '-1', undefined],
    ['next_item_id: +5\n', '+5', undefined],
    ['next_item_id: 0142\n', '0142', undefined],
    ['next_item_id: 0x8E\n', '0x8E', undefined],
    ['next_item_id: 1_000\n', '1_000', undefined],
    ['next_item_id: 1e3\n', '1e3', undefined],
    ['next_item_id: !!int 5\n', '5', undefined],
    ['next_item_id: null\n', 'null', undefined],
    ['next_item_id:   # none\n', '', undefined],
    ['{next_item_id}', '', undefined],
    ['next_item_id: [5]\n', '[5]', undefined],
    ['next_item_id:\n  a: 5\nb: 1\n', 'a: 5', undefined],
    ['next_item_id: |\n  5', '|\n  5', undefined],
    ['next_item_id: |\n  5\nb: 1\n', '|\n  5', undefined],
  ])('%j', (text, raw, value) => {
    const { mark } = layoutOf(text);
    expect(mark).toMatchObject({ raw, value });
    expect(text.slice(mark?.start, mark?.end)).toBe(raw);
  });
});

test('a byte order mark takes no column', () => {
  expect(problemsOf('\uFEFFitems: 3\n')).toStrictEqual([
    '1:8 `items` is a single text instead of a list (use `[]` if there are no items)',
  ]);
  expect(problemsOf('\uFEFF  items: []\n  next_item_id: 3\n')).toStrictEqual([]);
  expect(layoutOf('\uFEFFitems: []\nnext_item_id: 3\n').positionAt(25)).toStrictEqual({
    line: 2,
    column: 15,
  });
});

test('a key in another case is known, unless the right one is there', () => {
  const items = layoutOf(
    'items:\n- ID: A-1\n  title: one\n- id: A-2\n  ID: A-3\n  Title: two\n- { 1: x, id: A-4, title: t }\n',
  ).items;
  expect(items.map(({ id, title, misspelled }) => [id.text, title.text, misspelled])).toEqual([
    ['A-1', 'one', 'ID'],
    ['A-2', 'two', 'Title'],
    ['A-4', 't', undefined],
  ]);
});

test('a file without items may have other lists', () => {
  expect(problemsOf('next_item_id: 3\ntags: [a, b]\nnotes: []\n')).toEqual([]);
});
