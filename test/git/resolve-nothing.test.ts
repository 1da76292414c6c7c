import { expect, test } from 'vitest';

import { items, OLD } from '../support/collision.ts';
import { run } from '../support/operations.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { createdOf } from '../support/texts.ts';

const titled = (title: string) => items({ id: 'WRK-001', title, created: createdOf(OLD[0]) }, OLD[1]);

/** Main and side give an item another title each; main is checked out. */
function edited(): TestRepo {
  const repo = createRepo();
  repo.commit('Base', titled('One'));
  repo.branch('side');
  repo.commit('Theirs', titled('Yours'));
  repo.checkout('main');
  repo.commit('Ours', titled('Mine'));
  return repo;
}

const onSide = (repo: TestRepo, ...words: string[]) => {
  repo.checkout('side');
  repo.tryGit(words);
};

test.each<[string, (repo: TestRepo) => unknown, next: string | undefined]>([
  ['cherry-pick', (repo) => repo.tryGit(['cherry-pick', 'side']), 'git cherry-pick --skip'],
  [
    'revert',
    (repo) => {
      repo.commit('More', titled('Mine at last'));
      repo.tryGit(['revert', '--no-edit', 'HEAD~1']);
    },
    'git revert --skip',
  ],
  [
    'am -3',
    (repo) => {
      const patch = repo.git('format-patch', '-1', 'side', '-o', repo.path('.git/patches'));
      repo.tryGit(['am', '-3', patch]);
    },
    'git am --skip',
  ],
  ['rebase', (repo) => onSide(repo, 'rebase', 'main'), 'git rebase --continue'],
  ['rebase --apply', (repo) => onSide(repo, 'rebase', '--apply', 'main'), 'git rebase --skip'],
  ['merge', (repo) => repo.tryGit(['merge', '--no-edit', 'side']), 'git commit'],
  ['squash merge', (repo) => repo.tryGit(['merge', '--squash', 'side']), undefined],
  ['cherry-pick -n', (repo) => repo.tryGit(['cherry-pick', '-n', 'side']), undefined],
])('a %s of which nothing is left goes on by what is printed', async (_name, act, next) => {
  const repo = edited();
  act(repo);
  repo.git('checkout', '--ours', 'BACKLOG.yaml');
  repo.git('add', 'BACKLOG.yaml');
  const { code, stdout } = await run(repo, 'resolve');
  const left = next === undefined ? '' : `Next: ${next}\n`;
  expect(code).toBe(0);
  expect(stdout.replace(/^note: .*\n/u, '')).toBe(`There is nothing to resolve.\n${left}`);
  if (next !== undefined) repo.git('-c', 'core.editor=true', ...next.split(' ').slice(1));
  expect(repo.git('status')).toMatch(/^On branch .*\nnothing to commit, working tree clean$/u);
  expect((await run(repo, 'check')).stdout).toMatch(/^clean: /u);
});
