import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { PARSERS } from '../support/parsers.ts';
import { bytesLike, GENUINE } from '../support/spoil.ts';

const numRuns = Number(process.env['TORTURE_FUZZ_RUNS'] ?? 150);
/** Bytes. */
const size = Number(process.env['TORTURE_FUZZ_SIZE'] ?? 50_000);

describe('no bytes make a parser throw', () => {
  test.each(Object.entries(PARSERS))('%s', async (_, parse) => {
    await fc.assert(
      fc.asyncProperty(bytesLike(GENUINE), async (bytes) => {
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
  'deep cached trees': (length) => Buffer.alloc(length, `a\x001 1\n${'x'.repeat(20)}`),
  'hooks without an end': (length) => Buffer.alloc(length, '# >>> tidemark >>>\n'),
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
        const before = process.cpuUsage();
        await parse(bytes);
        const { user, system } = process.cpuUsage(before);
        // Time that this process worked, in microseconds, as the machine may be busy otherwise. A quadratic one takes minutes.
        expect({ shape, slow: user + system > 5_000_000 + size * 20 }).toEqual({ shape, slow: false });
      }
    },
    600_000,
  );
});
