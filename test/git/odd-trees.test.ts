import { describe, expect, test } from 'vitest';

import { verdict } from '../support/check.ts';
import { runMain } from '../support/cli.ts';
import { ONE, served, TWO } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

const REUSED = changeFile('WRK-001 Delete everything');

/** An entry of a tree: any mode and any name, and what stands there. */
type Entry = readonly [mode: string, name: string, revision: string];

/** Writes a tree that git itself would not write, and commits it on top of HEAD. */
function commitTree(repo: TestRepo, entries: readonly Entry[]): string {
  repo.write({ '.git/tree': Buffer.concat(entries.map((entry) => bytesOf(repo, entry))) });
  const tree = repo.git('hash-object', '-t', 'tree', '-w', '--literally', '.git/tree');
  return repo.git('commit-tree', '-m', 'Odd', '-p', 'HEAD', tree);
}

function bytesOf(repo: TestRepo, [mode, name, revision]: Entry): Buffer {
  const oid = repo.git('rev-parse', revision);
  return Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]);
}

function start(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': ONE, [changeFile('WRK-001 Retry limits')]: 'x\n' });
  return repo;
}

describe('modes count as git masks them', () => {
  test.each([
    ['40000', '100644'],
    ['040000', '0100644'],
    ['40755', '100600'],
    ['0000040000', '100664'],
    ['1040000', '1100644'],
  ])('directories %s, files %s', async (directory, file) => {
    const repo = start();
    repo.commit('Reuse', { [REUSED]: 'y\n', '_worklog/2026-02.md': worklog([{ item: 'WRK-001 Rockets' }]) });
    const commit = commitTree(repo, [
      [file, 'BACKLOG.yaml', 'HEAD:BACKLOG.yaml'],
      [directory, '_worklog', 'HEAD:_worklog'],
      [directory, 'changes', 'HEAD:changes'],
    ]);
    expect(await verdict(repo, `rev ${commit} --base HEAD~1`)).toEqual([
      'error change-dir-conflict WRK-001',
      'error change-dir-duplicate WRK-001',
      'error worklog-conflict WRK-001',
    ]);
  });

  test('a backlog below a directory with a leading zero is not gone', async () => {
    const repo = createRepo();
    repo.commit('Start', { '.dev/BACKLOG.yaml': ONE });
    const commit = commitTree(repo, [['040000', '.dev', 'HEAD:.dev']]);
    expect(await verdict(repo, `rev ${commit}`)).toEqual([]);
  });

  test.each([
    ['no mode', 'x', 'changes'],
    ['an empty name', '40000', ''],
    ['a path for a name', '40000', 'a/b'],
  ])('%s: git itself would not read on', async (_, mode, name) => {
    const repo = start();
    const commit = commitTree(repo, [
      ['100644', 'BACKLOG.yaml', 'HEAD:BACKLOG.yaml'],
      [mode, name, 'HEAD:changes'],
    ]);
    expect(await runMain(['check', '--rev', commit], { cwd: repo.root })).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/malformed mode|empty filename|is corrupt/u),
    });
  });
});

