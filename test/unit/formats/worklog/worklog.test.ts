import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { readHeadingLine, readNearHeading } from '../../../../src/formats/worklog/heading.ts';
import { findWorklogProblem, parseWorklog, readWorklog } from '../../../../src/formats/worklog/worklog.ts';

const claimsOf = (text: string) => parseWorklog('_worklog/2026-02.md', new TextEncoder().encode(text));
const entry = (line: string, ...body: string[]) =>
  `## 2026-02-20T15:59:31Z — WRK-068 (Title)\n\n${line}\n${body.join('\n')}\n---\n\n`;

test('headings with timestamp, ID and title', () => {
  const text = `# Log

## 2026-02-20T15:59:31.918484599+00:00 — WRK-068 (Triage prompt (draft) changes)

- **Phase:** triage
- **Outcome:** Merged
- **Summary:** Merged into WRK-057, see WRK-999

---

## 2026-02-21T15:59:31Z — wrk-7 (Ünïcode → 漢字)
`;
  expect(claimsOf(text)).toStrictEqual([
    {
      kind: 'heading',
      id: { prefix: 'WRK', number: 68 },
      key: 'WRK-068',
      written: undefined,
      timestamp: '2026-02-20T15:59:31.918484599+00:00',
      title: 'Triage prompt (draft) changes',
      terminal: true,
      place: { path: '_worklog/2026-02.md', line: 3, column: 1 },
    },
    {
      kind: 'heading',
      id: { prefix: 'WRK', number: 7 },
      key: 'WRK-007',
      written: 'wrk-7',
      timestamp: '2026-02-21T15:59:31Z',
      title: 'Ünïcode → 漢字',
      terminal: false,
      place: { path: '_worklog/2026-02.md', line: 11, column: 1 },
    },
  ]);
});

test.each([
  ['- **Status:** Done', true],
  ['- **Outcome:** Merged', true],
  ['- **Outcome:** Archived', true],
  ['* **Outcome:** Archived by hand', true],
  ['**Status:** Done', true],
  ['-   **Status:**   Done', true],
  ['\t+\t**Outcome:**\tMerged', true],
  ['- **Outcome:** Mergedly', false],
  ['- **Outcome:** not Merged', false],
  ['- **Status:** Complete', false],
  ['- **Status:** Subphase Complete', false],
  ['- **Status:** Blocked', false],
  ['- **Status:** Donely', false],
  ['- **Outcome:** Done', false],
  ['- **Summary:** it said **Status:** Done', false],
  ['', false],
])('an entry that says %j: terminal %j', (line, terminal) => {
  expect(claimsOf(entry(line))[0]?.terminal).toBe(terminal);
  expect(claimsOf(entry('- **Phase:** x', line).replaceAll('\n', '\r\n'))[0]?.terminal).toBe(terminal);
});

test('an entry ends with the next heading of its rank', () => {
  expect(
    claimsOf(entry('- **Phase:** x') + entry('- **Status:** Done')).map(({ terminal }) => terminal),
  ).toStrictEqual([false, true]);
  expect(
    claimsOf(`${entry('')}## Notes\n- **Status:** Done\n`).map(({ terminal }) => terminal),
  ).toStrictEqual([false]);
  expect(claimsOf(entry('### More\n- **Status:** Done')).map(({ terminal }) => terminal)).toStrictEqual([
    true,
  ]);
});

test.each([
  ['## 2026-02-20 — WRK-1 (x)', 'x'],
  ['## 2026-02-20 15:59:31 +00:00 — WRK-1 (x)'.replace(' +00:00', ''), 'x'],
  ['## 2026-02-20T00:00:00Z — WRK-1 (a) b (c)', 'a) b (c'],
  ['##   2026-02-20T00:00:00Z   —   WRK-1   (x)', 'x'],
  ['## 2026-02-20 15:59:31.5+00:00 — WRK-1 (x)', 'x'],
  ['## 2026-02-20T00:00:00Z — WRK-1 (x)\t', 'x'],
  ['## 2026-02-20T00:00:00Z — WRK-1 ()', ''],
  ['## 2026-02-20T00:00:00Z — WRK-1', ''],
  ['## 2026-02-20T00:00:00Z — WRK-1 (x) \r', 'x'],
])('%j has the title %j', (heading, title) => {
  expect(claimsOf(heading).map((claim) => claim.title)).toStrictEqual([title]);
  expect(claimsOf(`\`\`\`\n${heading}\n`)).toHaveLength(1);
});

test.each([
  '## 2026-02-20T00:00:00Z — WRK-abc (x)',
  '## 2026-02-20T00:00:00Z — WRK-4294967296 (x)',
  '## 2026-02-20T00:00:00Z — WRK-1 is prose',
  '## 2026-02-20T00:00:00Z - WRK-1 (x)',
  '## Notes — WRK-1 (x)',
  '## on 2026-02-20T00:00:00Z — WRK-1 (x)',
  '## 2026-02-20 at noon — WRK-1 (x)',
  '### 2026-02-20T00:00:00Z — WRK-1 (x)',
  ' ## 2026-02-20T00:00:00Z — WRK-1 (x)',
  '',
])('%j claims nothing', (text) => {
  expect(claimsOf(text)).toStrictEqual([]);
});

test('bytes that are not UTF-8 are replaced', () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode('\xFF\n## 2026-02-20 — WRK-1 (x'), 0xff, 0x29]);
  expect(parseWorklog('w.md', bytes)[0]).toMatchObject({ title: 'x\uFFFD', place: { line: 2 } });
});

