import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/core/findings/finding.ts';
import { told, verdict } from '../support/check.ts';
import { createRepo } from '../support/repo.ts';
import { FOLDERS } from '../support/sheet-kinds.ts';
import { anySheets, newSheetTeam } from '../support/sheet-steps.ts';
import { importCommits } from '../support/team-files.ts';
import { historyOf, play } from '../support/team-history.ts';
import type { Commit } from '../support/team.ts';

const numRuns = Number(process.env['TORTURE_GIT_HISTORIES'] ?? 3);
const SOME = newSheetTeam('adr');

/** Those of which a number that comes back is an error, as it is in the model. */
const CONFIGURED = {
  adr: 'kind: adr',
  'golang-migrate': 'kind: golang-migrate',
  flyway: 'kind: flyway',
  files: "kind: files, pattern: 'rfc{number}/{slug}.txt'",
} as const;

interface Trial extends Commit {
  readonly findings: readonly Finding[];
}

test('what the guard says of files in git is what it says of the same files in memory', async () => {
  const kinds = fc.constantFrom('adr', 'golang-migrate', 'flyway', 'files');
  await fc.assert(
    fc.asyncProperty(kinds, historyOf(anySheets(SOME), 20), async (kind, history) => {
      const { graph, ...team } = newSheetTeam(kind);
      const trials: Omit<Trial, 'index'>[] = [];
      play({ ...team, graph }, anySheets({ graph }), history, ({ parents, files, moves = [] }) => {
        const findings = graph.checkRepo(parents, files);
        trials.push({ parents, files, moves, findings });
        return findings.some(({ severity }) => severity === 'error');
      });
      const { length } = graph.commits;
      const numbered = trials.map((trial, at) => ({ ...trial, index: length + at }));
      const repo = createRepo();
      const config = `ledgers:\n- { ${CONFIGURED[kind]}, path: [${FOLDERS.join(', ')}] }\n`;
      const oids = importCommits(repo, [...graph.commits, ...numbered], (files) => ({
        '.tidemark.yaml': config,
        ...Object.fromEntries(graph.contentsOf(files)),
      }));
      for (const [at, trial] of numbered.entries())
        expect(await verdict(repo, `rev ${oids[length + at]}`)).toEqual(told(trial));
    }),
    { numRuns },
  );
}, 3_600_000);
