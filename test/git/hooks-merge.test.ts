import { describe, expect, test } from 'vitest';

import { createHooked, hook, ONE, passes, stops } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog, worklog } from '../support/texts.ts';

const START = ['WRK-001 Retry limits', 'WRK-002 Search by tag', 'WRK-003 Export'];
/** Drawn at two places, so that git merges both without a conflict. */
const FIRST = backlog({ items: ['WRK-004 Speed up', ...START], mark: 4 });
const MIDDLE = backlog({ items: [...START.slice(0, 2), 'WRK-004 Spell-check', ...START.slice(2)], mark: 4 });
const NEXT_TO_IT = backlog({ items: ['WRK-004 Spell-check', ...START], mark: 4 });
const BEGUN = { 'BACKLOG.yaml': backlog({ items: START }), 'a.txt': 'a\n' };

/** `main` and `side` have both drawn WRK-004. */
function drawnTwice(onSide: string = MIDDLE): TestRepo {
  const repo = createHooked(BEGUN);
  repo.branch('side');
  repo.commit('Side', { 'BACKLOG.yaml': onSide });
  repo.checkout('main');
  repo.commit('Main', { 'BACKLOG.yaml': FIRST });
  return repo;
}

const merge = ['merge', '--no-edit'];

describe('a clean merge in which both sides drew one number', () => {
  test('items apart', () => {
    expect(stops(drawnTwice(), [...merge, 'side'], 'duplicate-id')).toContain('The merge was stopped');
  });

  test('items next to each other, merged by hand', () => {
    const repo = drawnTwice(NEXT_TO_IT);
    expect(repo.tryGit([...merge, 'side']).status).not.toBe(0);
    repo.stage({
      'BACKLOG.yaml': backlog({ items: ['WRK-004 Spell-check', 'WRK-004 Speed up', ...START], mark: 4 }),
    });
    stops(repo, ['commit', '--no-edit'], 'duplicate-id');
  });

  test('one side has archived its own already', () => {
    const repo = drawnTwice();
    repo.checkout('side');
    repo.commit('Archive', {
      'BACKLOG.yaml': backlog({ items: START, mark: 4 }),
      '_worklog/2026-01.md': worklog([{ item: 'WRK-004 Spell-check', outcome: 'done' }]),
    });
    repo.checkout('main');
    stops(repo, [...merge, 'side'], 'id-reused');
  });

  test.each([[['-X', 'ours']], [['-s', 'ours']]])('with %j the items look perfect', (options) => {
    stops(drawnTwice(NEXT_TO_IT), [...merge, ...options, 'side'], 'id-reused');
  });

  test('prepared with --no-commit, then committed', () => {
    const repo = drawnTwice();
    expect(repo.tryGit(['merge', '--no-commit', 'side']).status).toBe(0);
    stops(repo, ['commit', '--no-edit'], 'duplicate-id');
  });

  test('finished with merge --continue after a conflict elsewhere', () => {
    const repo = drawnTwice();
    repo.commit('Main a', { 'a.txt': 'main\n' });
    repo.checkout('side');
    repo.commit('Side a', { 'a.txt': 'side\n' });
    repo.checkout('main');
    expect(repo.tryGit([...merge, 'side']).status).not.toBe(0);
    repo.stage({ 'a.txt': 'both\n' });
    stops(repo, ['commit', '--no-edit'], 'duplicate-id');
    stops(repo, ['merge', '--continue'], 'duplicate-id', { GIT_EDITOR: 'true' });
    // Renumbered before the commit, the same merge is fine.
    repo.stage({
      'BACKLOG.yaml': backlog({
        items: [
          'WRK-004 Speed up',
          ...START,
          { id: 'WRK-005', title: 'Spell-check', created: createdIn(MIDDLE) },
        ],
        mark: 5,
      }),
    });
    passes(repo, ['commit', '-q', '--no-edit']);
  });

  test('squashed: the commit has one parent, and that one has the number', () => {
    const repo = drawnTwice();
    repo.git('merge', '--squash', 'side');
    stops(repo, ['commit', '-m', 'Squash'], 'duplicate-id');
  });

  test('pulled', () => {
    const origin = createRepo();
    origin.commit('First', BEGUN);
    const repo = hook(origin.clone());
    origin.commit('Theirs', { 'BACKLOG.yaml': MIDDLE });
    repo.commit('Ours', { 'BACKLOG.yaml': FIRST });
    stops(repo, ['pull', '--no-rebase', '--no-edit'], 'duplicate-id');
  });

  test('an octopus', () => {
    const repo = createHooked(BEGUN);
    for (const name of ['one', 'two']) {
      repo.branch(name, 'main');
      repo.commit(name, { [`${name}.txt`]: `${name}\n` });
    }
    repo.branch('three', 'main');
    repo.commit('three', { 'BACKLOG.yaml': MIDDLE });
    repo.checkout('main');
    repo.commit('Main', { 'BACKLOG.yaml': FIRST });
    stops(repo, [...merge, 'one', 'two', 'three'], 'duplicate-id');
  });
});

