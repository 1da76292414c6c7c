import { describe, expect, test } from 'vitest';

import {
  createHooked,
  fingerprint,
  FORGOTTEN,
  hook,
  ONE,
  passes,
  runHook,
  stops,
  TWO,
} from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const TEXTS = { one: ONE, two: TWO, forgotten: FORGOTTEN } as const;
type Name = keyof typeof TEXTS;

describe('the index is checked, whatever the work tree and HEAD hold', () => {
  test.each<[staged: Name, onDisk: Name | 'gone']>([
    ['one', 'two'],
    ['one', 'forgotten'],
    ['one', 'gone'],
    ['two', 'one'],
    ['two', 'two'],
    ['two', 'forgotten'],
    ['two', 'gone'],
    ['forgotten', 'one'],
    ['forgotten', 'two'],
    ['forgotten', 'forgotten'],
    ['forgotten', 'gone'],
  ])('staged %s, on disk %s', (staged, onDisk) => {
    const repo = createHooked();
    repo.stage({ 'BACKLOG.yaml': TEXTS[staged], 'notes.txt': 'more\n' });
    repo.write({ 'BACKLOG.yaml': onDisk === 'gone' ? null : TEXTS[onDisk] });
    if (staged === 'forgotten') stops(repo, ['commit', '-m', 'Next'], 'mark-behind');
    else passes(repo, ['commit', '-q', '-m', 'Next']);
  });
});

test.each(['pre-commit', 'pre-merge-commit', 'post-merge', 'post-rewrite', 'pre-push'])(
  '%s touches no file, no index and no time stamp',
  (name) => {
    const repo = createHooked();
    repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
    // Racy and stale entries are what tempts a program to refresh the index.
    repo.write({ 'notes.txt': 'notes\n' });
    const before = fingerprint(repo);
    const { status } = runHook(repo, name, ['origin', 'file:///nowhere'], {
      [`GITHEAD_${repo.head()}`]: 'x',
    });
    expect(status).toBe(name.endsWith('commit') ? 1 : 0);
    expect(fingerprint(repo)).toEqual(before);
  },
);

test('old trouble in HEAD stops nobody, new trouble beside it does', () => {
  const repo = createHooked({ 'BACKLOG.yaml': FORGOTTEN });
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN.replace('Search by tag', 'Search by tags') });
  passes(repo, ['commit', '-q', '-m', 'Retitle']);
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN.replace('next_item_id: 1', 'next_item_id: 0') });
  stops(repo, ['commit', '-m', 'Lower'], 'mark-regressed');
});

describe('commits that bring an index of their own', () => {
  test('commit -a', () => {
    const repo = createHooked();
    repo.write({ 'BACKLOG.yaml': FORGOTTEN });
    stops(repo, ['commit', '-a', '-m', 'Next'], 'mark-behind');
    repo.write({ 'BACKLOG.yaml': TWO });
    passes(repo, ['commit', '-q', '-a', '-m', 'Next']);
  });

  test('commit PATH leaves out what else is staged', () => {
    const repo = createHooked();
    repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
    repo.write({ 'notes.txt': 'more\n' });
    passes(repo, ['commit', '-q', '-m', 'Notes', 'notes.txt']);
    stops(repo, ['commit', '-m', 'Backlog', 'BACKLOG.yaml'], 'mark-behind');
  });

  test('commit -i PATH takes it along', () => {
    const repo = createHooked();
    repo.stage({ 'notes.txt': 'more\n' });
    repo.write({ 'BACKLOG.yaml': FORGOTTEN });
    stops(repo, ['commit', '-i', '-m', 'Both', 'BACKLOG.yaml'], 'mark-behind');
  });

  test('commit -p with the fault in the temporary index alone', () => {
    const repo = createHooked();
    repo.write({ 'BACKLOG.yaml': backlog({ items: ['WRK-002 Search by tag', 'WRK-001 Retry limits'] }) });
    // Split the hunk, take the item, leave the mark.
    const { status, stderr } = repo.tryGit([
      '-c',
      'alias.partly=!printf "s\\ny\\nn\\n" | git commit -p -m Partly',
      'partly',
    ]);
    expect(stderr).toContain('[mark-behind]');
    expect(status).not.toBe(0);
  });
});

