import { describe, expect, test } from 'vitest';

import { troubleIn, useDriver } from '../support/collision.ts';
import { run } from '../support/operations.ts';
import { createRepo, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog, worklog } from '../support/texts.ts';

const LOG = '_worklog/2026-01.md';

/** A repository that merges by the driver, with a backlog of as many items. */
function guarded(count: number, driver = true): TestRepo {
  const repo = createRepo();
  if (driver) useDriver(repo);
  const items = Array.from({ length: count }, (_, at) => ({
    id: `WRK-${String(at + 1).padStart(3, '0')}`,
    title: `Old ${at + 1}`,
    status: 'done',
  }));
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items }) });
  return repo;
}

test('ten worktrees that each add, work and archive merge back without a conflict', async () => {
  const main = guarded(10);
  const trees = Array.from({ length: 10 }, (_, at) => {
    const root = main.path(`../${main.root.split('/').at(-1)}-agent-${at}`);
    main.git('worktree', 'add', '-q', '-b', `agent-${at}`, root);
    return openTestRepo(root);
  });
  for (const [at, tree] of trees.entries()) {
    const id = (await run(tree, 'add', `New of ${at}`, '--set', 'status=done')).stdout.trim();
    tree.commit(`Add ${id}`);
    await run(tree, 'archive', `WRK-${String(at + 1).padStart(3, '0')}`);
    tree.commit('Archive an old one');
    if (at % 2 === 0) await run(tree, 'archive', id);
    tree.commit('Work');
  }
  for (const at of trees.keys())
    expect(main.tryGit(['merge', '-q', '--no-edit', '--no-ff', `agent-${at}`])).toMatchObject({
      status: 0,
      stderr: '',
    });
  expect(main.read('BACKLOG.yaml').match(/title: .*/gu)).toEqual(
    [1, 3, 5, 7, 9].map((at) => `title: New of ${at}`),
  );
  const [file = ''] = main.git('ls-files', '_worklog').split('\n');
  const log = main.read(file);
  expect(log.match(/^## .*\n\n- \*\*Status:\*\* Done\n- \*\*Phase:\*\* N\/A\n\n---\n$/gmu)).toHaveLength(15);
  expect(await troubleIn(main)).toEqual([]);
});

/** Both sides log something under the entries that were there. */
function logged(ours: string, theirs: string, base = worklog([{ item: 'WRK-001 Old 1' }])): TestRepo {
  const repo = guarded(3);
  repo.commit('Log', { [LOG]: base });
  repo.branch('side');
  repo.commit('Theirs', { [LOG]: theirs });
  repo.checkout('main');
  repo.commit('Ours', { [LOG]: ours });
  return repo;
}

const [ONE, TWO, THREE] = ['WRK-001 Old 1', 'WRK-002 Old 2', 'WRK-003 Old 3'].map((item) =>
  worklog([{ item }]),
);

describe('worklogs of two branches', () => {
  test.each([
    ['entries behind the last one', `${ONE}${TWO}`, `${ONE}${THREE}`, `${ONE}${TWO}${THREE}`],
    ['entries before the first one', `${TWO}${ONE}`, `${THREE}${ONE}`, `${TWO}${THREE}${ONE}`],
    ['bytes that are no UTF-8', `${ONE}${TWO}`, `${ONE}\u00ff${THREE}`, `${ONE}${TWO}`],
  ])('%s', (name, ours, theirs, merged) => {
    const repo = logged(ours ?? '', theirs);
    if (name.startsWith('bytes')) {
      repo.checkout('side');
      repo.commit('Not UTF-8', {
        [LOG]: Buffer.concat([Buffer.from(ONE ?? ''), Buffer.from([0x23, 0xff, 0x0a])]),
      });
      repo.checkout('main');
    }
    expect(repo.tryGit(['merge', '-q', '--no-edit', 'side'])).toMatchObject({ status: 0, stderr: '' });
    if (name.startsWith('bytes')) expect(repo.bytes(LOG).includes(0xff)).toBe(true);
    else expect(repo.read(LOG)).toBe(merged);
  });

  test('an entry that both edited is a conflict inside that entry, and is named', () => {
    const edited = (word: string): string => (ONE ?? '').replace('Did it', word);
    const repo = logged(`${edited('Mine')}${TWO}`, `${edited('Yours')}${THREE}`);
    const { status, stdout, stderr } = repo.tryGit(['merge', 'side']);
    expect(status).toBe(1);
    expect(stdout + stderr).toMatch(
      /^tidemark: Both sides changed .* — WRK-001 \(Old 1\): edit lines 5 to 9 of _worklog\/2026-01\.md\. Run: tidemark resolve$/mu,
    );
    expect(repo.read(LOG)).toContain(
      `<<<<<<< ours\n- **Summary:** Mine\n=======\n- **Summary:** Yours\n>>>>>>> theirs\n`,
    );
    expect(repo.read(LOG).endsWith(`${TWO}${THREE}`)).toBe(true);
  });
});
