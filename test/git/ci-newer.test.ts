import { describe, expect, test } from 'vitest';

import { inProcess } from '../support/cli.ts';
import { github, gitlab } from '../support/ci.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

interface Run {
  readonly runner: TestRepo;
  readonly base: string;
  readonly head: string;
  readonly newest: string;
}

/** A runner's clone that was made after `main` had moved on from `base`, which is what the CI's event names. */
function running(): Run {
  const origin = createRepo();
  const start = origin.commit('First', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits'] }) });
  origin.branch('topic');
  const head = origin.commit('Topic', { 'a.txt': 'a\n' });
  origin.checkout('main');
  const base = origin.commit('Main', { 'b.txt': 'b\n' });
  expect(base).not.toBe(start);
  const newest = origin.commit('Later', { 'c.txt': 'c\n' });
  const runner = origin.clone();
  return { runner, base, head, newest };
}

const request = ({ base, head }: Run) =>
  github('pull_request', { pull_request: { base: { sha: base, ref: 'main' }, head: { sha: head } } });
const merged = ({ base, head }: Run) =>
  gitlab({
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base,
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head,
    CI_COMMIT_SHA: head,
  });
const push = ({ base, runner }: Run) =>
  github('push', { before: runner.head(`${base}~1`), after: base, ref: 'refs/heads/main' }, base);

const said = async (run: Run, env: Readonly<Record<string, string>>, format = 'human'): Promise<string> =>
  (await inProcess(run.runner.root, ['check', '--ci', '--format', format], { env })).stdout;

describe('a clone whose branch is ahead of what the event says', () => {
  const AGAIN = 'which this run checks against: run it again to check against what is there now.';

  test.each([
    ['a pull request', request, AGAIN],
    ['a merge request', merged, AGAIN],
    ['a push', push, 'which this run is about: what came later is not checked by it.'],
  ])('%s', async (_, event, end) => {
    const run = running();
    const [is, was] = [run.newest, run.base].map((commit) => commit.slice(0, 10));
    const note = `note: origin/main is at ${is} here, ahead of ${was}, ${end}`;
    expect(await said(run, event(run))).toContain(note);
    expect(await said(run, event(run), 'github')).toContain('::notice title=Tidemark::origin/main is at');
  });

  test('the merge that the CI made has the older one', async () => {
    const run = running();
    const { runner, base, head } = run;
    runner.git('checkout', '-q', '--detach', base);
    runner.git('merge', '-q', '--no-edit', head);
    expect(await said(run, { ...request(run), GITHUB_SHA: runner.head() })).toContain(AGAIN);
  });
});

describe('nothing is said', () => {
  test('where the branch is where the event says', async () => {
    const run = running();
    run.runner.git('update-ref', 'refs/remotes/origin/main', run.base);
    for (const event of [request, merged, push]) expect(await said(run, event(run))).not.toContain('note:');
  });

  test('where it is elsewhere, but not ahead', async () => {
    const run = running();
    run.runner.git('update-ref', 'refs/remotes/origin/main', run.head);
    expect(await said(run, request(run))).not.toContain('ahead');
  });
});
