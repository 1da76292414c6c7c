import { expect, test } from 'vitest';

import { entriesAfter, worklogFileName } from '../../../../src/formats/worklog/worklog-entry.ts';

const timestamp = '2026-02-20T22:06:19.551975316+00:00';
const entry = { timestamp, id: 'WRK-025', title: 'Clean up (stale) files', phase: 'review' };
const TEXT = `## ${timestamp} — WRK-025 (Clean up (stale) files)

- **Status:** Done
- **Phase:** review

---

`;

test.each([
  ['nothing yet', '', TEXT],
  ['an entry before', TEXT, TEXT + TEXT],
  ['no blank line at the end', '---\n', `---\n\n${TEXT}`],
  ['no line break at the end', '---', `---\n\n${TEXT}`],
  ['blanks at the end', '---  ', `---  \n\n${TEXT}`],
  ['more blank lines than needed', '---\n\n\n', `---\n\n\n${TEXT}`],
  ['short lines', 'x\ny\n\n', `x\ny\n\n${TEXT}`],
  ['CRLF and a blank line', '---\r\n\r\n', `---\r\n\r\n${TEXT.replaceAll('\n', '\r\n')}`],
  ['CRLF', '---\r\n', `---\r\n\r\n${TEXT.replaceAll('\n', '\r\n')}`],
])('appends to %s', (_, before, after) => {
  expect(before + entriesAfter(before, [entry])).toBe(after);
});

test('several entries, a title over two lines, no phase', () => {
  const text = entriesAfter('', [entry, { ...entry, title: ' Two\n lines ', phase: undefined }]);
  expect(text).toBe(
    `${TEXT}## ${timestamp} — WRK-025 (Two lines)\n\n- **Status:** Done\n- **Phase:** N/A\n\n---\n\n`,
  );
});

test('the month is that of the moment', () => {
  expect(worklogFileName(timestamp)).toBe('2026-02.md');
});