test.each([
  ['none', '# Log\n\n## 2026-02-20T15:59:31Z — WRK-001 (One)\n', undefined],
  ['a marker in a line', 'a <<<<<<< b\n', undefined],
  ['a heading of Markdown', 'Log\n=======\n', undefined],
  ['a whole conflict', 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> side\n', 2],
  ['what is left of one', 'a\nb\n\n>>>>>>> side\r\n', 4],
  ['a base', '||||||| base', 1],
])('a conflict marker is a problem: %s', (_, text, line) => {
  const problem = findWorklogProblem('_worklog/2026-02.md', Buffer.from(text));
  expect(problem?.place).toEqual(line && { path: '_worklog/2026-02.md', line, column: 1 });
});

/** The form of a heading in one expression. It takes quadratic time on long lines, which is why the reader goes step by step. */
const HEADING = /^## +(\d{4}-\d\d-\d\d\S*(?: [\d:.]+\S*)?) +\xE2\x80\x94 +(\S+)(?: +\(([^\n]*)\))?[ \t\r]*$/u;

test('what is read step by step is the whole form', () => {
  const piece = fc.constantFrom(' ', '  ', '\t', '\r', '\xE2\x80\x94', '(', ')', 'WRK-1', '1', ':', '.', 'x');
  const part = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(part, part, part, part, (one, two, three, four) => {
      const line = `## ${one}2026-02-20${two} \xE2\x80\x94 WRK-1${three} (x)${four}`;
      const [match, timestamp, id, title = ''] = HEADING.exec(line) ?? [];
      expect(readHeadingLine(line)).toEqual(match === undefined ? undefined : { timestamp, id, title });
    }),
    { numRuns: 5000 },
  );
});

test('a line of a megabyte is read at once', () => {
  for (const piece of ['1', ' 1', '\xE2\x80\x94', ' \xE2\x80\x94', '(', ' ', 'x ', ')'])
    expect(readHeadingLine(`## 2026-01-01 ${piece.repeat(1_000_000)}`)).toBeUndefined();
});

test.each([
  ['### 2026-02-20T15:59:31+00:00 — WRK-016 (Other)', '## 2026-02-20T15:59:31+00:00 — WRK-016 (Other)'],
  ['# 2026-02-20 — wrk-16 (Other)', '## 2026-02-20 — WRK-016 (Other)'],
  ['## 2026-02-20T15:59:31+00:00 - WRK-016 (Other)', '## 2026-02-20T15:59:31+00:00 — WRK-016 (Other)'],
  ['## 2026-02-20T15:59:31+00:00 – WRK-016 (Öther)', '## 2026-02-20T15:59:31+00:00 — WRK-016 (Öther)'],
  ['## 2026-02-20 15:59:31 -- WRK-016: Other', '## 2026-02-20 15:59:31 — WRK-016 (Other)'],
  ['## 2026-02-20 WRK-016 (a (b) c)', '## 2026-02-20 — WRK-016 (a (b) c)'],
  ['##2026-02-20 — WRK-016', '## 2026-02-20 — WRK-016'],
  ['## 2026-02-20T00:00:00Z — WRK-1 is prose', '## 2026-02-20T00:00:00Z — WRK-001 (is prose)'],
])('%j nearly is %j', (line, right) => {
  const { rows, nearMisses } = readWorklog('w.md', Buffer.from(`# Log\r\n\r\n${line}\r\n\r\nx\r\n`));
  expect(rows).toEqual([]);
  expect(nearMisses).toMatchObject([
    { kind: 'heading', text: line, right, place: { path: 'w.md', line: 3, column: 1 } },
  ]);
});

test('what is nearly a heading may be anywhere, and of another rank ends no entry', () => {
  const text = `### 2026-01-01 — A-1 (x)\n${entry('### 2026-01-02 — A-2 (x)\n# more\n- **Status:** Done')}## 2026-01-03 - A-3\n`;
  const { rows, nearMisses } = readWorklog('w.md', Buffer.from(text));
  expect(rows.map(({ claim: { key, terminal } }) => [key, terminal])).toEqual([['WRK-068', true]]);
  expect(nearMisses.map(({ key, place }) => [key, place.line])).toEqual([
    ['A-001', 1],
    ['A-002', 4],
    ['A-003', 10],
  ]);
});

test.each([
  '## 2026-02-20T00:00:00Z — WRK-abc (x)',
  '## Notes — WRK-1 (x)',
  '## 2026-02-20',
  '## 2026-02-20 — ',
  '## on 2026-02-20 — WRK-1 (x)',
  '####### 2026-02-20 — WRK-1 (x)',
  ' ## 2026-02-20 — WRK-1 (x)',
  '2026-02-20 — WRK-1 (x)',
  'text',
])('%j is nothing like it', (line) => {
  expect(readWorklog('w.md', Buffer.from(line)).nearMisses).toEqual([]);
});

test('of a line of a megabyte the start is looked at', () => {
  for (const piece of ['1', ' 1', '\xE2\x80\x94', '(', ' ', 'x ', ')', '#', '-'])
    expect(readNearHeading(`## 2026-01-01${piece.repeat(1_000_000)}`)?.title.length ?? 0).toBeLessThan(1000);
});

test('an entry right behind a byte order mark', () => {
  const text = '\uFEFF## 2026-02-20T15:59:31Z — WRK-068 (Title)\n';
  expect(claimsOf(text)).toMatchObject([{ key: 'WRK-068', title: 'Title', place: { line: 1, column: 1 } }]);
  expect(claimsOf(`\uFEFF# Log\n\n${text.slice(1)}`)).toMatchObject([{ place: { line: 3 } }]);
});
