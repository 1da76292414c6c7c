import { describe, expect, test } from 'vitest';

import { inProcess } from '../support/cli.ts';
import type { Ended } from '../support/cli.ts';
import { github, gitlab, ruleIds } from '../support/ci.ts';
import { ONE, TWO } from '../support/hooked.ts';
import { DRAWN_TWICE, MERGES_TREES, notMerged } from '../support/older-git.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const START = ['WRK-001 Retry limits', 'WRK-002 Search by tag', 'WRK-003 Export'];
const OURS = backlog({ items: ['WRK-004 Speed up', ...START], mark: 4 });
const MIDDLE = backlog({ items: [...START.slice(0, 2), 'WRK-004 Spell-check', ...START.slice(2)], mark: 4 });
const NEXT_TO_IT = backlog({ items: ['WRK-004 Spell-check', ...START], mark: 4 });

/** `main` has drawn WRK-004, `topic` (whose backlog is given) forked before that; `merge` is what the CI would make of the two. */
function forked(topic: string, main: string = OURS): { repo: TestRepo; base: string; head: string } {
  const repo = createRepo();
  repo.commit('First', { 'BACKLOG.yaml': backlog({ items: START }) });
  repo.branch('topic');
  const head = repo.commit('Topic', { 'BACKLOG.yaml': topic, 'a.txt': 'a\n' });
  repo.checkout('main');
  const base = repo.commit('Main', { 'BACKLOG.yaml': main });
  return { repo, base, head };
}

const checkRepo = (
  repo: TestRepo,
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Ended> => inProcess(repo.root, ['check', '--ci', '--format', 'json', ...args], { env });

describe('a pull request', () => {
  test('the checkout is the merge', async () => {
    const { repo, base, head } = forked(MIDDLE);
    repo.checkout('--detach');
    const merge = repo.merge('topic');
    const outcome = await checkRepo(
      repo,
      github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } }, merge),
    );
    expect(outcome.code).toBe(1);
    expect(ruleIds(outcome)).toEqual(['duplicate-id']);
  });

  test('the checkout is the head: the merge is made', async () => {
    const { repo, base, head } = forked(MIDDLE);
    repo.checkout('topic');
    const outcome = await checkRepo(
      repo,
      github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } }),
    );
    expect(ruleIds(outcome)).toEqual([DRAWN_TWICE]);
    expect(JSON.parse(outcome.stdout).candidate.kind).toBe(MERGES_TREES ? 'merge' : 'commit');
  });

  test('a head that merged its target before is still no merge of the CI', async () => {
    const { repo, head } = forked(
      MIDDLE.replaceAll('WRK-004', 'WRK-005').replace('item_id: 4', 'item_id: 5'),
    );
    repo.checkout('topic');
    const merged = repo.merge('main', {
      'BACKLOG.yaml': backlog({ items: ['WRK-004 Speed up', ...START], mark: 5 }),
    });
    repo.checkout('main');
    const base = repo.commit('Later', {
      'BACKLOG.yaml': backlog({ items: ['WRK-005 Something else', 'WRK-004 Speed up', ...START], mark: 5 }),
    });
    repo.checkout('topic');
    expect(head).not.toBe(merged);
    const outcome = await checkRepo(
      repo,
      github('pull_request', { pull_request: { base: { sha: base }, head: { sha: merged } } }),
    );
    expect(outcome.code).toBe(1);
    expect(ruleIds(outcome)).toContain('id-reused');
  });

  test('a textual conflict: the two tips are compared, a note says so', async () => {
    const { repo, base, head } = forked(NEXT_TO_IT);
    repo.checkout('topic');
    const env = github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } });
    expect(ruleIds(await checkRepo(repo, env))).toEqual(['id-reused']);
    expect((await inProcess(repo.root, ['check', '--ci', '--format', 'human'], { env })).stdout).toContain(
      notMerged('main and topic'),
    );
  });

  test.each([
    ['a clean merge', MIDDLE, DRAWN_TWICE, false],
    ['a clean merge that is checked out', MIDDLE, 'duplicate-id', true],
    ['a textual conflict', NEXT_TO_IT, 'id-reused', false],
  ])('%s: the remedy fixes the branch as its author has it', async (_, topic, rule, merged) => {
    const { repo, base, head } = forked(topic);
    const pull = (tip: string, ...merge: string[]) =>
      checkRepo(
        repo,
        github('pull_request', { pull_request: { base: { sha: base }, head: { sha: tip } } }, ...merge),
      );
    repo.checkout(merged ? '--detach' : 'topic');
    const outcome = merged ? await pull(head, repo.merge('topic')) : await pull(head);
    const [finding] = JSON.parse(outcome.stdout).findings;
    expect(finding).toMatchObject({
      rule,
      remedy: 'tidemark renumber --against main',
    });
    repo.checkout('topic');
    expect(await inProcess(repo.root, finding.remedy.split(' ').slice(1))).toMatchObject({
      code: 0,
      stdout: 'WRK-005\n',
    });
    expect(ruleIds(await pull(repo.commit('Renumber')))).toEqual([]);
  });

  test('a textual conflict without a collision is none of our business', async () => {
    const { repo, base, head } = forked(backlog({ items: ['WRK-005 Spell-check', ...START], mark: 5 }));
    repo.checkout('topic');
    expect(
      (
        await checkRepo(
          repo,
          github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } }),
        )
      ).code,
    ).toBe(0);
  });

  test('a branch that is in order', async () => {
    const { repo, base, head } = forked(backlog({ items: START }), backlog({ items: START }));
    expect(
      (
        await checkRepo(
          repo,
          github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } }),
        )
      ).code,
    ).toBe(0);
  });

  test('trouble that the target has already blocks nobody; with --strict it does', async () => {
    const wrong = backlog({ items: START, mark: 2 });
    const { repo, base, head } = forked(wrong, wrong);
    const env = github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } });
    // Compared with the fork alone, it is the branch that brings the trouble.
    expect((await checkRepo(repo, env)).code).toBe(MERGES_TREES ? 0 : 1);
    expect((await checkRepo(repo, env, '--strict')).code).toBe(1);
  });

  test('the policy of the target counts', async () => {
    const { repo, base } = forked(MIDDLE);
    repo.checkout('topic');
    const head = repo.commit('Weaken', { '.tidemark.yaml': 'rules: { duplicate-id: off }\n' });
    const env = github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } });
    expect(ruleIds(await checkRepo(repo, env))).toEqual([DRAWN_TWICE]);
    expect((await inProcess(repo.root, ['check', '--ci', '--format', 'human'], { env })).stdout).toContain(
      'weakens the configuration (duplicate-id)',
    );
  });

  test('a pull_request_target is refused', async () => {
    const { repo } = forked(MIDDLE);
    const { code, stdout } = await checkRepo(repo, github('pull_request_target', {}));
    expect(code).toBe(3);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('secrets'),
    });
  });

  test('unrelated histories', async () => {
    const { repo, base } = forked(MIDDLE);
    repo.git('checkout', '-q', '--orphan', 'other');
    const head = repo.commit('Other', { 'BACKLOG.yaml': ONE });
    const { code, stdout } = await checkRepo(
      repo,
      github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } }),
    );
    expect(code).toBe(3);
    expect(JSON.parse(stdout).error.message).toContain('share no history');
  });

  test.each([1, 2])('a clone of depth %i is never clean', async (depth) => {
    const { repo, base, head } = forked(MIDDLE);
    const merge = repo.merge('topic');
    const clone = repo.clone(`--depth=${depth}`, '--branch=main');
    const { code, stdout } = await checkRepo(
      clone,
      github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } }, merge),
    );
    expect(code).toBe(3);
    expect(stdout).toContain('fetch-depth: 0');
  });

  test('the head of a fork, in the full clone of a runner', async () => {
    const { repo, base, head } = forked(MIDDLE);
    repo.checkout('--detach');
    const merge = repo.merge('topic');
    repo.git('update-ref', 'refs/pull/7/merge', merge);
    repo.git('branch', '-D', 'topic');
    repo.checkout('main');
    const runner = createRepo();
    runner.git('fetch', '-q', `file://${repo.root}`, '+refs/pull/7/merge:refs/remotes/pull/7/merge');
    runner.git('checkout', '-q', '--detach', 'refs/remotes/pull/7/merge');
    expect(
      ruleIds(
        await checkRepo(
          runner,
          github('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } }, merge),
        ),
      ),
    ).toEqual(['duplicate-id']);
  });
});

