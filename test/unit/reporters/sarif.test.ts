import { describe, expect, test } from 'vitest';

import type { Report } from '../../../src/core/findings/report.ts';
import { RULES } from '../../../src/core/rules/index.ts';
import { renderSarif } from '../../../src/reporters/sarif.ts';
import { schemaErrors } from '../../support/validate.ts';
import { finding, PLAIN, report } from './reports.ts';

const inherited = finding({
  rule: 'id-reused',
  id: 'WRK-007',
  severity: 'warning',
  inherited: true,
  evidence: ['item WRK-007 2026', 'directory WRK-007 search'],
});
const excerpts = new Map([['BACKLOG.yaml:812', 'next_item_id: 141 # the mark']]);

const run = (given: Report) => JSON.parse(renderSarif(given, PLAIN)).runs[0];
const result = (...given: Parameters<typeof report>) => run(report(...given)).results[0];

test.each([
  ['nothing found', report([])],
  ['findings', report([finding(), inherited, finding({ id: null, related: [] })], { excerpts })],
  [
    'no base, no backlog, half unchecked',
    report([], { bases: [], backlog: null, unchecked: ['cut off'], notes: ['moved'] }),
  ],
])('is SARIF 2.1.0: %s', (_, given) => {
  expect(schemaErrors('sarif-2.1.0.json', renderSarif(given, PLAIN))).toEqual([]);
});

test('the schema is one that can be broken', () => {
  const broken = renderSarif(report([finding()]), PLAIN).replace('"startLine": 812', '"startLine": 0');
  expect(schemaErrors('sarif-2.1.0.json', broken)).toHaveLength(1);
});

test('carries every rule with help', () => {
  const { rules } = run(report([])).tool.driver;
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
  expect(rules.find(({ id }: { id: string }) => id === 'mark-behind')).toMatchObject({
    shortDescription: { text: 'The mark is not below any ID in use' },
    defaultConfiguration: { level: 'error' },
    help: { markdown: expect.stringContaining('**What to do:** Run `tidemark fix`') },
  });
  expect(rules[result([finding()]).ruleIndex].id).toBe('mark-behind');
});

test('a finding has its place, the other places, and the command', () => {
  expect(result([finding()])).toMatchObject({
    ruleId: 'mark-behind',
    level: 'error',
    baselineState: 'new',
    message: {
      text: 'next_item_id is 141, but WRK-142 is taken by changes/WRK-142_retry-limits/\nfix: tidemark fix',
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'BACKLOG.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 812, startColumn: 15 },
        },
      },
    ],
    relatedLocations: [{ id: 0, message: { text: 'the directory of WRK-142' } }],
  });
});

test('old trouble is told from new by the baseline state; without a base there is none', () => {
  expect(result([inherited])).toMatchObject({ level: 'warning', baselineState: 'unchanged' });
  expect(result([finding()], { bases: [] })).not.toHaveProperty('baselineState');
});

test('what was not checked makes the run fail, and notes stand beside it', () => {
  const given = report([finding()], {
    unchecked: ['the history is cut off'],
    notes: ['moved'],
    advice: 'gaps are free',
  });
  expect(run(given).invocations).toEqual([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: 'error', message: { text: 'not checked: the history is cut off' } },
        { level: 'note', message: { text: 'moved' } },
        { level: 'note', message: { text: 'gaps are free' } },
      ],
    },
  ]);
});

test('paths are percent-encoded, segment by segment', () => {
  const place = { path: 'a b/ü%#?:\n\uD800', line: 1, column: 1 };
  const { uri } = result([finding({ place })]).locations[0].physicalLocation.artifactLocation;
  expect(uri).toBe('a%20b/%C3%BC%25%23%3F%3A%0A%EF%BF%BD');
});

test('a title makes no link', () => {
  expect(result([finding({ message: '“[all](https://x.example)”' })]).message.text).toContain(
    '“[all\\](https',
  );
});

test.each([
  ['the message, and with it line numbers', { message: 'another sentence (line 900)' }],
  ['the position', { place: { path: 'BACKLOG.yaml', line: 900, column: 3 } }],
  ['the order of the evidence', { evidence: inherited.evidence.toReversed() }],
])('the fingerprint does not hang on %s', (_, changes) => {
  expect(result([{ ...inherited, ...changes }]).partialFingerprints).toEqual(
    result([inherited]).partialFingerprints,
  );
});

test.each([
  ['rule', { rule: 'duplicate-id' }],
  ['ID', { id: 'WRK-008' }],
  ['path', { place: { path: 'other.yaml', line: 812, column: 15 } }],
  ['claims', { evidence: ['item WRK-007 2026'] }],
] as const)('the fingerprint tells apart by %s', (_, changes) => {
  expect(result([{ ...inherited, ...changes }]).partialFingerprints).not.toEqual(
    result([inherited]).partialFingerprints,
  );
});

test('no two findings have one fingerprint', () => {
  const prints = run(report([finding(), finding(), finding()])).results.map(
    (found: { partialFingerprints: Record<string, string> }) => found.partialFingerprints['tidemark/v1'],
  );
  expect(prints).toEqual([prints[0], `${prints[0]}-2`, `${prints[0]}-3`]);
});

describe('the fix of a mark', () => {
  const fixOf = (...given: Parameters<typeof report>) =>
    result(...given).fixes?.[0].artifactChanges[0].replacements[0];

  test('replaces the number alone by the highest that is asked for', () => {
    const lost = finding({ rule: 'mark-regressed', excuse: { mark: 150 } });
    expect(fixOf([finding({ excuse: { mark: 142 } }), lost], { excerpts })).toEqual({
      deletedRegion: { startLine: 812, startColumn: 15, endColumn: 18 },
      insertedContent: { text: '150' },
    });
  });

  test.each([
    ['the source line is not at hand', undefined],
    ['the number is quoted', 'next_item_id: "141"'],
    ['more stands there than a number', 'next_item_id: 141.0'],
    ['the line is the first of the file', 'schema_version: 3'],
  ])('is left out where %s', (_, line) => {
    const given = line === undefined ? {} : { excerpts: new Map([['BACKLOG.yaml:812', line]]) };
    expect(fixOf([finding()], given)).toBeUndefined();
  });

  test('is nothing that other rules have', () => {
    expect(fixOf([finding({ rule: 'mark-leap', excuse: { mark: 9999 } })], { excerpts })).toBeUndefined();
  });
});
