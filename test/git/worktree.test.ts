import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkRepo, told, verdict } from '../support/check.ts';
import { createRepo, openTestRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

const ONE = backlog({ items: ['WRK-001 Retry limits'] });
const BEHIND = backlog({ mark: 0, items: ['WRK-001 Retry limits'] });
const AHEAD = 'WRK-002 Colour output';
const PRD = changeFile(AHEAD);

function started(files: Files = { 'BACKLOG.yaml': ONE }): TestRepo {
  const repo = createRepo();
  repo.commit('Start', files);
  return repo;
}

test('the work tree is checked, not the index', async () => {
  const repo = started();
  repo.write({ 'BACKLOG.yaml': BEHIND });
  expect(await verdict(repo, 'worktree')).toContain('error mark-regressed WRK-001');
  expect(await verdict(repo, 'index')).toEqual([]);
});

test('the index is checked, not the work tree', async () => {
  const repo = started();
  repo.stage({ 'BACKLOG.yaml': BEHIND });
  repo.write({ 'BACKLOG.yaml': ONE });
  expect(await verdict(repo, 'index')).toContain('error mark-regressed WRK-001');
});

test('a work tree that guards what HEAD does is HEAD against its parents', async () => {
  const repo = started();
  const broken = repo.commit('Lower the mark', { 'BACKLOG.yaml': BEHIND });
  repo.write({ 'notes.txt': 'guards nothing' });
  const report = await checkRepo(repo, 'worktree');
  expect(report.candidate).toEqual({ kind: 'commit', label: 'HEAD' });
  expect(report.bases).toEqual([
    { label: repo.head(`${broken}~1`).slice(0, 10), commit: repo.head(`${broken}~1`) },
  ]);
  expect(told(report)).toContain('error mark-regressed WRK-001');
});

describe('what counts as being in the work tree', () => {
  test.each<[string, (repo: TestRepo) => void, readonly string[]]>([
    ['an untracked directory', (repo) => repo.write({ [PRD]: '' }), ['error mark-behind WRK-002']],
    ['an ignored one, for the mark alone', ignoreTwo, ['error mark-behind WRK-002']],
    [
      'an ignored one of another kind does not',
      (repo) => repo.write({ 'changes/ABC-9_x/y': '', '.gitignore': '*' }),
      [],
    ],
    ['an ignored worklog, for the mark alone', ignoreEntry, ['error mark-behind WRK-002']],
    [
      'an empty one does not',
      (repo) => void mkdirSync(repo.path('changes/WRK-009_x'), { recursive: true }),
      [],
    ],
    [
      'a repository inside',
      (repo) => void repo.git('init', '-q', 'changes/WRK-009_x'),
      ['error mark-behind WRK-009'],
    ],
    [
      'a link',
      (repo) => repo.write({ 'changes/WRK-009_x': { link: '../elsewhere' } }),
      ['error mark-behind WRK-009'],
    ],
    ['a pipe does not', (repo) => void execFileSync('mkfifo', [repo.path('changes/WRK-009_x')]), []],
    [
      'an untracked worklog',
      (repo) => repo.write({ '_worklog/a/b.md': worklog([{ item: AHEAD }]) }),
      ['error mark-behind WRK-002'],
    ],
    ['a worklog behind a link does not', hideWorklog, []],
  ])('%s', async (_name, arrange, expected) => {
    const repo = started({
      'BACKLOG.yaml': ONE,
      [changeFile('WRK-001 Retry limits')]: '',
      'changes/keep': '',
    });
    arrange(repo);
    repo.write({ 'BACKLOG.yaml': `${ONE}# touched\n` });
    expect(await verdict(repo, 'worktree')).toEqual(expected);
  });

  function ignoreTwo(repo: TestRepo): void {
    repo.write({ [PRD]: '', [changeFile('WRK-001 Something else')]: '', '.gitignore': 'changes/\n' });
  }
  function ignoreEntry(repo: TestRepo): void {
    repo.write({
      '_worklog/1.md': worklog([{ item: AHEAD }, { item: 'WRK-001 Else' }]),
      '.gitignore': '_worklog\n',
    });
  }
  function hideWorklog(repo: TestRepo): void {
    repo.write({ 'elsewhere/2026-01.md': worklog([{ item: AHEAD }]), _worklog: { link: 'elsewhere' } });
  }
});

test('what was deleted is gone', async () => {
  const repo = started({ 'BACKLOG.yaml': ONE, [PRD]: '' });
  repo.write({ [PRD]: null });
  expect(await verdict(repo, 'worktree')).toEqual([]);
  expect(await verdict(repo, 'index')).toEqual(['inherited mark-behind WRK-002']);
});

test('what git ignores is no difference, unless the mark does not cover it', async () => {
  const repo = started({ 'BACKLOG.yaml': ONE, '.gitignore': 'changes/\n' });
  repo.write({ [changeFile('WRK-001 Retry limits')]: '' });
  expect((await checkRepo(repo, 'worktree')).candidate.kind).toBe('commit');
  repo.write({ [PRD]: '' });
  expect(await verdict(repo, 'worktree')).toEqual(['error mark-behind WRK-002']);
});

test('files that a sparse checkout leaves out still count', async () => {
  const repo = started({ 'BACKLOG.yaml': ONE, [changeFile('WRK-001 Retry limits')]: '', 'src/x': '' });
  repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'src');
  repo.write({ 'src/x': 'y' });
  for (const target of ['worktree', 'index']) {
    expect((await checkRepo(repo, target)).backlog).toMatchObject({ highest: 1, items: 1 });
  }
  repo.git('sparse-checkout', 'set', '--no-cone', 'src');
  expect((await checkRepo(repo, 'worktree')).backlog).toMatchObject({ highest: 1, items: 1 });
});

test('from a subdirectory and from a linked worktree', async () => {
  const repo = started({ 'BACKLOG.yaml': ONE, 'src/deep/x': '' });
  repo.git('worktree', 'add', '-q', '-b', 'side', `${repo.root}-linked`);
  const linked = openTestRepo(`${repo.root}-linked`);
  linked.stage({ 'BACKLOG.yaml': BEHIND });
  for (const target of ['worktree', 'index']) {
    expect(await verdict({ root: linked.path('src/deep') }, target)).toContain(
      'error mark-regressed WRK-001',
    );
    expect(await verdict({ root: repo.path('src/deep') }, target)).toEqual([]);
  }
});

test('before the first commit there is no base', async () => {
  const repo = createRepo();
  repo.stage({ 'BACKLOG.yaml': BEHIND });
  for (const target of ['worktree', 'index']) {
    const report = await checkRepo(repo, target);
    expect(report.bases).toEqual([]);
    expect(told(report)).toEqual(['error mark-behind WRK-001']);
  }
});

test('the first commit has no base', async () => {
  const repo = started({ 'BACKLOG.yaml': BEHIND });
  const report = await checkRepo(repo, 'worktree');
  expect(report).toMatchObject({ candidate: { kind: 'commit', label: 'HEAD' }, bases: [] });
  expect(told(report)).toEqual(['error mark-behind WRK-001']);
});

test('CRLF on disk and LF in git are the same', async () => {
  const repo = started({ 'BACKLOG.yaml': ONE, '.gitattributes': '*.yaml eol=crlf\n' });
  repo.commit('Second', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', AHEAD] }) });
  repo.write({ 'BACKLOG.yaml': repo.read('BACKLOG.yaml').replaceAll('\n', '\r\n') });
  const report = await checkRepo(repo, 'worktree');
  expect(report.candidate.kind).toBe('commit');
  expect(told(report)).toEqual([]);
});
