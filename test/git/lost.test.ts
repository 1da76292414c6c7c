import { describe, expect, test } from 'vitest';
import { failure, checkRepo, told, verdict } from '../support/check.ts';
import { tidemark } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

const ITEMS = ['WRK-001 Retry limits', 'WRK-002 Colour output', 'WRK-003 Quiet mode'];
const FULL = backlog({ items: ITEMS });
const REUSED = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Something else'] });

function history(...commits: readonly Files[]): TestRepo {
  const repo = createRepo();
  for (const [index, files] of commits.entries()) repo.commit(`Commit ${index}`, files);
  return repo;
}

describe('a base without a backlog borrows the last one that there was', () => {
  test.each<[string, readonly Files[], readonly string[]]>([
    [
      'deleted, then started again',
      [{ 'BACKLOG.yaml': FULL }, { 'BACKLOG.yaml': null }, { x: '' }, { 'BACKLOG.yaml': REUSED }],
      ['error mark-regressed WRK-003', 'error id-reused WRK-002'],
    ],
    [
      'deleted here, added there',
      [{ 'BACKLOG.yaml': FULL }, { 'BACKLOG.yaml': null }, { '.dev/BACKLOG.yaml': REUSED }],
      ['error mark-regressed WRK-003', 'error id-reused WRK-002'],
    ],
    [
      'broken, then started again',
      [{ 'BACKLOG.yaml': FULL }, { 'BACKLOG.yaml': '<<<<<<< ours\n' }, { 'BACKLOG.yaml': REUSED }],
      ['error mark-regressed WRK-003', 'error id-reused WRK-002'],
    ],
    [
      'from a path that only an older configuration named',
      [
        { '.tidemark.yaml': 'backlog: docs/items.yaml\n', 'docs/items.yaml': FULL },
        { 'docs/items.yaml': null, '.tidemark.yaml': null },
        { 'BACKLOG.yaml': REUSED },
      ],
      ['error mark-regressed WRK-003', 'error id-reused WRK-002'],
    ],
    [
      'from a path that only an older TOML file named',
      [
        { 'orchestrate.toml': '[project]\nbacklog_path = "docs/items.yaml"\n', 'docs/items.yaml': FULL },
        { 'docs/items.yaml': null, 'orchestrate.toml': null },
        { 'BACKLOG.yaml': REUSED },
      ],
      ['error mark-regressed WRK-003', 'error id-reused WRK-002'],
    ],
    [
      'brought back as it was',
      [{ 'BACKLOG.yaml': FULL }, { 'BACKLOG.yaml': null }, { 'BACKLOG.yaml': FULL }],
      [],
    ],
  ])('%s', async (_name, commits, expected) => {
    const repo = history(...commits);
    expect(await verdict(repo, 'rev HEAD')).toEqual(expected);
    repo.git('reset', '-q', '--soft', 'HEAD~1');
    expect(await verdict(repo, 'index')).toEqual(expected);
    expect(await verdict(repo, 'worktree')).toEqual(expected);
  });

  test('and the messages name the commit that had it', async () => {
    const repo = history(
      { 'BACKLOG.yaml': FULL },
      { 'BACKLOG.yaml': null },
      { 'BACKLOG.yaml': REUSED, [changeFile('WRK-003 Something else')]: '' },
    );
    const lender = repo.head('HEAD~2').slice(0, 10);
    const { findings } = await checkRepo(repo, 'rev HEAD');
    expect(findings.map(({ rule, message }) => [rule, message.includes(`in ${lender}`)])).toEqual([
      ['mark-regressed', true],
      ['id-reused', true],
      ['change-dir-conflict', true],
    ]);
  });

  test('while it is away, directories are still compared', async () => {
    const repo = history({ 'BACKLOG.yaml': FULL }, { 'BACKLOG.yaml': null });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error backlog-missing']);
    repo.commit('Next', { [changeFile('WRK-003 Something else')]: '' });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error change-dir-conflict WRK-003']);
  });
});