describe('a merge request', () => {
  test('detached: the target comes from its remote branch', async () => {
    const { repo, head } = forked(MIDDLE);
    const clone = repo.clone('--no-checkout');
    clone.git('checkout', '-q', '--detach', head);
    const env = gitlab({
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_COMMIT_SHA: head,
    });
    expect(ruleIds(await checkRepo(clone, env))).toEqual([DRAWN_TWICE]);
    clone.git('update-ref', '-d', 'refs/remotes/origin/main');
    const { code, stdout } = await checkRepo(clone, env);
    expect(code).toBe(3);
    expect(stdout).toContain('GIT_DEPTH: 0');
    expect(stdout).toContain('`git fetch origin +refs/heads/main:refs/remotes/origin/main`');
    expect((await checkRepo(clone, { ...env, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: '../../x' })).code).toBe(3);
  });

  test('merged results and merge trains: the pipeline’s commit is the merge', async () => {
    const { repo, base, head } = forked(MIDDLE);
    repo.checkout('--detach');
    const merge = repo.merge('topic');
    const env = gitlab({
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base,
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head,
      CI_COMMIT_SHA: merge,
    });
    expect(ruleIds(await checkRepo(repo, env))).toEqual(['duplicate-id']);
  });

  test('a train that fast-forwards: the outcome is checked as it is', async () => {
    const { repo, base, head } = forked(MIDDLE);
    repo.checkout('--detach');
    repo.git('cherry-pick', 'topic');
    const env = gitlab({
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base,
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head,
      CI_COMMIT_SHA: repo.head(),
    });
    const outcome = await checkRepo(repo, env);
    expect(ruleIds(outcome)).toEqual(['duplicate-id']);
    expect(JSON.parse(outcome.stdout).candidate.kind).toBe('commit');
  });
});

describe('anywhere else', () => {
  test('--base and --head name the two', async () => {
    const { repo } = forked(MIDDLE);
    repo.checkout('topic');
    expect(ruleIds(await checkRepo(repo, {}, '--base', 'main'))).toEqual([DRAWN_TWICE]);
    expect(ruleIds(await checkRepo(repo, {}, '--base', 'main', '--head', 'topic'))).toEqual([DRAWN_TWICE]);
    expect((await checkRepo(repo, {}, '--base', 'topic~1')).code).toBe(0);
  });

  test.each<[string[], string]>([
    [[], 'Tidemark does not recognise this CI'],
    [['--head', 'topic'], 'Tidemark does not recognise this CI'],
    [['--base', 'a', '--base', 'b'], 'one --base'],
    [['--staged'], 'excludes'],
  ])('without a CI that can be asked: %j', async (args, said) => {
    const repo = createRepo();
    repo.commit('First', { 'BACKLOG.yaml': TWO });
    const { code, stdout } = await checkRepo(repo, {}, ...args);
    expect(code).toBe(2);
    expect(stdout).toContain(said);
  });
});
