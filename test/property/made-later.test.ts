import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withTraceRows } from '../../src/core/ledger/rows/trace-rows.ts';
import type { BacklogState, Snapshot } from '../../src/core/ledger/snapshot.ts';
import { parseBacklogYaml } from '../../src/formats/backlog/backlog.ts';
import { scanBacklog } from '../../src/formats/backlog/scan/scan-backlog.ts';
import type { ScanTrail } from '../../src/formats/backlog/scan/scan-trail.ts';
import { readChanges } from '../../src/formats/change-dir.ts';
import { readWorklog } from '../../src/formats/worklog/worklog.ts';
import { evaluate, needsHistory } from '../../src/core/rules/engine/evaluate.ts';
import { DEFAULT_POLICY } from '../../src/core/findings/policy.ts';
import { stateOf } from '../../src/core/ledger/ledger-state.ts';
import type { Situation } from '../../src/core/ledger/situation.ts';

const parameters = {
  numRuns: Number(process.env['SCAN_CASES'] ?? 200),
  ...(process.env['SCAN_SEED'] !== undefined && { seed: Number(process.env['SCAN_SEED']) }),
};

interface Files {
  readonly backlog: string;
  readonly worklog: string;
  readonly paths: readonly string[];
}

const bytesOf = (text: string) => Buffer.from(text);

function snapshot(
  files: Files,
  backlog: BacklogState,
  commit: string | undefined,
): Omit<Snapshot, 'headings' | 'directories'> {
  const nearMisses = [
    ...readChanges('changes', files.paths).nearMisses,
    ...readWorklog('_worklog/1.md', bytesOf(files.worklog)).nearMisses,
  ];
  return { label: commit ?? 'candidate', commit, backlog, nearMisses, prefixes: [] };
}

const claimsIn = <C>(rows: readonly { readonly claim: C }[]): readonly C[] => rows.map(({ claim }) => claim);

/** Everything is made at once, by the YAML library, and nothing is shared. */
function plain(files: Files, commit?: string): Snapshot {
  return {
    ...snapshot(files, parseBacklogYaml('BACKLOG.yaml', bytesOf(files.backlog)), commit),
    headings: claimsIn(readWorklog('_worklog/1.md', bytesOf(files.worklog)).rows),
    directories: claimsIn(readChanges('changes', files.paths).rows),
  };
}

/** Nothing is made before somebody asks, and what is the same in two versions is shared. */
function lazily(base: Files, candidate: Files): readonly [Snapshot, Snapshot] {
  let trail: ScanTrail | undefined;
  const worklogs = new Map<string, ReturnType<typeof readWorklog>>();
  const changes = new Map<string, ReturnType<typeof readChanges>>();
  const read = (files: Files, commit?: string): Snapshot => {
    const scanned = scanBacklog('BACKLOG.yaml', bytesOf(files.backlog), trail);
    trail = scanned?.trail ?? trail;
    const state = scanned
      ? ({ state: 'readable', backlog: scanned.backlog } as const)
      : parseBacklogYaml('BACKLOG.yaml', bytesOf(files.backlog));
    const log = worklogs.get(files.worklog) ?? readWorklog('_worklog/1.md', bytesOf(files.worklog));
    worklogs.set(files.worklog, log);
    const names = files.paths.join('\n');
    const listing = changes.get(names) ?? readChanges('changes', files.paths);
    changes.set(names, listing);
    return withTraceRows(snapshot(files, state, commit), { headings: log.rows, directories: listing.rows });
  };
  return [read(candidate), read(base, 'base')];
}

const title = fc.constantFrom('One', 'Two', 'Three', 'One more', 'ünï');
const id = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.constantFrom('A', 'A', 'A', 'B', 'c'), fc.nat(12))
      .map(([prefix, at]) => `${prefix}-${at}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('A-0007', '12', 'A-x', 'A-99999') },
);
const item = fc
  .tuple(
    id,
    title,
    fc.constantFrom('', '  created: 2026-01-01T00:00:00.5Z\n', '  created: 2026-01-02T00:00:00Z\n'),
    fc.constantFrom('', '  pipeline_type: spike\n', '  # x\n'),
  )
  .map(([own, text, created, more]) => `- id: ${own}\n  title: ${text}\n${created}${more}`);
const entry = fc
  .tuple(fc.nat(9), id, title, fc.constantFrom('', '- **Status:** Done\n'))
  .map(([day, own, text, status]) => `## 2026-01-0${day} — ${own} (${text})\n\n${status}\n`);
const path = fc
  .tuple(
    id,
    fc.constantFrom('one', 'two', 'one-more'),
    fc.constantFrom('', 'one_', 'two_'),
    fc.constantFrom('PRD', 'SPEC'),
    fc.boolean(),
  )
  .map(
    ([own, slug, named, type, isOwn]) => `changes/${own}_${slug}/${isOwn ? own : 'A-1'}_${named}${type}.md`,
  );
const list = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { maxLength });

/** Two versions that have most in common. */
const versions = fc
  .record({
    items: list(item, 12),
    entries: list(entry, 6),
    paths: list(path, 6),
    gone: fc.tuple(fc.nat(12), fc.nat(2)),
    added: list(item, 2),
    logged: list(entry, 1),
    filed: list(path, 1),
    marks: fc.tuple(
      fc.constantFrom('', 'next_item_id: 12\n', 'next_item_id: 7\n'),
      fc.constantFrom('', 'next_item_id: 12\n', 'next_item_id: 13\n', 'next_item_id: "12"\n'),
    ),
  })
  .map(({ items, entries, paths, gone: [at, count], added, logged, filed, marks }) => {
    const files = (
      own: readonly string[],
      log: readonly string[],
      names: readonly string[],
      mark: string,
    ): Files => ({
      backlog: `items:${own.length === 0 ? ' []' : ''}\n${own.join('')}${mark}`,
      worklog: log.join(''),
      paths: [...new Set(names)].toSorted(),
    });
    return [
      files(items, entries, paths, marks[0]),
      files(items.toSpliced(at, count, ...added), [...entries, ...logged], [...paths, ...filed], marks[1]),
    ] as const;
  });

function situationOf(candidate: Snapshot, base: Snapshot): Situation {
  const { backlog, commit = '' } = base;
  const versions =
    backlog.state === 'readable' ? [{ commit, parents: [], state: stateOf(backlog.backlog) }] : [];
  const bases = [{ snapshot: base, lent: undefined, fork: undefined }];
  const terms = { policy: DEFAULT_POLICY, strict: false, trustNoMark: false };
  return { candidate, bases, sides: [], versions, ...terms };
}

test('property: what is made later is checked as if it were made at once', () => {
  let found = 0;
  fc.assert(
    fc.property(versions, ([base, candidate]) => {
      const later = situationOf(...lazily(base, candidate));
      const made = situationOf(plain(candidate), plain(base, 'base'));
      expect(needsHistory(later)).toBe(needsHistory(made));
      const evaluation = evaluate(later);
      expect(evaluation).toEqual(evaluate(made));
      found += evaluation.findings.length;
    }),
    parameters,
  );
  expect(found).toBeGreaterThan(parameters.numRuns);
});