describe('a backlog that moves', () => {
  test.each<[string, Files]>([
    ['to the other usual place', { 'BACKLOG.yaml': null, '.dev/BACKLOG.yaml': FULL }],
    [
      'to a configured one',
      { 'BACKLOG.yaml': null, 'docs/b.yaml': FULL, '.tidemark.yaml': 'backlog: docs/b.yaml\n' },
    ],
    [
      'to one that the TOML names',
      {
        'BACKLOG.yaml': null,
        'docs/b.yaml': FULL,
        'phase-golem.toml': '[project]\nbacklog_path = "docs/b.yaml"\n',
      },
    ],
  ])('%s is no loss', async (_name, files) => {
    expect(await verdict(history({ 'BACKLOG.yaml': FULL }, files), 'rev HEAD')).toEqual([]);
  });

  test('each version is read by the paths of its own configuration', async () => {
    const config = (path: string) => ({ '.tidemark.yaml': `backlog: ${path}\n` });
    const repo = history(
      { ...config('one.yaml'), 'one.yaml': FULL, 'two.yaml': backlog({ items: ['WRK-050 A template'] }) },
      { ...config('two.yaml'), 'one.yaml': null, 'two.yaml': backlog({ mark: 3, items: ITEMS.slice(0, 2) }) },
      { 'two.yaml': backlog({ items: [...ITEMS.slice(0, 2), 'WRK-004 Dark mode'] }) },
      {
        'two.yaml': backlog({
          mark: 4,
          items: [...ITEMS.slice(0, 2), 'WRK-003 Anything', 'WRK-004 Dark mode'],
        }),
      },
    );
    expect(await verdict(repo, 'rev HEAD~2')).toEqual([]);
    expect(await verdict(repo, 'rev HEAD~1')).toEqual([]);
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error id-reused WRK-003']);
    repo.commit('Raise', { 'two.yaml': backlog({ mark: 60, items: ITEMS.slice(0, 2) }) });
    repo.commit('Not the template', {
      'two.yaml': backlog({ mark: 60, items: [...ITEMS.slice(0, 2), 'WRK-050 Fresh'] }),
    });
    expect(await verdict(repo, 'rev HEAD')).toEqual(['warning id-below-mark WRK-050']);
  });
});

describe('history is read for the rare case', () => {
  test('an ID that left the backlog before', async () => {
    const repo = history(
      { 'BACKLOG.yaml': FULL },
      { 'BACKLOG.yaml': backlog({ mark: 3, items: ITEMS.slice(0, 1) }) },
      { 'BACKLOG.yaml': backlog({ mark: 3, items: ['WRK-001 Retry limits', 'WRK-002 Something else'] }) },
    );
    const report = await checkRepo(repo, 'rev HEAD');
    expect(told(report)).toEqual(['error id-reused WRK-002']);
  });

  const [first = ''] = ITEMS;
  const reuse = (mark: number) => ({
    'BACKLOG.yaml': backlog({ mark, items: [first, 'WRK-006 In the middle'] }),
  });

  test('on a side branch whose merge took nothing of it', async () => {
    const repo = history({ 'BACKLOG.yaml': backlog({ mark: 5, items: [first] }) });
    repo.branch('side');
    repo.commit('Draw', { 'BACKLOG.yaml': backlog({ items: [first, 'WRK-006 On the side'] }) });
    repo.checkout('main');
    repo.commit('Raise', { 'BACKLOG.yaml': backlog({ mark: 8, items: [first] }) });
    repo.merge('side', {}, '-s', 'ours');
    repo.commit('Reuse', reuse(8));
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error id-reused WRK-006']);
  });

  test('in nothing but a merge', async () => {
    const repo = history({ 'BACKLOG.yaml': backlog({ mark: 5, items: [first] }) });
    repo.branch('side');
    repo.commit('Side', { x: '' });
    repo.checkout('main');
    repo.merge('side', { 'BACKLOG.yaml': backlog({ items: [first, 'WRK-006 In the merge'] }) });
    repo.commit('Drop', { 'BACKLOG.yaml': backlog({ mark: 6, items: [first] }) });
    repo.commit('Reuse', reuse(6));
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error id-reused WRK-006']);
  });
});

