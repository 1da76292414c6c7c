import { describe, expect, test } from 'vitest';

import { createHooked, FORGOTTEN, hook, ONE, passes, stops, TWO } from '../support/hooked.ts';
import { createRepo, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const LOWERED = TWO.replace('next_item_id: 2', 'next_item_id: 1');

/** A clone, with hooks, of a server that has `ONE` and then `TWO` on main. */
function cloned(): TestRepo {
  const origin = createRepo();
  origin.commit('First', { 'BACKLOG.yaml': ONE });
  origin.commit('Second', { 'BACKLOG.yaml': TWO });
  origin.git('checkout', '-q', '--detach');
  return hook(origin.clone());
}

const THREE = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search by tag', 'WRK-003 Export'] });

describe('pre-push', () => {
  test('an update', () => {
    const repo = cloned();
    repo.commit('Third', { 'BACKLOG.yaml': THREE });
    passes(repo, ['push', '-q', 'origin', 'main']);
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    expect(stops(repo, ['push', 'origin', 'main'], 'mark-regressed')).toContain('The push was stopped');
  });

  test('a new branch stands on what is published', () => {
    const repo = cloned();
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    stops(repo, ['push', 'origin', 'HEAD:refs/heads/new'], 'mark-regressed');
    passes(repo, ['push', '-q', 'origin', 'HEAD~1:refs/heads/same']);
    passes(repo, ['push', '-q', 'origin', 'origin/main~1:refs/heads/older']);
  });

  test('a branch that merged what is published is checked against the newest of it', () => {
    const repo = cloned();
    repo.branch('topic', 'HEAD~1');
    repo.commit('Topic', { 'a.txt': 'a\n' });
    repo.merge('main', { 'BACKLOG.yaml': LOWERED });
    stops(repo, ['push', 'origin', 'topic'], 'mark-regressed');
  });

  test('a forced update of the default branch is checked against its old tip all the same', () => {
    const repo = cloned();
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.commit('Instead', { 'a.txt': 'a\n' });
    stops(repo, ['push', '-f', 'origin', 'main'], 'mark-regressed');
  });

  test('a forced update of any other branch is checked like new work', () => {
    const repo = cloned();
    repo.branch('topic');
    repo.commit('Third', { 'BACKLOG.yaml': THREE });
    passes(repo, ['push', '-q', 'origin', 'topic']);
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.commit('Instead', { 'a.txt': 'a\n' });
    passes(repo, ['push', '-q', '-f', 'origin', 'topic']);
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    stops(repo, ['push', '-f', 'origin', 'topic'], 'mark-regressed');
  });

  test('a deletion brings nothing', () => {
    const repo = cloned();
    passes(repo, ['push', '-q', 'origin', 'HEAD:refs/heads/gone']);
    passes(repo, ['push', '-q', 'origin', ':gone']);
  });

  test('tags: of commits, annotated, of a tag, of a tree', () => {
    const repo = cloned();
    const good = repo.commit('Third', { 'BACKLOG.yaml': THREE });
    repo.git('tag', 'light');
    repo.git('tag', '-a', '-m', 'x', 'good');
    repo.git('tag', 'tree', 'HEAD^{tree}');
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    repo.git('tag', '-a', '-m', 'x', 'bad');
    repo.git('tag', '-a', '-m', 'x', 'worse', 'bad');
    passes(repo, ['push', '-q', 'origin', 'light', 'good', 'tree']);
    stops(repo, ['push', 'origin', 'worse'], 'mark-regressed');
    expect(repo.head('good')).toBe(good);
  });

  test('several at once with only the last one bad', () => {
    const repo = cloned();
    passes(repo, ['push', '-q', 'origin', 'main:gone']);
    repo.commit('Third', { 'BACKLOG.yaml': THREE });
    repo.branch('zz-bad');
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    const said = stops(repo, ['push', 'origin', 'main', 'main:also', ':gone', 'zz-bad'], 'mark-regressed');
    expect(said).toMatch(
      /^tidemark: The push was stopped: 1 error\.\nBACKLOG\.yaml:\d+:\d+: next_item_id is 1/mu,
    );
    expect(said).toContain('1 error: zz-bad against origin/main.');
  });

  test('a revision that is no branch, to a URL that is no remote', () => {
    const repo = cloned();
    const bare = createRepo('--bare');
    repo.commit('Lower', { 'BACKLOG.yaml': LOWERED });
    passes(repo, ['push', '-q', bare.root, 'HEAD~1:refs/heads/main']);
    stops(repo, ['push', bare.root, 'HEAD:refs/heads/main'], 'mark-regressed');
    passes(repo, ['push', '-q', bare.root, 'HEAD~1:refs/heads/main']);
  });

  test('the very first push of all', () => {
    const repo = createHooked();
    const bare = createRepo('--bare');
    repo.git('remote', 'add', 'origin', bare.root);
    passes(repo, ['push', '-q', 'origin', 'main']);
    repo.branch('other');
    const wrong = createHooked({ 'BACKLOG.yaml': FORGOTTEN });
    stops(wrong, ['push', bare.root, 'main:new'], 'mark-behind');
  });

  test('from a shallow clone: what cannot be seen is not clean', () => {
    const origin = openTestRepo(cloned().git('remote', 'get-url', 'origin').replace('file://', ''));
    const repo = hook(origin.clone('--depth=1', '--branch=main'));
    repo.commit('Third', { 'BACKLOG.yaml': THREE });
    passes(repo, ['push', '-q', 'origin', 'main']);
    repo.git('update-ref', '-d', 'refs/remotes/origin/main');
    repo.git('update-ref', '-d', 'refs/remotes/origin/HEAD');
    const { status, stderr } = repo.tryGit(['push', 'origin', 'main:new']);
    expect(stderr).toMatch(/^tidemark: The push was stopped: it could not be checked\.$/mu);
    expect(stderr).toContain('--unshallow');
    expect(status).not.toBe(0);
  });

  test('a repository that never had a backlog', () => {
    const repo = hook(createRepo());
    repo.commit('First', { 'a.txt': 'a\n' });
    passes(repo, ['push', '-q', createRepo('--bare').root, 'main']);
  });

  test('input that git would never write', () => {
    const repo = createHooked();
    const { status, stderr } = repo.tryGit([
      '-c',
      'alias.x=!echo nonsense | .git/hooks/pre-push origin url',
      'x',
    ]);
    expect(status).toBe(3);
    expect(stderr).toContain('nonsense');
  });
});
