import { join } from 'node:path';
import { expect, test } from 'vitest';

import { createHooked, fingerprint, FORGOTTEN, hook, ONE, passes, stops, TWO } from '../support/hooked.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const commit = ['commit', '-q', '-m', 'Next'];

test('a linked worktree, plain and with -a', () => {
  const repo = createHooked();
  const path = join(freshDirectory('worktrees'), 'linked');
  repo.git('worktree', 'add', '-q', path);
  const linked = openTestRepo(path);
  linked.write({ 'BACKLOG.yaml': FORGOTTEN });
  const before = fingerprint(repo);
  stops(linked, ['commit', '-a', '-m', 'Next'], 'mark-behind');
  linked.stage();
  stops(linked, commit, 'mark-behind');
  linked.stage({ 'BACKLOG.yaml': TWO });
  passes(linked, commit);
  linked.stage({ 'notes.txt': 'more\n' });
  passes(linked, commit);
  expect(fingerprint(repo)).toEqual(before);
});

test('a merge in a linked worktree is checked as one', () => {
  const repo = createHooked();
  const path = join(freshDirectory('worktrees'), 'linked');
  repo.git('worktree', 'add', '-q', path);
  const linked = openTestRepo(path);
  linked.commit('Search', { 'BACKLOG.yaml': TWO });
  repo.commit('Export', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Export'] }) });
  stops(linked, ['merge', '-s', 'ours', '--no-edit', 'main'], 'id-reused');
  stops(linked, ['commit', '--no-edit'], 'id-reused');
});

test('a submodule, and its superproject', () => {
  const inner = createHooked();
  const outer = createHooked();
  outer.git('submodule', '--quiet', 'add', `file://${inner.root}`, 'inner');
  passes(outer, commit);
  const module = hook(openTestRepo(outer.path('inner')));
  module.stage({ 'BACKLOG.yaml': FORGOTTEN });
  stops(module, commit, 'mark-behind');
  module.stage({ 'BACKLOG.yaml': TWO });
  passes(module, commit);
  // What the submodule holds is the submodule’s affair.
  outer.stage();
  passes(outer, commit);
  outer.stage({ 'BACKLOG.yaml': FORGOTTEN });
  stops(outer, commit, 'mark-behind');
  passes(outer, ['-C', 'inner', 'commit', '-q', '--allow-empty', '-m', 'Nothing']);
});

test('a repository within the directory of changes of another', () => {
  const repo = createHooked({ 'changes/WRK-001_retry-limits/PRD.md': 'x\n' });
  const inner = openTestRepo(repo.path('changes'));
  inner.git('init', '-q', '-b', 'main', '.');
  hook(inner);
  inner.stage({ 'BACKLOG.yaml': ONE });
  passes(inner, commit);
});

test('a work tree whose git directory lies elsewhere', () => {
  const repo = createRepo(`--separate-git-dir=${join(freshDirectory('apart'), 'git')}`);
  repo.commit('First', { 'BACKLOG.yaml': ONE });
  hook(repo);
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  stops(repo, commit, 'mark-behind');
  repo.stage({ 'BACKLOG.yaml': TWO });
  passes(repo, commit);
});