describe('a tree that has a name twice', () => {
  const twice = (repo: TestRepo): string =>
    commitTree(repo, [
      ['100644', 'BACKLOG.yaml', 'HEAD~1:BACKLOG.yaml'],
      ['100644', 'BACKLOG.yaml', 'HEAD:BACKLOG.yaml'],
      ['40000', 'changes', 'HEAD:changes'],
    ]);

  test('cannot be checked', async () => {
    const repo = start();
    repo.commit('Another', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Rockets'] }) });
    expect(await runMain(['check', '--rev', twice(repo)], { cwd: repo.root })).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('BACKLOG.yaml is in its tree twice'),
    });
  });

  test('as a file and a directory, somewhere below a guarded place, either', async () => {
    const repo = start();
    repo.commit('Another', { [REUSED]: 'y\n' });
    const commit = commitTree(repo, [
      ['100644', 'WRK-001_retry-limits', 'HEAD:BACKLOG.yaml'],
      ['40000', 'WRK-001_retry-limits', 'HEAD:changes/WRK-001_retry-limits'],
    ]);
    const outer = commitTree(repo, [
      ['100644', 'BACKLOG.yaml', 'HEAD:BACKLOG.yaml'],
      ['40000', 'changes', `${commit}^{tree}`],
    ]);
    expect(await runMain(['check', '--rev', outer], { cwd: repo.root })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('changes/WRK-001_retry-limits is in its tree twice'),
    });
  });

  test('two names that are no UTF-8 are two names', async () => {
    const repo = start();
    const oid = Buffer.from(repo.git('rev-parse', 'HEAD:BACKLOG.yaml'), 'hex');
    const entry = (byte: number): Buffer =>
      Buffer.concat([Buffer.from('100644 '), Buffer.from([byte, 0]), oid]);
    repo.write({ '.git/tree': Buffer.concat([entry(0xfe), entry(0xff)]) });
    const tree = repo.git('hash-object', '-t', 'tree', '-w', '--literally', '.git/tree');
    const below = repo.git('commit-tree', '-m', 'Below', tree);
    const commit = commitTree(repo, [
      ['100644', 'BACKLOG.yaml', 'HEAD:BACKLOG.yaml'],
      ['40000', 'changes', `${below}^{tree}`],
    ]);
    expect(await verdict(repo, `rev ${commit}`)).toEqual([]);
  });

  test('is refused by a server, and one that it has already can be put right', () => {
    const { server, repo } = served();
    repo.commit('Another', { 'BACKLOG.yaml': TWO });
    repo.git('push', '-q', 'origin', 'main');
    const commit = commitTree(repo, [
      ['100644', 'BACKLOG.yaml', 'HEAD~1:BACKLOG.yaml'],
      ['100644', 'BACKLOG.yaml', 'HEAD:BACKLOG.yaml'],
    ]);
    const pushed = repo.tryGit(['push', '-q', '--no-verify', 'origin', `${commit}:main`]);
    expect(pushed.stderr).toContain('BACKLOG.yaml is in its tree twice');
    server.git('config', 'core.hooksPath', 'nowhere');
    repo.git('push', '-q', '--no-verify', 'origin', `${commit}:main`);
    server.git('config', '--unset', 'core.hooksPath');
    const tree = repo.git('rev-parse', 'HEAD^{tree}');
    const right = repo.git('commit-tree', '-m', 'Right', '-p', commit, tree);
    repo.git('push', '-q', '--no-verify', 'origin', `${right}:main`);
  });
});

describe('a name claims, whatever stands there', () => {
  const known = { 'BACKLOG.yaml': TWO, [changeFile('WRK-001 Retry limits')]: 'x\n' };

  test.each([
    ['a link', { link: '../elsewhere' }],
    ['a link that leads nowhere', { link: 'nowhere' }],
  ])('%s', async (_, link) => {
    const repo = createRepo();
    repo.commit('Start', known);
    repo.write({ 'changes/WRK-002_rockets': link });
    expect(await verdict(repo, 'worktree')).toEqual(['error change-dir-conflict WRK-002']);
    repo.stage();
    expect(await verdict(repo, 'index')).toEqual(['error change-dir-conflict WRK-002']);
    repo.commit('Link');
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error change-dir-conflict WRK-002']);
  });

  test('a submodule, and a repository that is not one yet', async () => {
    const repo = createRepo();
    repo.commit('Start', known);
    repo.write({ 'changes/WRK-002_rockets/.keep': '' });
    repo.git('-C', 'changes/WRK-002_rockets', 'init', '-q');
    repo.git('-C', 'changes/WRK-002_rockets', 'commit', '-q', '--allow-empty', '-m', 'Inner');
    expect(await verdict(repo, 'worktree')).toEqual(['error change-dir-conflict WRK-002']);
    repo.git('-c', 'advice.addEmbeddedRepo=false', 'add', '-A');
    expect(repo.git('ls-files', '-s', 'changes/WRK-002_rockets')).toMatch(/^160000 /u);
    expect(await verdict(repo, 'index')).toEqual(['error change-dir-conflict WRK-002']);
  });

  test('the mark is behind a link', async () => {
    const repo = createRepo();
    repo.commit('Start', known);
    repo.commit('Link', { 'changes/WRK-007_rockets': { link: '../elsewhere' } });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error mark-behind WRK-007']);
  });

  test('a document that is a link is a document; one right in changes/ is none', async () => {
    const repo = createRepo();
    repo.commit('Start', { ...known, 'changes/WRK-002_notes.md': 'x\n' });
    repo.commit('Link', { 'changes/WRK-001_retry-limits/WRK-001_rockets_PRD.md': { link: '../x' } });
    const old = 'inherited id-malformed WRK-002';
    expect(await verdict(repo, 'rev HEAD')).toEqual([old, 'error change-dir-shared WRK-001']);
  });
});
