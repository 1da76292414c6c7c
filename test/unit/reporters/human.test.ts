import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Report } from '../../../src/core/findings/report.ts';
import { renderHuman } from '../../../src/reporters/human.ts';
import { finding, PLAIN, report } from './reports.ts';

const reused = finding({
  rule: 'id-reused',
  id: 'WRK-007',
  message: 'WRK-007 "Search" is already taken by "Retry limits"',
  place: { path: 'BACKLOG.yaml', line: 4, column: 7 },
  related: [],
  remedy: 'tidemark renumber WRK-007',
});

const print = (given: Report, style = {}) => renderHuman(given, { ...PLAIN, ...style });

describe('a finding', () => {
  test('shows the sentence, the line, the other place and the command', () => {
    const excerpts = new Map([['BACKLOG.yaml:812', 'next_item_id: 141']]);
    expect(print(report([finding()], { excerpts }))).toBe(
      [
        'BACKLOG.yaml:812:15: next_item_id is 141, but WRK-142 is taken by changes/WRK-142_retry-limits/ [mark-behind]',
        '  812 | next_item_id: 141',
        '      |               ^',
        '  changes/WRK-142_retry-limits:1: the directory of WRK-142',
        '  fix: tidemark fix',
        '',
        '1 error: index against HEAD. BACKLOG.yaml: 97 items, mark 141, highest claim 142, next ID WRK-143',
        '',
      ].join('\n'),
    );
  });

  test('says when it is a warning, and when it was there before', () => {
    const text = print(report([finding({ severity: 'warning', inherited: true })]));
    expect(text).toContain('[mark-behind] (warning, inherited)\n');
    expect(text).toContain('\n1 inherited: index against HEAD.');
  });

  test('stands beside the others of its ID, under one heading and with one command', () => {
    const text = print(report([reused, finding(), { ...reused, rule: 'change-dir-conflict' }]));
    expect(text.split('\n\n')[0]).toBe(
      [
        'WRK-007: 2 findings',
        'BACKLOG.yaml:4:7: WRK-007 "Search" is already taken by "Retry limits" [id-reused]',
        'BACKLOG.yaml:4:7: WRK-007 "Search" is already taken by "Retry limits" [change-dir-conflict]',
        '  fix: tidemark renumber WRK-007',
      ].join('\n'),
    );
  });

  test('without an ID stands alone', () => {
    const lost = finding({ id: null, rule: 'mark-missing', related: [] });
    expect(print(report([lost, { ...lost }])).split('\n\n')).toHaveLength(3);
  });
});

describe('the code frame', () => {
  const frame = (text: string, column: number) => {
    const place = { path: 'B', line: 1, column };
    const given = report([finding({ place, related: [] })], { excerpts: new Map([['B:1', text]]) });
    return print(given, { columns: 40 }).split('\n').slice(1, 3);
  };

  test('cuts a long line to a window around the column', () => {
    const [code = '', caret = ''] = frame(`${'a'.repeat(500)}X${'b'.repeat(500)}`, 501);
    expect(code.length).toBeLessThanOrEqual(42);
    expect(code).toMatch(/^ {2}1 \| …a+Xb+…$/u);
    expect(caret.indexOf('^')).toBe(code.indexOf('X'));
  });

  test('puts the caret right behind characters that were made visible', () => {
    const [code = '', caret = ''] = frame('\t\u001B[2JX', 6);
    expect(code).toBe('  1 | \\t\\u{1b}[2JX');
    expect(caret.indexOf('^')).toBe(code.indexOf('X'));
  });

  test('never cuts a character in half', () => {
    expect(frame('🌊'.repeat(100), 101).join('')).not.toContain('\\u{d');
  });
});

describe('the rest', () => {
  test.each<[string, Partial<Report>, string]>([
    [
      'clean',
      {},
      'clean: index against HEAD. BACKLOG.yaml: 97 items, mark 141, highest claim 142, next ID WRK-143\n',
    ],
    [
      'no base',
      { bases: [] },
      'clean: index (nothing to compare with). BACKLOG.yaml: 97 items, mark 141, highest claim 142, next ID WRK-143\n',
    ],
    ['no backlog', { backlog: null }, 'clean: index against HEAD. No readable backlog.\n'],
    [
      'nothing claimed',
      { backlog: { path: 'B', mark: null, highest: null, next: null, items: 1 } },
      'clean: index against HEAD. B: 1 item, no mark, no ID claimed\n',
    ],
    [
      'unchecked',
      { backlog: null, unchecked: ['the history is cut off'], notes: ['the policy changes'] },
      'not checked: the history is cut off\nnote: the policy changes\n\ncould not check: index against HEAD. No readable backlog.\n',
    ],
  ])('%s', (_, changes, text) => {
    expect(print(report([], changes))).toBe(text);
  });

  test('advice follows findings alone', () => {
    expect(print(report([finding()], { advice: 'a gap costs nothing' }))).toContain(
      '\nnote: a gap costs nothing\n',
    );
    expect(print(report([], { advice: 'a gap costs nothing' }))).not.toContain('a gap');
  });

  test('quiet: errors alone, and silence without one', () => {
    expect(print(report([finding({ severity: 'warning' })], { notes: ['x'] }), { quiet: true })).toBe('');
    expect(print(report([finding({ severity: 'warning' }), reused]), { quiet: true })).not.toContain(
      'mark-behind',
    );
    expect(print(report([], { unchecked: ['why'] }), { quiet: true })).toContain('not checked: why');
  });

  test('colours only when told to', () => {
    expect(print(report([finding()]), { color: true })).toContain('\u001B[31m[mark-behind]\u001B[39m');
  });
});

test('whatever the repository holds, nothing steers the terminal and no line is forged', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('\u001B', '\n', '\r', '\u009B', '\u202E', '\u2028', 'a', '[2J'),
  });
  fc.assert(
    fc.property(hostile, (text) => {
      const place = { path: `p${text}`, line: 1, column: 1 };
      const evil = finding({
        id: text,
        message: text,
        place,
        related: [{ ...place, message: text }],
        remedy: text,
      });
      const excerpts = new Map([[`p${text}:1`, text]]);
      const printed = print(report([evil, evil], { excerpts, notes: [text], unchecked: [text] }));
      expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028-\u202E]/u);
      expect(printed.split('\n').length).toBeLessThanOrEqual(18);
    }),
  );
});
