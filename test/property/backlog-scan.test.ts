import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanBacklog } from '../../src/formats/backlog/scan/scan-backlog.ts';
import type { ScanTrail } from '../../src/formats/backlog/scan/scan-trail.ts';
import { agrees, bytesOf, MACHINE } from '../support/scanned-backlog.ts';
import { HORRORS, mutations } from '../support/yaml-mutations.ts';

/** How many cases each property runs, and from which seed: `SCAN_CASES=1000000 SCAN_SEED=42`. */
const parameters = {
  numRuns: Number(process.env['SCAN_CASES'] ?? 800),
  ...(process.env['SCAN_SEED'] !== undefined && { seed: Number(process.env['SCAN_SEED']) }),
};

function scan(text: string, like?: ScanTrail) {
  const scanned = scanBacklog('B.yaml', bytesOf(text), like);
  return { backlog: scanned?.backlog, trail: scanned?.trail, items: scanned?.backlog.items ?? [] };
}

describe('property: where the scanner answers, YAML answers the same', () => {
  const lines = MACHINE.split('\n').map((line) => `${line}\n`);
  const { mutation, mutate } = mutations(lines);

  /** Everything of items further in. */
  const indented = (text: string, by: number) => text.replaceAll(/^(?=- | {2})/gmu, ' '.repeat(by));

  test('on backlogs with mutations', () => {
    let answered = 0;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(20),
        fc.boolean(),
        fc.nat(4),
        fc.array(mutation, { maxLength: 4 }),
        (skip, take, crlf, indent, mutations) => {
          const from = skip % lines.length;
          const text = lines
            .slice(0, 2)
            .concat(lines.slice(from, from + take), lines.slice(-1))
            .join('');
          const mutated = mutations.reduce(mutate, indented(take === 0 ? MACHINE : text, indent));
          answered += agrees(bytesOf(crlf ? mutated.replaceAll('\n', '\r\n') : mutated)) ? 1 : 0;
        },
      ),
      parameters,
    );
    expect(answered).toBeGreaterThan(parameters.numRuns / 50);
  });

  test('on items of the usual shape', () => {
    const value = fc.constantFrom(
      'a',
      'to do',
      'x-1.2/y',
      "'a: b # c'",
      "''",
      '2026-02-12T16:23:33.7+00:00',
      'null',
      '-5',
      '~',
      'a:b',
      'a#b',
    );
    const choice = fc.option(value, { nil: undefined });
    const line = (indent: string, name: string, text: string | undefined) =>
      text === undefined ? '' : `${indent}${name}: ${text}\n`;
    const item = fc
      .tuple(value, fc.array(choice, { minLength: 12, maxLength: 12 }), fc.boolean(), fc.nat(3))
      .map(
        ([
          title,
          [status, phase, origin, reason, created, updated, type, context, problem, pool, commit, more],
          described,
          tags,
        ]) =>
          [
            `- id: WRK-${tags}\n  title: ${title}\n`,
            line('  ', 'status', status) +
              line('  ', 'phase', phase) +
              line('  ', 'origin', origin) +
              line('  ', 'blocked_reason', reason),
            tags > 0 ? `  tags:\n${'  - t\n'.repeat(tags)}` : '',
            line('  ', 'created', created) +
              line('  ', 'updated', updated) +
              line('  ', 'pipeline_type', type),
            described
              ? `  description:\n${line('    ', 'context', context)}${line('    ', 'problem', problem)}`
              : '',
            line('  ', 'phase_pool', pool) +
              line('  ', 'last_phase_commit', commit) +
              line('  ', 'status', tags === 3 ? more : undefined),
          ].join(''),
      );
    let answered = 0;
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(0, 0, 2, 3, 4),
        fc.array(mutation, { maxLength: 2 }),
        (items, indent, mutations) => {
          const text = `items:\n${indented(items.join(''), indent)}next_item_id: 7\n`;
          answered += agrees(bytesOf(mutations.reduce(mutate, text))) ? 1 : 0;
        },
      ),
      parameters,
    );
    expect(answered).toBeGreaterThan(parameters.numRuns / 4);
  });

  test('also where it goes on from another version', () => {
    const item = fc.record({
      id: fc
        .constantFrom('A', 'B-C', '~')
        .chain((prefix) => fc.nat(99).map((number) => `${prefix}-${number}`)),
      more: fc.constantFrom(
        '',
        '  pipeline_type: spike\n',
        '  tags:\n  - a\n',
        '  note: |\n    x\n\n    - y\n',
        '# z\n\n',
      ),
    });
    const text = ({ id, more }: { id: string; more: string }) => `- id: ${id}\n  title: Of ${id}\n${more}`;
    let shared = 0;
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 8, maxLength: 60 }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(2), fc.array(item, { maxLength: 2 })), { maxLength: 2 }),
        fc.array(mutation, { maxLength: 1 }),
        fc.constantFrom('', 'next_item_id: 3\n', 'next_item_id: 40\nnote: x\n'),
        fc.constantFrom('next_item_id: 3\n', ''),
        fc.constantFrom([0, 0], [2, 2], [0, 2], [2, 0], [3, 3]),
        (items, splices, mutations, before, after, [from = 0, to = 0]) => {
          const old = `items:\n${indented(items.map(text).join(''), from)}${before}`;
          const edited = splices.reduce(
            (list, [at, gone, added]) => list.toSpliced(at % (list.length + 1), gone, ...added),
            items,
          );
          const now = indented(edited.map(text).join(''), to);
          const next = mutations.reduce(mutate, `items:\n${now}${before || after}`);
          const first = scan(old);
          const scanned = scan(next, first.trail);
          expect(scanned.backlog).toStrictEqual(scan(next).backlog);
          // Nor does it matter that nobody has looked at the items before.
          const unseen = scanBacklog('B.yaml', bytesOf(old));
          const later = scanBacklog('B.yaml', bytesOf(next), unseen?.trail);
          expect([later?.backlog, unseen?.backlog]).toStrictEqual([scanned.backlog, first.backlog]);
          // And back again, from what was put together.
          expect(scan(old, scanned.trail).backlog).toStrictEqual(first.backlog);
          const known = new Set(first.items);
          shared += scanned.items.some((one) => known.has(one)) ? 1 : 0;
        },
      ),
      parameters,
    );
    expect(shared).toBeGreaterThan(parameters.numRuns / 10);
  });

  test('on lines of horrors', () => {
    const piece = fc.constantFrom(...HORRORS);
    const field = fc.tuple(
      fc.constantFrom('  ', '  a: ', '  b: ', '    ', '    c: ', '- ', '  - ', '    - ', ''),
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
        fc.constantFrom(
          '',
          '\n  - x',
          '\n    y: z',
          '\n    z',
          '\n\n  last: 1',
          '\n\n    y\n      z\n   x',
          '\n      y\n    z',
          '\n     \n    y',
        ),
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
    const sequence = fc.array(
      fc.oneof(
        fc.nat(255),
        fc.constantFrom(
          0x7f,
          0x80,
          0x8f,
          0x90,
          0x9f,
          0xa0,
          0xbf,
          0xc1,
          0xc2,
          0xdf,
          0xe0,
          0xed,
          0xef,
          0xf0,
          0xf4,
          0xf5,
        ),
      ),
      { minLength: 1, maxLength: 4 },
    );
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
