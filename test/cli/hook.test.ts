import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { createHooked, FORGOTTEN, TWO } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

test.each<[string[], string]>([
  [['hook', 'pre-comit'], 'There is no hook pre-comit; did you mean pre-commit?'],
  [['hook', 'commit-msg'], 'There is no hook commit-msg'],
  [['hook'], 'Usage: tidemark hook NAME [ARG…].'],
  [['check', '--head', 'x'], '--head needs --ci.'],
  [['check', '--base', 'x'], '--base needs --rev or --ci'],
  [['check', '--ci', '--rev', 'x'], '--ci excludes --staged and --rev.'],
  [['check', '--ci', '--head', 'x'], 'Tidemark does not recognise this CI'],
])('tidemark %j', (args, said) => {
  const env = { GITHUB_ACTIONS: '', GITLAB_CI: '' };
  const { code, stdout, stderr } = tidemark(createRepo().root, args, { env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(said);
});

test('everything a hook says goes to stderr', () => {
  const repo = createHooked();
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  const { code, stdout, stderr } = tidemark(repo.root, ['hook', 'pre-commit']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^tidemark: The commit was stopped: 1 error\.\nBACKLOG\.yaml:\d+:\d+: /u);
});

test('outside of a repository nothing is clean', () => {
  const { code, stderr } = tidemark('/', ['hook', 'pre-commit']);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^tidemark: The commit was stopped: it could not be checked\.\n/u);
});

describe('hook auto, as the pre-commit framework starts it', () => {
  const auto = (repo: TestRepo, env: Readonly<Record<string, string>>) =>
    tidemark(repo.root, ['hook', 'auto'], { env });
  const said = (what: string) => expect.stringMatching(new RegExp(`^tidemark: ${what}`, 'u'));

  test('a commit', () => {
    const repo = createHooked();
    repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
    expect(auto(repo, {})).toMatchObject({ code: 1, stderr: said('The commit was stopped: 1 error') });
  });

  test('a merge that git is about to commit', () => {
    const repo = createHooked();
    repo.branch('side');
    const side = repo.commit('Side', { 'BACKLOG.yaml': TWO });
    repo.checkout('main');
    repo.commit('Main', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Export'] }) });
    const env = { [`GITHEAD_${side}`]: 'side' };
    expect(auto(repo, env)).toMatchObject({ code: 1, stderr: said('The merge was stopped: 1 error') });
    expect(auto(repo, {})).toMatchObject({ code: 0, stderr: '' });
  });

  test('a push: from where the remote is, of a new branch, of a whole history', () => {
    const repo = createHooked();
    const before = repo.head();
    const bad = repo.commit('Forgotten', { 'BACKLOG.yaml': FORGOTTEN });
    const push = {
      PRE_COMMIT_LOCAL_BRANCH: 'refs/heads/main',
      PRE_COMMIT_REMOTE_BRANCH: 'refs/heads/main',
      PRE_COMMIT_REMOTE_NAME: 'origin',
      PRE_COMMIT_REMOTE_URL: '/nowhere',
    };
    const stopped = { code: 1, stderr: said('The push was stopped: 1 error') };
    expect(auto(repo, { ...push, PRE_COMMIT_FROM_REF: before, PRE_COMMIT_TO_REF: bad })).toMatchObject(
      stopped,
    );
    expect(auto(repo, { ...push, PRE_COMMIT_FROM_REF: '', PRE_COMMIT_TO_REF: bad })).toMatchObject(stopped);
    expect(auto(repo, push)).toMatchObject(stopped);
  });

  test('after a merge it advises, and at any other moment there is nothing to check', () => {
    const repo = createHooked();
    repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
    expect(auto(repo, { PRE_COMMIT_IS_SQUASH_MERGE: '0' }).code).toBe(0);
    for (const name of [
      'PRE_COMMIT_CHECKOUT_TYPE',
      'PRE_COMMIT_COMMIT_MSG_SOURCE',
      'PRE_COMMIT_PRE_REBASE_UPSTREAM',
      'PRE_COMMIT_REWRITE_COMMAND',
    ])
      expect(auto(repo, { [name]: 'x' })).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
