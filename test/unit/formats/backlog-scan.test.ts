import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanBacklog } from '../../../src/formats/backlog-scan.ts';
import { parseBacklog, parseBacklogYaml } from '../../../src/formats/backlog.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Whether the scanner answers; if so, YAML has to give the same answer. */
function agrees(bytes: Uint8Array): boolean {
  const scanned = scanBacklog('B.yaml', bytes);
  if (scanned) expect(scanned).toStrictEqual(parseBacklogYaml('B.yaml', bytes));
  return scanned !== undefined;
}

const MACHINE = `schema_version: 3
items:
- id: WRK-009
  title: Call validate() on the default path — "now"
  status: blocked
  requires_human_review: false
  origin: WRK-001/review
  blocked_reason: 'free text: may hold colons, ''quotes'', IDs # 3'
  blocked_type: "say \\"x\\"\\n"
  unblock_context: |-
    several

      lines: # of it
    - id: WRK-999

  tags: [a, b-2]
  dependencies:
  - WRK-001
  - 'WRK-002'
  created: 2026-02-12T16:23:33.711239234+00:00
  updated: 2026-02-20T02:22:50.020069609+00:00
  pipeline_type: feature
  description:
    context: free text, ünïcode → 漢字 😀
    problem: >
      folded

    solution:
- id: wrk-7
  title: 'it''s'
  status: "new"
  tags: []
  created: '2026-02-12'
  pipeline_type: feature
- id: 0027
  title: ~
  created: null
next_item_id: 142
`;

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
    ['the mark first', `next_item_id: 4\nitems:\n${item}`],
    ['no items', 'items: []\nnext_item_id: 0\n'],
    ['no items at all', 'schema_version: 1\n'],
    ['marks that are none', `items:\n${item}next_item_id: "5"\n`],
    ['a mark of null', 'next_item_id: null\n'],
    ['unknown keys', `other: x\nitems:\n${item}  mine: |+\n    y\n\n\nthird:\n`],
    ['a block text at the end', `items:\n${item}  mine: |\n    y`],
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
    ['a last item without id', 'items:\n- title: x\n'],
    ['items that are none', 'items:\nnext_item_id: 1\n'],
    ['items as words', 'items: [a]\n'],
    ['items as a text', 'items: x\n'],
    ['entries outside of items', 'a: 1\n- id: A-1\n  title: x\n'],
    ['fields outside of items', 'a:\n  title: x\n'],
    ['an entry that is a text', 'items:\n- A-1\n'],
    ['two marks', 'next_item_id: 1\nnext_item_id: 1\n'],
    ['a mark without a value', 'next_item_id:\n'],
    ['a mark in a block', 'next_item_id: |\n  4\n'],
    ['a key twice', field('title: y')],
    ['an inner key twice', field('d:\n    a: 1\n    a: 2')],
    ['a list and a mapping under one key', field('d:\n  - a\n    b: 1')],
    ['a mapping under a value', field('d: 1\n    b: 1')],
    ['an entry under a value', field('d: 1\n  - b')],
    ['an entry with keys', field('d:\n  - b: 1')],
    ['an entry indented deeper', field('d:\n    - b')],
    ['deeper mappings', field('d:\n    a:\n      b: 1')],
    ['odd indents', field(' d: 1')],
    ['blanks on an empty line', field('d: 1\n  ')],
    ['a comment behind a value', field('d: 1 # c')],
    ['a colon in a plain text', field('d: a: b')],
    ['a colon at the end', field('d: a:')],
    ['a blank at the end', field('d: a ')],
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

/** How many cases each property runs, and from which seed: `SCAN_CASES=1000000 SCAN_SEED=42`. */
const parameters = {
  numRuns: Number(process.env['SCAN_CASES'] ?? 800),
  ...(process.env['SCAN_SEED'] !== undefined && { seed: Number(process.env['SCAN_SEED']) }),
};

const HORRORS = [
  '',
  ' ',
  '  ',
  '    ',
  '\t',
  '\r',
  '\n',
  '\uFEFF',
  '\u00A0',
  '\u0085',
  '\u2028',
  '\u007F',
  '\u00E9',
  '\u{1F600}',
  '\uD800',
  '\0',
  '\u0007',
  ':',
  ': ',
  ' :',
  '#',
  ' # c',
  '# c',
  '- ',
  '-',
  '--- ',
  '---',
  '...',
  '%YAML 1.2',
  '%',
  '? ',
  '! ',
  '!!str ',
  '&a ',
  '*a',
  '*a ',
  '<<: ',
  '@',
  '`',
  '|',
  '|-',
  '|+',
  '>',
  '>-',
  '|2',
  "'",
  "''",
  '"',
  '""',
  '\\',
  '\\n',
  '\\x41',
  '\\u00e9',
  '[',
  ']',
  '[]',
  '{',
  '}',
  '{}',
  ',',
  ', ',
  '~',
  'null',
  'true',
  'id: ',
  'id:',
  'title: ',
  'items: ',
  'items:',
  'items: []',
  'next_item_id: ',
  'next_item_id: 7',
  'created: ',
  'status: ',
  'pipeline_type: ',
  '- id: A-1',
  '  title: x',
  '  - x',
  '    a: b',
  'A-1',
  '0x1F',
  '1_000',
  '0142',
  '+5',
  '4294967296',
  '1e3',
  '"5"',
  '<<<<<<< HEAD',
  '=======',
  '>>>>>>> x',
  'schema_version: 3',
  'key',
  'key:',
  'a: b',
  'x: |',
  'x: >-',
] as const;

