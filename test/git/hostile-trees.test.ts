import { expect, test } from 'vitest';

import { runMain } from '../support/cli.ts';
import { ONE } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const PLACE = 'changes/WRK-001_retry-limits';

function start(): TestRepo {
  const repo = createRepo();
  repo.commit('First', { 'BACKLOG.yaml': ONE, [`${PLACE}/x.md`]: 'x\n' });
  return repo;
}

/** Stages a file at any path at all, which no disk would take. */
function announce(repo: TestRepo, path: string): void {
  repo.git(
    'update-index',
    '--add',
    '--cacheinfo',
    `100644,${repo.git('rev-parse', ':BACKLOG.yaml')},${path}`,
  );
}

test('a few trees that stand for billions of files are given up', async () => {
  const repo = start();
  repo.git('config', 'alias.make-tree', '!git mktree <.git/list');
  let tree = repo.git('rev-parse', `HEAD:${PLACE}`);
  for (let level = 0; level < 5; level += 1) {
    const entries = Array.from({ length: 100 }, (_, at) => `040000 tree ${tree}\t${at}\n`);
    repo.write({ '.git/list': entries.join('') });
    tree = repo.git('make-tree');
  }
  repo.write({ '.git/list': `${repo.git('ls-tree', 'HEAD')}\n`.replace(/\S+(?=\tchanges)/u, tree) });
  const commit = repo.git('commit-tree', '-m', 'Bomb', '-p', 'HEAD', repo.git('make-tree'));
  expect(await runMain(['check', '--rev', commit], { cwd: repo.root })).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('changes/ has more than half a million files.'),
  });
});

test('trees that are nested without end are given up', async () => {
  const repo = start();
  announce(repo, `${PLACE}/${'a/'.repeat(49)}x.md`);
  repo.git('commit', '-q', '-m', 'Deeper');
  expect(await runMain(['check', '--rev', 'HEAD'], { cwd: repo.root })).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('changes/ is nested more than fifty directories deep.'),
  });
});

test('a path of thousands of names in the index', async () => {
  const repo = start();
  announce(repo, `${PLACE}/${'a/'.repeat(4000)}x.md`);
  expect(await runMain(['check', '--staged'], { cwd: repo.root })).toMatchObject({ code: 0, stderr: '' });
});
