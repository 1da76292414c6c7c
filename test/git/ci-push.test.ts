import { chownSync } from 'node:fs';
import { expect, test } from 'vitest';

import { github, gitlab, ruleIds } from '../support/ci.ts';
import { inProcess } from '../support/cli.ts';
import type { Ended } from '../support/cli.ts';
import { ONE, TWO } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const LOWERED = TWO.replace('next_item_id: 2', 'next_item_id: 1');
const ZERO = '0'.repeat(40);

/** What a runner has cloned after somebody pushed `LOWERED` on top of `TWO`: every branch of origin, the pushed one too. */
function pushed(branch = 'main'): { runner: TestRepo; before: string; after: string } {
  const origin = createRepo();
  origin.commit('First', { 'BACKLOG.yaml': ONE });
  const before = origin.commit('Second', { 'BACKLOG.yaml': TWO });
  if (branch !== 'main') origin.branch(branch);
  const after = origin.commit('Lower', { 'BACKLOG.yaml': LOWERED });
  origin.checkout('main');
  return { runner: origin.clone(), before, after };
}

const checkRepo = (repo: TestRepo, env: Readonly<Record<string, string>>): Promise<Ended> =>
  inProcess(repo.root, ['check', '--ci', '--format', 'json'], { env });

const REGRESSED = ['mark-regressed'];

test('a push is checked against the commit before', async () => {
  const { runner, before, after } = pushed();
  const env = github('push', { before, after, ref: 'refs/heads/main' });
  expect(ruleIds(await checkRepo(runner, env))).toEqual(REGRESSED);
  expect(
    ruleIds(
      await checkRepo(
        runner,
        gitlab({
          CI_PIPELINE_SOURCE: 'push',
          CI_COMMIT_SHA: after,
          CI_COMMIT_BEFORE_SHA: before,
          CI_COMMIT_BRANCH: 'main',
        }),
      ),
    ),
  ).toEqual(REGRESSED);
});

test('a new branch is checked against what other branches have', async () => {
  const { runner, before, after } = pushed('topic');
  const env = github('push', { before: ZERO, after, ref: 'refs/heads/topic' });
  expect(ruleIds(await checkRepo(runner, env))).toEqual(REGRESSED);
  expect(
    (await checkRepo(runner, github('push', { before: ZERO, after: before, ref: 'refs/heads/other' }))).code,
  ).toBe(0);
});

test('a commit before that is gone: as for a new branch', async () => {
  const { runner, after } = pushed('topic');
  expect(
    ruleIds(
      await checkRepo(runner, github('push', { before: 'd'.repeat(40), after, ref: 'refs/heads/topic' })),
    ),
  ).toEqual(REGRESSED);
});

test('a forced push is checked against the old tip while that is there', async () => {
  const { runner, before } = pushed();
  runner.git('checkout', '-q', '--detach', `${before}~1`);
  const after = runner.commit('Instead', { 'a.txt': 'a\n' });
  expect(ruleIds(await checkRepo(runner, github('push', { before, after, ref: 'refs/heads/main' })))).toEqual(
    ['mark-regressed', 'item-dropped'],
  );
});

test('a tag is peeled', async () => {
  const { runner, after } = pushed();
  runner.git('tag', '-a', '-m', 'x', 'v1', after);
  const tag = runner.git('rev-parse', 'v1');
  expect(
    (await checkRepo(runner, github('push', { before: ZERO, after: tag, ref: 'refs/tags/v1' }))).code,
  ).toBe(0);
});

test('the default branch is not checked where the commit before is gone: a forced push', async () => {
  const { runner, after } = pushed();
  const gone = 'd'.repeat(40);
  for (const env of [
    github('push', { before: gone, after, ref: 'refs/heads/main' }),
    gitlab({
      CI_PIPELINE_SOURCE: 'push',
      CI_COMMIT_SHA: after,
      CI_COMMIT_BEFORE_SHA: gone,
      CI_COMMIT_BRANCH: 'main',
    }),
    github('merge_group', { merge_group: { base_sha: gone, head_sha: after } }),
  ]) {
    const { code, stdout } = await checkRepo(runner, env);
    expect(code).toBe(3);
    expect(stdout).toContain(`git fetch origin ${gone}`);
  }
});

test('the event says which branch is the default one', async () => {
  const { runner, after } = pushed('topic');
  const event = { before: 'd'.repeat(40), after, ref: 'refs/heads/topic' };
  const named = { ...event, repository: { default_branch: 'topic' } };
  expect((await checkRepo(runner, github('push', named))).code).toBe(3);
  expect((await checkRepo(runner, github('push', event))).code).toBe(1);
});

test('what another branch has is checked when the default branch gets it', async () => {
  const { runner, before, after } = pushed();
  runner.git('update-ref', 'refs/remotes/origin/other', after);
  const env = github('push', { before, after, ref: 'refs/heads/main' });
  expect(ruleIds(await checkRepo(runner, env))).toEqual(REGRESSED);
});

test('a merge queue is checked against what it started from', async () => {
  const { runner, before, after } = pushed();
  expect(
    ruleIds(
      await checkRepo(runner, github('merge_group', { merge_group: { base_sha: before, head_sha: after } })),
    ),
  ).toEqual(REGRESSED);
});

test.each(['workflow_dispatch', 'schedule'])('%s: HEAD against its parents', async (name) => {
  const { runner } = pushed();
  expect(ruleIds(await checkRepo(runner, github(name, {})))).toEqual(REGRESSED);
});

test.each<[string, (before: string, after: string) => Readonly<Record<string, string>>, number]>([
  ['a push', (before, after) => github('push', { before, after, ref: 'refs/heads/main' }), 1],
  ['a new branch', (_before, after) => github('push', { before: ZERO, after, ref: 'refs/heads/main' }), 3],
  ['by hand', () => github('workflow_dispatch', {}), 1],
  [
    'a pipeline of GitLab',
    (before, after) =>
      gitlab({
        CI_PIPELINE_SOURCE: 'push',
        CI_COMMIT_SHA: after,
        CI_COMMIT_BEFORE_SHA: before,
        CI_COMMIT_BRANCH: 'main',
      }),
    1,
  ],
])('a clone of depth 1 is never clean, one of depth 2 shows a push: %s', async (_name, env, atTwo) => {
  const { runner, before, after } = pushed();
  const outcome = await checkRepo(runner.clone('--depth=1'), env(before, after));
  expect(outcome.code).toBe(3);
  expect(outcome.stdout).toContain('fetch-depth: 0');
  expect((await checkRepo(runner.clone('--depth=2'), env(before, after))).code).toBe(atTwo);
});

test.runIf(process.getuid?.() === 0)(
  'dubious ownership is a failure of git, not a clean report',
  async () => {
    const { runner, before, after } = pushed();
    for (const path of [runner.root, runner.path('.git')]) chownSync(path, 4242, 4242);
    const { code, stdout } = await checkRepo(
      runner,
      github('push', { before, after, ref: 'refs/heads/main' }),
    );
    expect(code).toBe(3);
    expect(stdout).toContain('dubious ownership');
  },
);

test('a repository that never had a backlog', async () => {
  const repo = createRepo();
  repo.commit('First', { 'a.txt': 'a\n' });
  repo.commit('Second', { 'a.txt': 'b\n' });
  expect((await checkRepo(repo, github('workflow_dispatch', {}))).code).toBe(3);
});
