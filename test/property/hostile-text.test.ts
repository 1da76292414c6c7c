import * as fc from 'fast-check';
import { marked } from 'marked';
import { expect, test } from 'vitest';

import type { Finding } from '../../src/core/findings/finding.ts';
import type { Report } from '../../src/core/findings/report.ts';
import { visible } from '../../src/reporters/parts/escape.ts';
import { FORMATS } from '../../src/reporters/formats.ts';
import { REPORTERS } from '../../src/reporters/index.ts';
import { renderStepSummary } from '../../src/reporters/step-summary.ts';
import { junitErrors, schemaErrors } from '../support/validate.ts';
import { finding, PLAIN, report } from '../unit/reporters/reports.ts';

/** Everything that ever broke out of a report: terminals, runners' commands, XML, HTML, Markdown, JSON in a page. */
const WEAPONS = [
  [
    '\u001B[2J',
    '\u001B]8;;https://x.example\u0007',
    '\u009B31m',
    '\u0000',
    '\u0008',
    '\u007F',
    '\r',
    '\n',
    '\t',
  ],
  ['\u202E', '\u2066', '\u200B', '\u2028', '\uFEFF', '\uFFFE', '\uFFFF', '\u{E0041}', '\uD800', '\uDC00'],
  ['\u00AD', '\u034F', '\u115F', '\u1160', '\u17B4', '\u180B', '\u180E', '\u200C', '\u200D', '\u2800'],
  ['\u3164', '\uFE0F', '\uFFA0', '\u{1D173}', '\u{E0100}'],
  [
    '::set-output name=a::b',
    '::error::',
    '\n::add-mask::x',
    '##[add-path]',
    '##vso[task.setvariable]',
    '##TeamCity[',
  ],
  ['%0A', '%0D', '%25', ',title=x', '::', ':', '#', '##'],
  [
    ']]>',
    '<![CDATA[',
    '</failure>',
    '&amp;',
    '&#0;',
    '"/>',
    "'",
    '</script>',
    '<img src=x onerror=y>',
    '<!--',
    '-->',
  ],
  [
    '|',
    '\\|',
    '`',
    '```',
    '**',
    '[x](javascript:y)',
    '![x](y)',
    '](0)',
    '\\',
    '@all',
    '#1',
    'https://x.example',
    'www.x.example',
    'a@b.example',
    '| --- |',
    '~~',
    '---',
    '# ',
    '- ',
  ],
  ['{0}', '": 1}', 'ü', '🌊', ' ', 'WRK-001', 'a'],
].flat();

const hostile = fc.string({ unit: fc.constantFrom(...WEAPONS), minLength: 1, maxLength: 8 });
const column = fc.integer({ min: 1, max: 12 });

/** A report in which every text that can come from a repository, a branch name or git is the same hostile one. */
function evilReport(text: string, col: number): Report {
  const place = { path: text, line: 1, column: col };
  const evil: Finding = finding({
    id: text,
    message: text,
    place,
    related: [{ ...place, message: text }],
    remedy: text,
    excuse: { subject: text },
    evidence: [text],
  });
  return report([evil, { ...evil, severity: 'warning', inherited: true }], {
    candidate: { kind: 'commit', label: text },
    bases: [{ label: text, commit: text }],
    backlog: { path: text, mark: 1, highest: 1, next: text, items: 1 },
    unchecked: [text],
    notes: [text],
    advice: text,
    excerpts: new Map([[`${text}:1`, text]]),
  });
}

const evilReports = fc.tuple(hostile, column).map(([text, col]) => ({ text, evil: evilReport(text, col) }));
/** First and last of what steers or hides without being a control. */
const HIDDEN: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xfffe, 0xffff],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

function isHidden(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return HIDDEN.some(([first, last]) => first <= code && code <= last);
}

const PRINTED = { ...REPORTERS, summary: renderStepSummary };

test.each([...FORMATS, 'summary' as const])('%s steers no terminal and no runner', (format) => {
  fc.assert(
    fc.property(evilReports, ({ evil }) => {
      const text = PRINTED[format](evil, PLAIN);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}]/u);
      expect(Array.from(text).filter(isHidden)).toEqual([]);
      expect(text).not.toMatch(/##(?:vso|teamcity)?\[/iu);
      const commands = text.split('\n').filter((line) => /^\s*::/u.test(line));
      expect(commands).toHaveLength(format === 'github' ? 5 : 0);
    }),
    { numRuns: 300 },
  );
});

