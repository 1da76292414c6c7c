import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/core/findings/finding.ts';
import { idsIn, repair } from '../support/collision.ts';
import { createHooked } from '../support/hooked.ts';
import { told, verdict } from '../support/check.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { contentsOf, importCommits } from '../support/team-files.ts';
import { historyOf, newTeam, play } from '../support/team-history.ts';
import type { Play } from '../support/team-history.ts';
import { BEHAVED } from '../support/team-behaved.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';
import type { Attempt, Steps } from '../support/team-moves.ts';
import { NOTHING, PATHS, type Commit, type Graph } from '../support/team.ts';
import type { Files } from '../support/team-things.ts';

const ANY = { ...BEHAVED, ...FORGETFUL, ...MISBEHAVED };
const checked = Number(process.env['TORTURE_GIT_HISTORIES'] ?? 6);
const hooked = Number(process.env['TORTURE_HOOKED_HISTORIES'] ?? 2);

/** A commit that somebody tried to make, and what the model's guard said. */
interface Trial extends Commit {
  readonly findings: readonly Finding[];
  readonly draft: Files | undefined;
}

test('what the guard says of commits in git is what it says of the same commits in memory', async () => {
  await fc.assert(
    fc.asyncProperty(historyOf(ANY), async (history) => {
      const { graph, trials } = tryAll(ANY, history);
      const repo = createRepo();
      const oids = importCommits(repo, [...graph.commits, ...trials]);
      for (const trial of trials) {
        const oid = oids[graph.commits.length + trials.indexOf(trial)];
        expect(await verdict(repo, `rev ${oid}`)).toEqual(told(trial));
      }
    }),
    { numRuns: checked },
  );
}, 3_600_000);

test('hooks let pass and stop what the guard lets pass and stops in memory', () => {
  fc.assert(
    fc.property(historyOf(ANY, 20), (history) => {
      const { graph, trials } = tryAll(ANY, history);
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

test('what renumber fixes in git is what it fixes in memory, and the guard is content', async () => {
  await fc.assert(
    fc.asyncProperty(historyOf(BEHAVED), async (history) => {
      const { graph, trials } = tryAll(BEHAVED, history);
      const repo = createRepo();
      const oids = importCommits(repo, graph.commits);
      for (const trial of trials.filter(({ parents, moves }) => parents.length > 1 && moves.length > 0)) {
        await renumberMerge(repo, trial, oids);
        expect(await verdict(repo, 'index')).toEqual(told(trial));
        expect(keptIn(repo, trial)).toEqual(keptItems(trial, trial.files));
        repo.git('reset', '-q', '--hard');
      }
    }),
    { numRuns: checked },
  );
}, 3_600_000);

/** Refused commits are numbered behind all those that were made. */
function tryAll(steps: Steps, history: Play): { readonly graph: Graph; readonly trials: readonly Trial[] } {
  const team = newTeam();
  const trials: Omit<Trial, 'index'>[] = [];
  play(team, steps, history, ({ parents, files, moves = [], draft }: Attempt) => {
    const findings = team.graph.checkRepo(parents, files);
    trials.push({ parents, files, moves, draft, findings });
    return findings.some(({ severity }) => severity === 'error');
  });
  const { length } = team.graph.commits;
  return { graph: team.graph, trials: trials.map((trial, at) => ({ ...trial, index: length + at })) };
}

/** Leaves a merge in the index as git made it, and has the real command mend it. */
async function renumberMerge(
  repo: TestRepo,
  { parents, draft = NOTHING }: Trial,
  oids: readonly string[],
): Promise<void> {
  const [ours = '', theirs = ''] = parents.map((parent) => oids[parent]);
  repo.git('checkout', '-qf', '--detach', ours);
  repo.git('merge', '-q', '-s', 'ours', '--no-commit', '--no-ff', theirs);
  replaceAll(repo, draft);
  await repair(repo, { stage: true });
}

/** The titles of the items that still have the number they had before. */
function keptItems({ draft = NOTHING }: Trial, { items }: Files): readonly string[] {
  return items
    .filter((item) => draft.items.some(({ token, number }) => token === item.token && number === item.number))
    .map(({ title }) => title)
    .sort();
}

function keptIn(repo: TestRepo, trial: Trial): readonly string[] {
  const ids = idsIn(repo, trial.files.path);
  const items = trial.files.items.map((item) => ({ ...item, number: Number(ids[item.title]?.slice(4)) }));
  return keptItems(trial, { ...trial.files, items });
}

function replaceAll(repo: TestRepo, files: Files): void {
  const guarded = [...PATHS, '_worklog', 'changes'];
  repo.git('rm', '-rqf', '--cached', '--ignore-unmatch', ...guarded);
  repo.write(Object.fromEntries(guarded.map((path) => [path, null])));
  repo.stage(contentsOf(files));
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
  replaceAll(repo, files);
  const { status, stderr } = repo.tryGit(['commit', '-q', '--allow-empty', '-m', 'x']);
  if (status === 0) return repo.head();
  expect(stderr).toMatch(/tidemark: The (?:commit|merge) was stopped/u);
  repo.git('reset', '-q', '--hard');
  return undefined;
}
