import { describe, expect, test } from 'vitest';

import { checkRepo, told, verdict } from '../support/check.ts';
import { ONE, served, TWO } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

const REUSED = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Rockets'] });
const moved = (path: string): string => `backlog: ${path}\n`;

function started(files: Files = { 'BACKLOG.yaml': TWO }): TestRepo {
  const repo = createRepo();
  repo.commit('Start', files);
  return repo;
}

describe('what the base guards stays guarded where the candidate looks elsewhere', () => {
  test.each<[string, Files]>([
    ['by its configuration', { '.tidemark.yaml': moved('copy.yaml'), 'copy.yaml': TWO }],
    ['by its TOML file', { 'phase-golem.toml': '[project]\nbacklog_path = "copy.yaml"\n', 'copy.yaml': TWO }],
    ['by a configuration that leads nowhere', { '.tidemark.yaml': moved('nowhere.yaml') }],
  ])('%s', async (_, files) => {
    const repo = started();
    repo.stage({ ...files, 'BACKLOG.yaml': REUSED });
    for (const target of ['index', 'worktree']) {
      expect(await verdict(repo, target)).toContain('error id-reused WRK-002');
    }
    repo.commit('Move');
    const report = await checkRepo(repo, 'rev HEAD');
    expect(told(report)).toContain('error id-reused WRK-002');
    expect(report.findings.find(({ id }) => id === 'WRK-002')?.remedy).toBe(
      'remove BACKLOG.yaml if that has moved, or let .tidemark.yaml name it again',
    );
    expect(report.notes).toEqual([
      `HEAD no longer looks at BACKLOG.yaml, which is still there: it was checked as well.`,
    ]);
  });

  test('a decoy in a place that comes first', async () => {
    const repo = started({ '.dev/BACKLOG.yaml': TWO });
    repo.stage({ 'BACKLOG.yaml': TWO, '.dev/BACKLOG.yaml': REUSED });
    expect(await verdict(repo, 'index')).toEqual(['error id-reused WRK-002']);
  });

  test('what is put in its place is checked, too', async () => {
    const repo = started();
    repo.stage({ '.tidemark.yaml': moved('copy.yaml'), 'copy.yaml': REUSED });
    expect(await verdict(repo, 'index')).toEqual(['error id-reused WRK-002']);
  });

  test('a link to something else, beside a decoy', async () => {
    const repo = started();
    repo.stage({ 'BACKLOG.yaml': { link: 'real.yaml' }, 'real.yaml': REUSED, '.dev/BACKLOG.yaml': TWO });
    const report = await checkRepo(repo, 'index');
    expect(told(report)).toEqual(['error backlog-missing']);
    expect(report.findings[0]?.message).toContain('BACKLOG.yaml is a symbolic link');
  });

  test('a linked folder beside a decoy', async () => {
    const repo = started({ '.dev/BACKLOG.yaml': TWO });
    repo.stage({ '.dev': null });
    repo.stage({ '.dev': { link: 'real' }, 'real/BACKLOG.yaml': REUSED, 'BACKLOG.yaml': TWO });
    const report = await checkRepo(repo, 'index');
    expect(told(report)).toEqual(['error backlog-missing']);
    expect(report.findings[0]?.message).toContain('.dev is a symbolic link');
  });

  test.each([
    [
      'worklog',
      { '_worklog/2026-02.md': worklog([{ item: 'WRK-002 Rockets' }]) },
      'error worklog-conflict WRK-002',
    ],
    ['changes', { [changeFile('WRK-002 Rockets')]: 'x\n' }, 'error change-dir-conflict WRK-002'],
  ] as const)('%s', async (key, files, finding) => {
    const repo = started({
      'BACKLOG.yaml': TWO,
      '_worklog/2026-01.md': worklog([{ item: 'WRK-001 Retry limits' }]),
      [changeFile('WRK-001 Retry limits')]: 'x\n',
    });
    repo.stage({ '.tidemark.yaml': `${key}: elsewhere\n`, ...files });
    expect(await verdict(repo, 'index')).toEqual([finding]);
  });

  test('a server refuses the push, and says what it looked at', () => {
    const { repo } = served();
    repo.commit('Move', { '.tidemark.yaml': moved('copy.yaml'), 'copy.yaml': TWO, 'BACKLOG.yaml': REUSED });
    const { status, stderr } = repo.tryGit(['push', '-q', '--no-verify', 'origin', 'main']);
    expect(status).not.toBe(0);
    expect(stderr).toContain('[id-reused]');
    expect(stderr).toContain('main no longer looks at BACKLOG.yaml, which is still there');
  });
});

describe('an honest move', () => {
  test.each<[string, Files]>([
    ['to the other usual place', { 'BACKLOG.yaml': null, '.dev/BACKLOG.yaml': TWO }],
    ['to another path', { 'BACKLOG.yaml': null, '.tidemark.yaml': moved('b.yaml'), 'b.yaml': TWO }],
    [
      'with a link left behind',
      { 'BACKLOG.yaml': { link: './docs/../b.yaml' }, '.tidemark.yaml': moved('b.yaml'), 'b.yaml': TWO },
    ],
    [
      'of all',
      {
        'BACKLOG.yaml': null,
        'changes/WRK-001_retry-limits': null,
        '.tidemark.yaml': 'backlog: a/b.yaml\nworklog: a/log\nchanges: a/changes\n',
        'a/b.yaml': TWO,
        'a/changes/WRK-001_retry-limits/x.md': 'x\n',
      },
    ],
  ])('%s', async (_, files) => {
    const repo = started({ 'BACKLOG.yaml': TWO, 'changes/WRK-001_retry-limits/x.md': 'x\n' });
    repo.stage(files);
    for (const target of ['index', 'worktree']) {
      const report = await checkRepo(repo, target);
      expect(told(report)).toEqual([]);
      expect(report.notes).toEqual([]);
    }
  });

  test('and a copy that was left behind are one and the same', async () => {
    const repo = started();
    repo.stage({ '.dev/BACKLOG.yaml': TWO });
    expect(told(await checkRepo(repo, 'index'))).toEqual([]);
    repo.stage({ '.tidemark.yaml': moved('.dev/BACKLOG.yaml') });
    expect(told(await checkRepo(repo, 'index'))).toEqual([]);
  });
});

test('a base without a backlog guards none', async () => {
  const repo = started({ 'notes.txt': 'x\n' });
  repo.stage({ 'BACKLOG.yaml': ONE });
  expect(await verdict(repo, 'index')).toEqual([]);
});
