import { expect, test } from 'vitest';

import { named, openRepository } from '../../src/adapters/git/repository.ts';
import { items, OLD } from '../support/collision.ts';
import { inProcess } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

/** A repository in which these refs are at HEAD~1. */
function withRefs(...refs: readonly string[]): TestRepo {
  const repo = createRepo();
  const commit = repo.commit('Start', items(...OLD));
  for (const ref of refs) repo.git('update-ref', ref, commit);
  repo.branch('here');
  repo.commit('More', items(...OLD, 'WRK-003 Three'));
  repo.git('branch', '-q', '-D', 'main');
  for (const ref of refs) repo.git('update-ref', ref, commit);
  return repo;
}

test.each<[string, readonly string[], string | undefined, string | undefined]>([
  ['no branch', ['refs/tags/v1', 'refs/stash'], undefined, undefined],
  [
    'a local branch and its remote one',
    ['refs/heads/main', 'refs/remotes/origin/main'],
    'main',
    'origin/main',
  ],
  ['another branch', ['refs/heads/topic', 'refs/remotes/origin/main'], 'origin/main', 'origin/main'],
  ['two others', ['refs/heads/a', 'refs/heads/b'], 'a', 'a'],
  [
    'a remote branch called like a local one',
    ['refs/heads/origin/main', 'refs/remotes/origin/main'],
    'origin/main',
    'origin/main',
  ],
  ['a branch and a tag of its name', ['refs/heads/main', 'refs/tags/main'], 'main', 'main'],
  ['a name for the shell', ['refs/heads/a;b$(c)'], 'a;b$(c)', 'a;b$(c)'],
])('a commit is called by its branch, at home and in CI: %s', async (_, refs, home, ci) => {
  const repo = withRefs(...refs);
  const repository = await openRepository(repo.root);
  const commit = repo.head('HEAD~1');
  expect(await repository.nameOf(commit)).toBe(home);
  expect(await named(repository, 'remote').nameOf(commit)).toBe(ci);
});

test('a tag of its name that is elsewhere keeps a branch from standing for its commit', async () => {
  const repo = withRefs('refs/heads/main');
  repo.git('tag', 'main', 'HEAD');
  expect(await (await openRepository(repo.root)).nameOf(repo.head('HEAD~1'))).toBeUndefined();
});

test('the default branch of a remote comes first, whatever it is called', async () => {
  const repo = withRefs('refs/remotes/origin/a', 'refs/remotes/origin/trunk');
  repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
  expect(await (await openRepository(repo.root)).nameOf(repo.head('HEAD~1'))).toBe('origin/trunk');
});

test('on a server branches are called as clones call them', async () => {
  const repo = withRefs('refs/heads/main');
  const repository = named(await openRepository(repo.root), 'server');
  expect(await repository.nameOf(repo.head('HEAD~1'))).toBe('origin/main');
});

test('a base that a branch names is called by it, in the summary and in what is told to run', async () => {
  const repo = withRefs('refs/heads/a;b');
  repo.commit('Again', { 'BACKLOG.yaml': items('WRK-001 Another', OLD[1])['BACKLOG.yaml'] ?? '' });
  const hex = repo.head('HEAD~2');
  const { stdout } = await inProcess(repo.root, ['check', '--rev', 'HEAD', '--base', hex]);
  expect(stdout).toContain('HEAD against a;b.');
  expect(stdout).toContain(`fix: tidemark renumber --against 'a;b'\n`);
  const { bases } = JSON.parse(
    (await inProcess(repo.root, ['check', '--rev', 'HEAD', '--base', hex, '--format=json'])).stdout,
  );
  expect(bases).toEqual([{ label: 'a;b', commit: hex }]);
});

test.each([
  ['origin/nope', 'Fetch it first: `git fetch origin +refs/heads/nope:refs/remotes/origin/nope`.'],
  ['origin/a/b~2', 'Fetch it first: `git fetch origin +refs/heads/a/b:refs/remotes/origin/a/b`.'],
  ['upstream/main', 'See `git log --oneline --all` for what there is; `git fetch` gets what the remote has.'],
  ['f'.repeat(40), 'See `git log --oneline --all` for what there is; `git fetch` gets what the remote has.'],
  ['origin/$(x)', 'See `git log --oneline --all` for what there is; `git fetch` gets what the remote has.'],
])('%s, which is not here, is told with what may bring it', async (revision, hint) => {
  const repo = withRefs();
  repo.git('remote', 'add', 'origin', 'nowhere');
  const { code, stderr } = await inProcess(repo.root, ['check', '--rev', 'HEAD', '--base', revision]);
  expect({ code, hint: stderr.split('\n')[1]?.trim() }).toEqual({ code: 3, hint });
});

test('without a remote there is nothing to fetch', async () => {
  const { stderr } = await inProcess(withRefs().root, ['check', '--rev', 'nope']);
  expect(stderr).toContain('\n  See `git log --oneline --all` for what there is.\n');
});
