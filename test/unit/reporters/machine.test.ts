import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { FORMATS } from '../../../src/reporters/formats.ts';
import { REPORTERS } from '../../../src/reporters/index.ts';
import { finding, PLAIN, report } from './reports.ts';

const json = (...given: Parameters<typeof report>) => REPORTERS.json(report(...given), PLAIN);
const accept = (...given: Parameters<typeof report>) => REPORTERS.accept(report(...given), PLAIN);

test('json holds the keys of the contract, and no others', () => {
  expect(
    JSON.parse(
      json([finding(), finding({ severity: 'warning' }), finding({ severity: 'warning', inherited: true })]),
    ),
  ).toEqual({
    version: 1,
    candidate: { kind: 'index', label: 'index' },
    bases: [{ label: 'HEAD', commit: 'a'.repeat(40) }],
    backlog: { path: 'BACKLOG.yaml', mark: 141, highest: 142, next: 'WRK-143', items: 97 },
    ledgers: [],
    findings: [
      ['error', false],
      ['warning', false],
      ['warning', true],
    ].map(([severity, inherited]) => ({
      rule: 'mark-behind',
      severity,
      inherited,
      ledger: null,
      id: 'WRK-142',
      message: 'next_item_id is 141, but WRK-142 is taken by changes/WRK-142_retry-limits/',
      location: { path: 'BACKLOG.yaml', line: 812, column: 15 },
      related: [{ path: 'changes/WRK-142_retry-limits', line: 1, message: 'the directory of WRK-142' }],
      moreRelated: 0,
      remedy: 'tidemark fix',
      remedyKind: 'fix',
    })),
    unchecked: [],
    summary: { errors: 1, warnings: 1, inherited: 1 },
  });
});

test('json of nothing at all', () => {
  expect(JSON.parse(json([], { backlog: null, bases: [], unchecked: ['why'] }))).toMatchObject({
    bases: [],
    backlog: null,
    findings: [],
    unchecked: ['why'],
    summary: { errors: 0, warnings: 0, inherited: 0 },
  });
});

test('accept prints entries that a person only has to give a reason', () => {
  const reused = finding({ rule: 'id-reused', id: 'WRK-007', excuse: { subject: 'Search: "all"' } });
  const text = accept([finding(), reused, reused]);
  expect(text).toContain('    subject: "Search: \\"all\\""\n');
  expect(parse(text)).toEqual({
    accept: [
      { rule: 'mark-behind', mark: 141, reason: expect.stringContaining('REPLACE ME') },
      { rule: 'id-reused', id: 'WRK-007', subject: 'Search: "all"', reason: expect.any(String) },
    ],
  });
});

test.each([
  ['nothing found', [], '# tidemark: nothing to accept\n'],
  [
    'old trouble alone',
    [finding({ severity: 'warning', inherited: true })],
    '# tidemark: nothing to accept\n# Inherited findings do not block anyone. To accept them anyway: `tidemark check --strict --format accept`\n',
  ],
  [
    'what nothing can excuse',
    [finding({ rule: 'backlog-unreadable', excuse: undefined })],
    '# tidemark: nothing to accept\n# backlog-unreadable cannot be accepted: it has to be fixed\n',
  ],
])('accept, %s', (_, findings, text) => {
  expect(accept(findings)).toBe(text);
});

test('whatever a title holds comes back from JSON and YAML unchanged, and steers no terminal', () => {
  const unit = fc.oneof(
    fc.constantFrom('\u001B', '\n', '\u0085', '\u202E', '\uFEFF', '"', '\\', ': ', '#', '\u{E0041}'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.string({ unit }), (subject) => {
      const evil = report([finding({ message: subject, excuse: { subject } })]);
      for (const format of FORMATS) {
        expect(REPORTERS[format](evil, PLAIN).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028-\u202E]/u);
      }
      expect(JSON.parse(REPORTERS.json(evil, PLAIN)).findings[0].message).toBe(subject);
      expect(parse(REPORTERS.accept(evil, PLAIN)).accept[0].subject).toBe(subject);
    }),
  );
});