describe('a shallow clone', () => {
  function cut(): TestRepo {
    return history(
      { 'BACKLOG.yaml': FULL },
      { 'BACKLOG.yaml': backlog({ mark: 3, items: ITEMS.slice(0, 1) }) },
      { x: '1' },
      { 'BACKLOG.yaml': backlog({ mark: 3, items: ['WRK-001 Retry limits', 'WRK-002 Something else'] }) },
    );
  }

  test('with the bases but not the history says what it could not check', async () => {
    const report = await checkRepo(cut().clone('--depth=2'), 'rev HEAD');
    expect(report.unchecked).toEqual([expect.stringContaining('this clone is shallow')]);
  });

  test('whose history is not needed is no trouble', async () => {
    const report = await checkRepo(cut().clone('--depth=3'), 'rev HEAD~1');
    expect(report).toMatchObject({ findings: [], unchecked: [] });
  });

  test('without the parents cannot be checked', async () => {
    const clone = cut().clone('--depth=1');
    for (const target of ['rev HEAD', 'worktree']) {
      expect(await failure(checkRepo(clone, target))).toMatch(/^history-missing: /u);
    }
    clone.write({ 'BACKLOG.yaml': backlog({ mark: 3, items: ['WRK-001 Retry limits'] }) });
    expect((await checkRepo(clone, 'worktree')).findings).toEqual([]);
  });

  test('of a merge knows that there were two parents', async () => {
    const repo = cut();
    repo.branch('side', 'HEAD~1');
    repo.commit('Side', { [changeFile('WRK-004 Dark mode')]: '' });
    repo.checkout('main');
    repo.merge('side');
    const clone = repo.clone('--depth=1');
    expect(clone.git('rev-list', '--parents', '-1', 'HEAD').split(' ')).toHaveLength(1);
    expect(await failure(checkRepo(clone, 'rev HEAD'))).toMatch(/^history-missing: /u);
    expect(await failure(checkRepo(repo.clone('--depth=2'), 'rev HEAD'))).toMatch(
      /^history-missing: This clone is shallow/u,
    );
  });

  test('may hide the backlog that a base lost', async () => {
    const repo = history(
      { 'BACKLOG.yaml': FULL },
      { 'BACKLOG.yaml': null },
      { x: '' },
      { 'BACKLOG.yaml': REUSED },
    );
    const report = await checkRepo(repo.clone('--depth=2'), 'rev HEAD');
    expect(report.unchecked).toEqual([expect.stringContaining('has none, and this clone is shallow')]);
  });
});

test('a partial clone fetches nothing, and says what it lacks', async () => {
  const repo = history(
    { 'BACKLOG.yaml': FULL },
    { 'BACKLOG.yaml': backlog({ mark: 3, items: ITEMS.slice(0, 1) }) },
    {
      'BACKLOG.yaml': REUSED,
    },
  );
  repo.git('config', 'uploadpack.allowFilter', 'true');
  const clone = repo.clone('--filter=blob:none', '--no-checkout');
  expect(await failure(checkRepo(clone, 'rev HEAD'))).toMatch(/^history-missing: This partial clone/u);
  clone.git('cat-file', 'blob', 'HEAD:BACKLOG.yaml');
  clone.git('cat-file', 'blob', 'HEAD~1:BACKLOG.yaml');
  const report = await checkRepo(clone, 'rev HEAD');
  expect(report.unchecked).toEqual([expect.stringContaining('This partial clone lacks objects')]);
  expect(clone.git('rev-list', '--objects', '--missing=print', 'HEAD')).toContain('?');
});

describe('a repository that never had a backlog', () => {
  test.each(['worktree', 'index', 'rev HEAD'])('%s', async (target) => {
    const repo = history({ x: '1' }, { 'examples/BACKLOG.yaml': FULL, 'changes/BACKLOG.yaml': FULL });
    repo.write({ y: '' });
    expect(await failure(checkRepo(repo, target))).toBe(
      'no-backlog: There is no backlog at BACKLOG.yaml or .dev/BACKLOG.yaml, counted from the root of the repository.',
    );
  });

  test('is shown where a backlog in a subfolder is', async () => {
    const repo = history({ x: '1', 'apps/planner/BACKLOG.yaml': FULL });
    expect(tidemark(repo.root, ['check'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(
        'Name it in .tidemark.yaml at the root: `backlog: apps/planner/BACKLOG.yaml`.',
      ),
    });
  });

  test('gets its first one, and nothing in it is new', async () => {
    const repo = history({
      [changeFile('WRK-002 Colour output')]: '',
      '_worklog/1.md': worklog([{ item: 'WRK-001 Old' }]),
    });
    repo.stage({ 'BACKLOG.yaml': backlog({ mark: 3, items: ITEMS }) });
    expect(await verdict(repo, 'index')).toEqual([]);
  });
});