test('the first commit of all', () => {
  const repo = hook(createRepo());
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  const { status, stderr } = repo.tryGit(['commit', '-m', 'First']);
  expect(status).not.toBe(0);
  expect(stderr).toContain('[mark-behind]');
  repo.stage({ 'BACKLOG.yaml': TWO });
  passes(repo, ['commit', '-q', '-m', 'First']);
});

test('a repository that never had a backlog hears nothing', () => {
  const repo = hook(createRepo());
  repo.stage({ 'notes.txt': 'notes\n' });
  passes(repo, ['commit', '-q', '-m', 'First']);
  repo.stage({ 'changes/readme.md': 'hi\n' });
  passes(repo, ['commit', '-q', '-m', 'Second']);
  repo.branch('side');
  repo.commit('Side', { 'side.txt': 'side\n' });
  repo.checkout('main');
  passes(repo, ['merge', '-q', '--no-ff', '--no-edit', 'side']);
});

test('an amend is checked against the commit it replaces, and hears that gaps are free', () => {
  const repo = createHooked();
  repo.stage({ 'BACKLOG.yaml': TWO });
  passes(repo, ['commit', '-q', '-m', 'Two']);
  repo.stage({ 'BACKLOG.yaml': ONE });
  expect(stops(repo, ['commit', '--amend', '--no-edit'], 'mark-regressed')).toContain(
    'note: if you are amending a commit, leave the mark as it was: gaps in the numbering are harmless.\n',
  );
  repo.stage({ 'BACKLOG.yaml': ONE.replace('next_item_id: 1', 'next_item_id: 2') });
  passes(repo, ['commit', '-q', '--amend', '--no-edit']);
});

test('a mark that was lowered below what HEAD came of is no amend, and gaps are not spoken of', () => {
  const repo = createHooked({}, '-q');
  repo.commit('Two', { 'BACKLOG.yaml': TWO });
  repo.commit('Three', { x: '' });
  repo.stage({ 'BACKLOG.yaml': ONE });
  expect(stops(repo, ['commit', '-m', 'Lower'], 'mark-regressed')).not.toContain('note:');
});

test('--no-verify is git’s own way around', () => {
  const repo = createHooked();
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  passes(repo, ['commit', '-q', '--no-verify', '-m', 'Next']);
});

describe('wherever git is started from', () => {
  const faulty = () => {
    const repo = createHooked({ 'sub/deep/file.txt': 'x\n' });
    repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
    return repo;
  };

  test('a subdirectory', () => {
    stops(faulty(), ['-C', 'sub/deep', 'commit', '-m', 'Next'], 'mark-behind');
  });

  test('--git-dir and --work-tree from elsewhere', () => {
    const repo = faulty();
    stops(
      repo,
      ['-C', '/', `--git-dir=${repo.path('.git')}`, `--work-tree=${repo.root}`, 'commit', '-m', 'Next'],
      'mark-behind',
    );
  });

  test('a relative GIT_DIR and GIT_WORK_TREE', () => {
    stops(faulty(), ['commit', '-m', 'Next'], 'mark-behind', { GIT_DIR: '.git', GIT_WORK_TREE: '.' });
  });

  test('GIT_INDEX_FILE', () => {
    const repo = createHooked();
    const env = { GIT_INDEX_FILE: repo.path('.git/other-index') };
    repo.write({ 'BACKLOG.yaml': FORGOTTEN });
    expect(repo.tryGit(['read-tree', 'HEAD'], env).status).toBe(0);
    expect(repo.tryGit(['add', 'BACKLOG.yaml'], env).status).toBe(0);
    stops(repo, ['commit', '-m', 'Next'], 'mark-behind', env);
    passes(repo, ['commit', '-q', '--allow-empty', '-m', 'Nothing']);
  });

  test('exported GIT_EDITOR, EDITOR and PAGER', () => {
    const env = {
      GIT_EDITOR: 'true',
      EDITOR: 'vi',
      VISUAL: 'vi',
      PAGER: 'less',
      GIT_PAGER: 'cat',
      GIT_SEQUENCE_EDITOR: 'x',
      GIT_ASKPASS: '/bin/false',
      GIT_SSH_COMMAND: 'false',
    };
    stops(faulty(), ['commit', '-m', 'Next'], 'mark-behind', env);
  });
});