describe('property: where the scanner answers, YAML answers the same', () => {
  const lines = MACHINE.split('\n').map((line) => `${line}\n`);
  const mutation = fc.record({
    at: fc.nat(),
    kind: fc.nat(5),
    horror: fc.constantFrom(...HORRORS),
    from: fc.nat(),
  });

  /** Inserts, replaces, deletes, repeats, moves: characters and lines. */
  function mutate(
    text: string,
    { at, kind, horror, from }: { at: number; kind: number; horror: string; from: number },
  ): string {
    const place = at % (text.length + 1);
    const start = text.lastIndexOf('\n', place - 1) + 1;
    const end = text.indexOf('\n', place) + 1 || text.length;
    const other = lines[from % lines.length] ?? '';
    const variants = [
      () => text.slice(0, place) + horror + text.slice(place),
      () => text.slice(0, place) + text.slice(place + 1 + (from % 3)),
      () => text.slice(0, start) + horror + text.slice(start),
      () => text.slice(0, start) + text.slice(end),
      () => text.slice(0, start) + ' '.repeat(from % 6) + other.trimStart() + text.slice(start),
      () => text.slice(0, end).replace(/\r?\n$/u, '') + horror + text.slice(Math.max(end - 1, place)),
    ];
    return variants[kind]?.() ?? text;
  }

  test('on backlogs with mutations', () => {
    let answered = 0;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(20),
        fc.boolean(),
        fc.array(mutation, { maxLength: 4 }),
        (skip, take, crlf, mutations) => {
          const from = skip % lines.length;
          const text = lines
            .slice(0, 2)
            .concat(lines.slice(from, from + take), lines.slice(-1))
            .join('');
          const mutated = mutations.reduce(mutate, take === 0 ? MACHINE : text);
          answered += agrees(bytesOf(crlf ? mutated.replaceAll('\n', '\r\n') : mutated)) ? 1 : 0;
        },
      ),
      parameters,
    );
    expect(answered).toBeGreaterThan(parameters.numRuns / 50);
  });

  test('on lines of horrors', () => {
    const piece = fc.constantFrom(...HORRORS);
    const field = fc.tuple(
      fc.constantFrom('  ', '  a: ', '  b: ', '    ', '    c: ', '- ', '  - ', ''),
      fc.array(piece, { maxLength: 3 }),
    );
    const line = field.map(([lead, pieces]) => lead + pieces.join(''));
    let answered = 0;
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 5 }),
        fc.array(line, { maxLength: 4 }),
        fc.boolean(),
        (first, second, sane) => {
          const id = sane ? ['- id: A-1', '  title: x'] : [];
          const text = [
            'items:',
            ...id,
            ...first,
            ...id.map((one) => one.replace('1', '2')),
            ...second,
            '',
          ].join('\n');
          answered += agrees(bytesOf(text)) ? 1 : 0;
        },
      ),
      parameters,
    );
    expect(answered).toBeGreaterThan(0);
  });

  test('on single values', () => {
    const value = fc.array(
      fc.oneof(
        fc.constantFrom(...HORRORS),
        fc.constantFrom('a', 'B', '1', '-', '.', ' ', '/', '_', '+', '(', '$', '=', '<', '^', ';', '~'),
      ),
      { minLength: 1, maxLength: 5 },
    );
    const key = fc.constantFrom('id', 'title', 'created', 'status', 'pipeline_type', 'other');
    let answered = 0;
    fc.assert(
      fc.property(
        key,
        value,
        fc.constantFrom('', '\n  - x', '\n    y: z', '\n    z', '\n\n  last: 1'),
        (name, pieces, rest) => {
          const others = ['id', 'title']
            .filter((other) => other !== name)
            .map((other) => `${other}: A-1\n  `);
          const text = `items:\n- ${others.join('')}${name}: ${pieces.join('')}${rest}\nnext_item_id: ${pieces.join('')}\n`;
          const half = `items:\n- ${others.join('')}${name}: ${pieces.join('')}${rest}\nnext_item_id: 3\n`;
          answered += [text, half].filter((one) => agrees(bytesOf(one))).length;
        },
      ),
      parameters,
    );
    expect(answered).toBeGreaterThan(parameters.numRuns / 10);
  });

  test('on bytes that are not always UTF-8', () => {
    const sequence = fc.uint8Array({ minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(sequence, fc.boolean(), (middle, isTitle) => {
        const [before, after] = isTitle
          ? ['items:\n- id: A-1\n  title: x', '\n']
          : ['items:\n- id: A-1\n  title: x\n  d: |\n    y', '\n'];
        agrees(Uint8Array.from([...bytesOf(before), ...middle, ...bytesOf(after)]));
      }),
      parameters,
    );
  });
});
