import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { PARSERS } from '../support/parsers.ts';
import { backlog, worklog } from '../support/texts.ts';

const numRuns = Number(process.env['TORTURE_FUZZ_RUNS'] ?? 150);
/** Bytes. */
const size = Number(process.env['TORTURE_FUZZ_SIZE'] ?? 50_000);

/** What the parsers are made for, to be cut, doubled and spoiled. */
const GENUINE = [
  backlog({
    items: [
      'WRK-001 Retry limits',
      { id: 'WRK-002', title: '"Search: by \\"tag\\""', dependencies: '[WRK-001]' },
    ],
  }),
  `\uFEFF# comment\r\nitems:\r\n  - {id: "WRK-001", title: 'it''s', created: 2026-01-01}\r\n  - id: &x WRK-002\r\n    title: |\r\n      a\r\n       b\r\nnext_item_id: 2 # mark`,
  worklog([{ item: 'WRK-001 Retry (limits)', outcome: 'done' }, { item: 'WRK-002 Search' }]),
  'backlog: plan.yaml\nrules:\n  mark-leap: off\naccept:\n- rule: id-reused\n  id: WRK-001\n  subject: x\n  reason: y\n',
  '[project]\nprefix = "WRK"\nbacklog_path = ".dev/BACKLOG.yaml"\n',
  'WRK-001_retry-limits\nWRK-002\nTG-8a8f7_x\n002_y\n',
  `refs/heads/main ${'1'.repeat(40)} refs/heads/main ${'0'.repeat(40)}\n(delete) ${'0'.repeat(40)} refs/heads/x ${'2'.repeat(40)}\n`,
  '{"pull_request":{"base":{"sha":"1","ref":"main"},"head":{"sha":"2"}}}',
  `100644 BACKLOG.yaml\0${'\x01'.repeat(20)}40000 changes\0${'\x02'.repeat(20)}120000 x\0${'\x03'.repeat(20)}`,
  `<<<<<<< ours\n${backlog({ items: ['WRK-001 A'] })}=======\n${backlog({ items: ['WRK-001 B'] })}>>>>>>> theirs\n`,
].map((text) => Buffer.from(text));

const SPICES = [
  '\0',
  '\t',
  '\r',
  '\n',
  ' ',
  ':',
  '- ',
  '? ',
  '#',
  '&a ',
  '*a',
  '<<: ',
  '!!',
  '|',
  '>',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '%',
  '@',
  '---\n',
  '...\n',
  '\uFEFF',
  '\u2028',
  '99999999999999999999',
  '-1',
  '0x10',
  '1e400',
  '.nan',
  'null',
  '__proto__',
  'constructor',
  '[[a]]',
  '40000 ',
  '\uD800',
  '<<<<<<< ',
  '=======\n',
  ' — ',
  ')',
].map((text) => Buffer.from(text));

const place = fc.nat(400);
const spoiling = fc.oneof(
  fc.record({ at: place, take: place, put: fc.constantFrom(...SPICES) }),
  fc.record({
    at: place,
    take: fc.constant(0),
    put: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  }),
  fc.record({ at: place, take: fc.nat(3), put: fc.constantFrom(...GENUINE) }),
);
const spoiled = fc
  .tuple(fc.constantFrom(...GENUINE), fc.array(spoiling, { maxLength: 6 }))
  .map(([genuine, changes]) => {
    let bytes = genuine;
    for (const { at, take, put } of changes) {
      bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + take)]);
    }
    return bytes;
  });
const seasoned = fc.array(fc.constantFrom(...SPICES), { maxLength: 60 }).map((parts) => Buffer.concat(parts));
const anyBytes = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

describe('no bytes make a parser throw', () => {
  test.each(Object.entries(PARSERS))('%s', async (_, parse) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoiled, spoiled, seasoned, anyBytes), async (bytes) => {
        await parse(bytes);
      }),
      { numRuns },
    );
  });
});

/** Shapes that make careless parsers slow, deep or greedy. */
const SHAPES: Readonly<Record<string, (length: number) => Buffer>> = {
  'one line': (length) => Buffer.alloc(length, 'a'),
  'one line of an item': (length) =>
    Buffer.from(`items:\n- id: WRK-001\n  title: ${'x: '.repeat(length / 3)}\n`),
  'one quoted line': (length) =>
    Buffer.from(`items:\n- id: WRK-001\n  title: "${String.raw`\"`.repeat(length / 2)}"\n`),
  'empty lines': (length) => Buffer.alloc(length, '\n'),
  'carriage returns': (length) => Buffer.alloc(length, '\r'),
  blanks: (length) => Buffer.alloc(length, ' '),
  'deep lists': (length) => Buffer.alloc(length, '['),
  'deep mappings': (length) => Buffer.alloc(length, '{a: '),
  'deep blocks': (length) => Buffer.alloc(length, '- '),
  'deep keys': (length) => Buffer.alloc(length, '? '),
  'open quotes': (length) => Buffer.alloc(length, '"\n'),
  'many anchors': (length) => Buffer.alloc(length, '- &a x\n'),
  'many keys': (length) =>
    Buffer.from(Array.from({ length: length / 10 }, (_, at) => `k${at}: v\n`).join('')),
  'many items of one ID': (length) =>
    Buffer.from(`items:\n${'- id: WRK-001\n  title: x\n'.repeat(length / 25)}`),
  'many headings': (length) => Buffer.alloc(length, '## 2026-01-01T00:00:00Z — WRK-001 (x)\n'),
  'open headings': (length) => Buffer.from(`## 2026-01-01T00:00:00Z — WRK-001 ${'('.repeat(length)}\n`),
  'conflict markers': (length) => Buffer.alloc(length, '<<<<<<< a\n=======\n'),
  'many tables': (length) => Buffer.alloc(length, '[[a]]\n'),
  'deep tables': (length) => Buffer.from(`[${'a.'.repeat(length / 2)}b]\n`),
  'long number': (length) => Buffer.from(`WRK-${'9'.repeat(length)}`),
  'long prefix': (length) => Buffer.from(`${'W-'.repeat(length / 2)}1x`),
  'byte order marks': (length) => Buffer.alloc(length, '\uFEFF'),
  'tree without an end': (length) => Buffer.alloc(length, '100644 x'),
  'aliases of aliases': () =>
    Buffer.from(
      [
        'a: &a [x]',
        ...Array.from(
          'bcdefghij',
          (name, at) => `${name}: &${name} [${`*${'abcdefghij'.charAt(at)}, `.repeat(9)}]`,
        ),
      ].join('\n'),
    ),
};

describe('no shape makes a parser hang', () => {
  test.each(Object.entries(PARSERS))(
    '%s',
    async (_, parse) => {
      for (const [shape, make] of Object.entries(SHAPES)) {
        const bytes = make(size);
        const started = performance.now();
        await parse(bytes);
        const took = performance.now() - started;
        // A quadratic one takes minutes.
        expect({ shape, slow: took > 5_000 + size / 50 }).toEqual({ shape, slow: false });
      }
    },
    600_000,
  );
});
