import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';

import { inProcess } from '../support/cli.ts';
import type { Ended } from '../support/cli.ts';
import { github, gitlab, ruleIds } from '../support/ci.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const [LIMITS, SEARCH, EXPORT] = ['WRK-001 Retry limits', 'WRK-002 Search by tag', 'WRK-003 Export'];
const textOf = (...items: readonly string[]): string => backlog({ items, mark: 3 });
const WEAK = 'rules: { id-reused: off, item-dropped: off }\n';

/** `main` has lost WRK-002 at `base`; `topic` has given that to something else, and its tip `head` is harmless by itself. */
let repo: TestRepo;
let first: string;
let base: string;
let head: string;

beforeAll(() => {
  repo = createRepo();
  first = repo.commit('First', {
    'BACKLOG.yaml': textOf(LIMITS, SEARCH, EXPORT),
    'ci/tidemark.yaml': 'maxLeap: 500\n',
  });
  base = repo.commit('Remove', { 'BACKLOG.yaml': textOf(LIMITS, EXPORT) });
  repo.branch('topic');
  repo.commit('Reuse', { 'BACKLOG.yaml': textOf(LIMITS, 'WRK-002 Dark mode', EXPORT) });
  head = repo.commit('Harmless', { 'ci/tidemark.yaml': WEAK });
});

const checkCi = (
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  where: TestRepo = repo,
): Promise<Ended> => inProcess(where.root, ['check', '--ci', '--format', 'json', ...args], { env });

const pull = (sha = '', target: object = { sha: base, ref: 'main' }, tip = head) =>
  github('pull_request', { pull_request: { base: target, head: { sha: tip } } }, sha);

const REQUEST = {
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
};

const mergeOf = (parents: readonly string[], tree: string): string =>
  repo.git('commit-tree', ...parents.flatMap((parent) => ['-p', parent]), '-m', 'Merge', `${tree}^{tree}`);

/** A commit that `main` never had, by whose policy the reuse would pass. */
function stranger(): string {
  repo.git('checkout', '-q', '--detach', first);
  const weak = repo.commit('Weak', {
    '.tidemark.yaml': WEAK,
    'BACKLOG.yaml': textOf(LIMITS, 'WRK-002 Dark mode', EXPORT),
  });
  repo.checkout('topic');
  return weak;
}

test('a merge into what the target never had is not the merge of the CI', async () => {
  const merge = mergeOf([stranger(), head], head);
  expect(ruleIds(await checkCi(pull(merge)))).toEqual(['id-reused']);
  const env = gitlab({
    ...REQUEST,
    CI_COMMIT_SHA: merge,
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head,
    CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base,
  });
  expect(ruleIds(await checkCi(env))).toEqual(['id-reused']);
  // Whoever checks out the branch gets what has been pushed to it meanwhile.
  repo.git('checkout', '-q', '--detach', merge);
  expect(ruleIds(await checkCi(pull()))).toEqual(['id-reused']);
  repo.checkout('topic');
});

test('nor is a merge into what the target had before', async () => {
  const clone = repo.clone();
  const merge = mergeOf([first, head], head);
  clone.git('fetch', '-q', 'origin', merge);
  const { code, stdout } = await checkCi(pull(merge), [], clone);
  expect({ code, bases: JSON.parse(stdout).bases }).toEqual({
    code: 1,
    bases: [{ label: 'origin/main', commit: base }],
  });
});

test('a merge into what the target has got since is', async () => {
  const newer = mergeOf([base], base);
  const merge = mergeOf([newer, head], head);
  const clone = repo.clone();
  clone.git('fetch', '-q', 'origin', merge);
  const basesOf = async (target: object) =>
    JSON.parse((await checkCi(pull(merge, target), [], clone)).stdout).bases;
  const old = [{ label: expect.any(String), commit: base }];
  expect(await basesOf({ sha: base, ref: 'main' })).toEqual(old);
  clone.git('update-ref', 'refs/remotes/origin/main', newer);
  const now = [{ label: 'origin/main', commit: newer }];
  expect(await basesOf({ sha: base, ref: 'main' })).toEqual(now);
  // The target was rewritten, and nobody has where it was.
  expect(await basesOf({ sha: 'd'.repeat(40), ref: 'main' })).toEqual(now);
  clone.git('update-ref', '-d', 'refs/remotes/origin/main');
  expect((await checkCi(pull(merge, { sha: 'd'.repeat(40), ref: 'main' }), [], clone)).code).toBe(3);
});