test('merges that are in order pass in silence', () => {
  const repo = createHooked(BEGUN);
  repo.branch('side');
  repo.commit('Side', { 'BACKLOG.yaml': backlog({ items: [...START, 'WRK-005 Spell-check'], mark: 5 }) });
  repo.checkout('main');
  repo.commit('Main', { 'a.txt': 'main\n' });
  passes(repo, ['merge', '-q', '--no-edit', 'side']);
  passes(repo, ['merge', '-q', '--no-edit', 'side']);
});

test('a fast-forward is done before anyone asks: post-merge advises and blocks nothing', () => {
  const repo = createHooked(BEGUN);
  repo.branch('side');
  repo.commit('Side', { 'BACKLOG.yaml': ONE });
  repo.checkout('main');
  const { status, stderr } = repo.tryGit(['merge', '--ff-only', 'side']);
  expect(status).toBe(0);
  expect(stderr).toMatch(/^tidemark: What was merged needs attention: 1 error\.$/mu);
  expect(stderr).toContain('[mark-regressed]');
  expect(repo.head()).toBe(repo.head('side'));
});

function createdIn(text: string): string {
  return /WRK-004[^]*?created: (\S+)/u.exec(text)?.[1] ?? '';
}

describe('what runs no hook of a commit is for post-rewrite, pre-push and CI to catch', () => {
  const upstream = () => {
    const origin = createRepo();
    origin.commit('First', BEGUN);
    const repo = hook(origin.clone());
    origin.commit('Theirs', { 'BACKLOG.yaml': MIDDLE });
    repo.commit('Ours', { 'BACKLOG.yaml': FIRST });
    origin.git('checkout', '-q', '--detach');
    return repo;
  };

  const expectAdvice = (repo: TestRepo, args: readonly string[]): void => {
    const { status, stderr } = repo.tryGit(args);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^tidemark: The rebase left something to do:\n  WRK-004 is the ID of two items: .*\n  Run: tidemark resolve$/mu,
    );
  };

  test.each([['--apply'], ['--merge']])('rebase %s', (backend) => {
    const repo = upstream();
    repo.git('fetch', '-q');
    expectAdvice(repo, ['rebase', '-q', backend, 'origin/main']);
    stops(repo, ['push', 'origin', 'main'], 'duplicate-id');
  });

  test('pull --rebase', () => {
    const repo = upstream();
    expectAdvice(repo, ['pull', '-q', '--rebase']);
    stops(repo, ['push', 'origin', 'main'], 'duplicate-id');
  });

  test('cherry-pick', () => {
    const repo = upstream();
    repo.git('fetch', '-q');
    repo.branch('picked', 'origin/main');
    passes(repo, ['cherry-pick', 'main']);
    stops(repo, ['push', 'origin', 'picked'], 'duplicate-id');
  });

  test('revert', () => {
    const repo = upstream();
    repo.git('push', '-q', '--no-verify', 'origin', 'main:ours');
    passes(repo, ['revert', '--no-edit', 'HEAD']);
    stops(repo, ['push', 'origin', 'main:ours'], 'mark-regressed');
  });

  test('am', () => {
    const repo = upstream();
    repo.git('fetch', '-q');
    repo.git('format-patch', '-q', '-1', '-o', '.git/patches', 'main');
    repo.branch('mailed', 'origin/main');
    passes(repo, ['am', '-q', '-3', '.git/patches/0001-Ours.patch']);
    stops(repo, ['push', 'origin', 'mailed'], 'duplicate-id');
  });

  test('--no-verify', () => {
    const repo = upstream();
    repo.stage({ 'BACKLOG.yaml': ONE });
    passes(repo, ['commit', '-q', '--no-verify', '-m', 'Lower']);
    stops(repo, ['push', 'origin', 'main:new'], 'mark-regressed');
  });
});
