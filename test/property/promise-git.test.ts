import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { createHooked } from '../support/hooked.ts';
import { told, verdict } from '../support/judge.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { contentsOf, importCommits } from '../support/team-files.ts';
import { historyOf, newTeam, play } from '../support/team-history.ts';
import type { Play } from '../support/team-history.ts';
import { BEHAVED, FORGETFUL, MISBEHAVED } from '../support/team-steps.ts';
import { NOTHING, type Commit, type Graph } from '../support/team.ts';

const ANY = { ...BEHAVED, ...FORGETFUL, ...MISBEHAVED };
const judged = Number(process.env['TORTURE_GIT_HISTORIES'] ?? 6);
const hooked = Number(process.env['TORTURE_HOOKED_HISTORIES'] ?? 2);

/** A commit that somebody tried to make, and what the model's guard said. */
interface Trial extends Commit {
  readonly findings: readonly Finding[];
}

test('what the guard says of commits in git is what it says of the same commits in memory', async () => {
  await fc.assert(
    fc.asyncProperty(historyOf(ANY), async (history) => {
      const { graph, trials } = tryAll(history);
      const repo = createRepo();
      const oids = importCommits(repo, [...graph.commits, ...trials]);
      for (const trial of trials) {
        const oid = oids[graph.commits.length + trials.indexOf(trial)];
        expect(await verdict(repo, `rev ${oid}`)).toEqual(told(trial));
      }
    }),
    { numRuns: judged },
  );
}, 3_600_000);

test('hooks let pass and stop what the guard lets pass and stops in memory', () => {
  fc.assert(
    fc.property(historyOf(ANY, 20), (history) => {
      const { graph, trials } = tryAll(history);
      const repo = createHooked(contentsOf(NOTHING));
      const made = new Map([[0, repo.head()]]);
      for (const trial of trials) {
        const commit = commitHooked(repo, trial, made);
        const stops = trial.findings.some(({ severity }) => severity === 'error');
        expect({ trial, stopped: commit === undefined }).toEqual({ trial, stopped: stops });
        const index = graph.commits.find(({ files }) => files === trial.files)?.index;
        if (commit !== undefined && index !== undefined) made.set(index, commit);
      }
    }),
    { numRuns: hooked },
  );
}, 3_600_000);

/** Refused commits are numbered behind all those that were made. */
function tryAll(history: Play): { readonly graph: Graph; readonly trials: readonly Trial[] } {
  const team = newTeam();
  const trials: Omit<Trial, 'index'>[] = [];
  play(team, ANY, history, ({ parents = [], files }) => {
    const findings = team.graph.judge(parents, files);
    trials.push({ parents, files, findings });
    return findings.some(({ severity }) => severity === 'error');
  });
  const { length } = team.graph.commits;
  return { graph: team.graph, trials: trials.map((trial, at) => ({ ...trial, index: length + at })) };
}

/** Makes the commit as a person would, so that git runs its hooks. Undefined where they stop it. */
function commitHooked(
  repo: TestRepo,
  { parents, files }: Trial,
  made: ReadonlyMap<number, string>,
): string | undefined {
  const [first = '', second] = parents.map((parent) => made.get(parent) ?? '');
  repo.git('checkout', '-qf', '--detach', first);
  if (second !== undefined) repo.git('merge', '-q', '-s', 'ours', '--no-commit', '--no-ff', second);
  repo.git('rm', '-rqf', '--cached', '--ignore-unmatch', '_worklog', 'changes');
  repo.write({ _worklog: null, changes: null });
  repo.stage(contentsOf(files));
  const { status, stderr } = repo.tryGit(['commit', '-q', '--allow-empty', '-m', 'x']);
  if (status === 0) return repo.head();
  expect(stderr).toMatch(/tidemark: The (?:commit|merge) was stopped/u);
  repo.git('reset', '-q', '--hard');
  return undefined;
}