test('a head that is named is checked, whatever the CI made of another one', async () => {
  const innocent = mergeOf([base], base);
  const env = pull(innocent, { sha: base, ref: 'main' }, innocent);
  expect((await checkCi(env)).code).toBe(0);
  expect(ruleIds(await checkCi(env, ['--head', 'topic']))).toEqual(['id-reused']);
});

test.each<[string, () => Readonly<Record<string, string>>]>([
  ['the child of its pipeline', () => ({ ...REQUEST, CI_PIPELINE_SOURCE: 'parent_pipeline' })],
  [
    'a pull request on GitHub',
    () => ({
      CI_PIPELINE_SOURCE: 'external_pull_request_event',
      CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA: base,
      CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA: head,
    }),
  ],
  [
    'the child of a push’s pipeline',
    () => ({
      CI_PIPELINE_SOURCE: 'parent_pipeline',
      CI_COMMIT_BRANCH: 'main',
      CI_COMMIT_BEFORE_SHA: base,
    }),
  ],
])('GitLab, what a request brings: %s', async (_name, variables) => {
  const env = gitlab({ ...variables(), CI_COMMIT_SHA: head, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base });
  expect(ruleIds(await checkCi(env))).toEqual(['id-reused']);
});

test('a fork’s pipeline: the target is not the branch of that name in the fork', async () => {
  const fork = repo.clone();
  fork.git('update-ref', 'refs/remotes/origin/main', head);
  const env = gitlab({
    ...REQUEST,
    CI_COMMIT_SHA: head,
    CI_PROJECT_ID: '2',
    CI_MERGE_REQUEST_PROJECT_ID: '1',
    CI_DEFAULT_BRANCH: 'main',
  });
  const { code, stdout } = await checkCi(env, [], fork);
  expect(code).toBe(3);
  const [, printed = ''] = /`(git fetch .+?)`/u.exec(JSON.parse(stdout).error.hint) ?? [];
  expect(printed).toContain(':refs/remotes/upstream/main');
  const there = { ...process.env, CI_MERGE_REQUEST_PROJECT_URL: `file://${repo.root}` };
  execFileSync('sh', ['-c', printed], { cwd: fork.root, env: there, stdio: 'ignore' });
  expect(ruleIds(await checkCi(env, [], fork))).toEqual(['id-reused']);
  expect(ruleIds(await checkCi({ ...env, CI_PROJECT_ID: '1' }, [], fork))).toEqual([]);
});

test('an environment that does not say what the run is about', async () => {
  const unclear: readonly Readonly<Record<string, string>>[] = [
    github('', {}, head),
    github('push', { before: base, after: head }, head),
    gitlab({ CI_COMMIT_SHA: head, CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: base }),
    gitlab({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_SHA: head, CI_COMMIT_BEFORE_SHA: base }),
    { ...gitlab({ ...REQUEST, CI_COMMIT_SHA: head }), GITHUB_ACTIONS: 'true' },
  ];
  for (const env of unclear) expect((await checkCi(env)).code).toBe(3);
  expect((await checkCi({ ...gitlab({}), GITLAB_CI: 'false', GITHUB_ACTIONS: 'false' })).code).toBe(2);
  const known = { ...REQUEST, CI_COMMIT_SHA: head, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base };
  expect((await checkCi({ ...gitlab(known), GITLAB_CI: '1' })).code).toBe(1);
});

test('a configuration that --config names is the target’s where the target has it', async () => {
  repo.checkout('topic');
  for (const path of ['ci/tidemark.yaml', repo.path('ci/tidemark.yaml')])
    expect(ruleIds(await checkCi(pull(), ['--config', path]))).toEqual(['id-reused']);
  const elsewhere = createRepo();
  elsewhere.write({ 'weak.yaml': WEAK });
  expect((await checkCi(pull(), ['--config', elsewhere.path('weak.yaml')])).code).toBe(0);
});

test('what a run cannot tell is said', async () => {
  const said = async (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    (await inProcess(repo.root, ['check', '--ci', '--format', 'human', ...args], { env })).stdout;
  expect(await said(github('workflow_dispatch', {}))).toContain(
    'note: This run is about no push and no merge request, so HEAD was checked against its parents, and nothing before it.',
  );
  expect(await said(gitlab({}), '--base', 'topic', '--head', 'HEAD')).toContain(
    'note: topic has HEAD already, so there was nothing to check. After a push, name the commit before it with --base.',
  );
});