test('github has nothing but its own commands, whose text comes back when it is unescaped', () => {
  fc.assert(
    fc.property(evilReports, ({ text, evil }) => {
      const lines = REPORTERS.github(evil, PLAIN).trimEnd().split('\n');
      expect(lines).toHaveLength(5);
      for (const line of lines) {
        expect(line).toMatch(/^::(?:error|warning|notice) (?:file=[^,:]*,line=1,col=\d+,)?title=[^,:]*::/u);
      }
      const file = /file=(?<file>[^,:]*)/u.exec(lines[1] ?? '')?.groups?.['file'] ?? '';
      expect(decodeURIComponent(file.replaceAll(/%(?!25|3A|2C)/gu, '%25'))).toBe(visible(text));
    }),
    { numRuns: 300 },
  );
});

test.each(['json', 'sarif', 'gitlab'] as const)(
  '%s stays JSON, with nothing in it that a page would obey',
  (format) => {
    fc.assert(
      fc.property(evilReports, ({ evil }) => {
        const text = REPORTERS[format](evil, PLAIN);
        expect(() => JSON.parse(text)).not.toThrow();
        expect(text).not.toMatch(/<\/script|<!--|<img/u);
      }),
      { numRuns: 300 },
    );
  },
);

test.each([
  ['sarif', 'sarif-2.1.0.json'],
  ['gitlab', 'gitlab-code-quality.json'],
] as const)('%s stays true to its schema', (format, schema) => {
  fc.assert(
    fc.property(evilReports, ({ evil }) => {
      expect(schemaErrors(schema, REPORTERS[format](evil, PLAIN))).toEqual([]);
    }),
  );
});

test('no text of sarif holds a link', () => {
  fc.assert(
    fc.property(evilReports, ({ evil }) => {
      const [{ results }] = JSON.parse(REPORTERS.sarif(evil, PLAIN)).runs;
      expect(results[0].message.text).not.toMatch(/(?<!\\)\]\(/u);
    }),
  );
});

test('junit stays XML of its schema', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { minLength: 40, maxLength: 40 }), async (texts) => {
      const findings = texts.flatMap((text) => evilReport(text, 1).findings);
      expect(await junitErrors(REPORTERS.junit({ ...evilReport('x', 1), findings }, PLAIN))).toEqual([]);
    }),
    { numRuns: 5 },
  );
});

test('junit has no tag but its own', () => {
  fc.assert(
    fc.property(evilReports, ({ evil }) => {
      const rest = REPORTERS.junit(evil, PLAIN).replaceAll(
        /<[/?]?[a-z-]+(?: [a-z]+="[^"<>]*")*[/?]?>|&#\d+;/gu,
        '',
      );
      expect(rest).not.toMatch(/[<>&]/u);
    }),
    { numRuns: 300 },
  );
});

test('the step summary renders as the text it was given: no link, tag, emphasis or further cell', () => {
  fc.assert(
    fc.property(evilReports, ({ text, evil }) => {
      const html = marked.parse(renderStepSummary(evil, PLAIN), { async: false, gfm: true });
      const tags = [...html.matchAll(/<(?<tag>\/?[a-z0-9!]+)/gu)].map(({ groups }) => groups?.['tag'] ?? '');
      expect(tags.filter((tag) => !/^\/?(?:h3|p|table|thead|tbody|tr|th|td|ul|li|code)$/u.test(tag))).toEqual(
        [],
      );
      const cells = [...html.matchAll(/<td[^>]*>(?<cell>.*?)<\/td>/gu)].map(
        ({ groups }) => groups?.['cell'] ?? '',
      );
      expect(cells).toHaveLength(5 + 2 * 5);
      expect(decoded(cells[8] ?? '')).toBe(visible(text).trim());
    }),
    { numRuns: 300 },
  );
});

function decoded(html: string): string {
  return html
    .replaceAll(/&#(\d+);/gu, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
