import { expect, test } from 'vitest';

import { readDocumentIds } from '../../../../src/formats/mentions/document-ids.ts';

const idsIn = (text: string): readonly string[] =>
  readDocumentIds('x.md', Buffer.from(text)).map(
    ({ by, key, place }) => `${by} ${key} ${place.line}:${place.column}`,
  );

test.each([
  ['a heading', '# WRK-072 Research\n', ['heading WRK-072 1:3']],
  ['a heading with a colon', 'intro\n\n### wrk-72: x\n', ['heading WRK-072 3:5']],
  ['a heading in brackets', '# [WRK-072] x\n', ['heading WRK-072 1:4']],
  ['a heading with a slug', '# WRK-072_warm-snapshots\n', ['heading WRK-072 1:3']],
  ['behind a byte order mark', '\uFEFF# WRK-072\n', ['heading WRK-072 1:6']],
  ['an ID line', '# Design\r\n\r\n**ID:** WRK-072\r\n', ['line WRK-072 3:9']],
  ['an ID line in a list', '- **ID**: WRK-072', ['line WRK-072 1:11']],
  ['both', '# WRK-001\n**ID:** WRK-002\n', ['heading WRK-001 1:3', 'line WRK-002 2:9']],
  ['the first of each', '# Design\n# WRK-001\n**ID:** -\n**ID:** WRK-002\n', []],
  ['a mention in a heading', '# Follow-up of WRK-072\n', []],
  ['a mention behind a word', '# Design: WRK-072\n', []],
  ['another kind of number', '# WRK-072a\n# x\n', []],
  ['no heading', '#WRK-072\nWRK-072\n    # WRK-072\n', []],
  ['nothing', '', []],
])('%s', (_, text, ids) => {
  expect(idsIn(text)).toEqual(ids);
});

test('only the start of a document, and of a line, is looked at', () => {
  expect(idsIn(`${'x\n'.repeat(99)}# WRK-001\n`)).toEqual(['heading WRK-001 100:3']);
  expect(idsIn(`${'x\n'.repeat(100)}# WRK-001\n`)).toEqual([]);
  expect(idsIn(`#${' '.repeat(1_000_000)}WRK-001\n`)).toEqual([]);
});
