import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { failure, checkRepo, told, verdict } from '../support/check.ts';
import { createRepo } from '../support/repo.ts';
import type { FileContent, TestRepo } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

const ONE = backlog({ items: ['WRK-001 Retry limits'] });
const BEHIND = backlog({ mark: 0, items: ['WRK-001 Retry limits'] });

function started(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': ONE });
  return repo;
}

describe('a file that is no backlog is one finding, wherever it lies', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'empty'],
    ['only comments', '# nothing\n', 'comments'],
    ['binary', Buffer.from([0, 1, 2, 0xff]), 'UTF-8'],
    ['UTF-16', Buffer.from(`\uFEFF${ONE}`, 'utf16le'), 'UTF-16'],
    ['invalid UTF-8', Buffer.from(ONE.replace('Retry', 'R\xe9try'), 'latin1'), 'UTF-8'],
    ['tabs', ONE.replace('  title', '\ttitle'), 'tab'],
    ['conflict markers', `<<<<<<< HEAD\n${ONE}=======\n${ONE}>>>>>>> side\n`, 'conflict'],
    ['two marks', `${ONE}next_item_id: 5\n`, 'next_item_id'],
    ['a key twice in an item', ONE.replace('  status', '  title: Again\n  status'), 'title'],
    ['items: null', 'items:\nnext_item_id: 1\n', 'items'],
    ['a list at the top', '- id: WRK-001\n  title: A\n', 'list'],
    ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a]\nitems: *b\n', 'alias'],
    ['a comment that some readers end at U+2028', `${ONE}# a\u2028b: c\u2028next_item_id: 5\n`, 'U+2028'],
    ['two documents', `${ONE}---\n${ONE}`, 'document'],
  ])('%s', async (_name, content, word) => {
    const repo = started();
    repo.stage({ 'BACKLOG.yaml': content });
    for (const target of ['index', 'worktree']) {
      const report = await checkRepo(repo, target);
      expect(told(report)).toEqual(['error backlog-unreadable']);
      expect(report.findings[0]?.message).toContain(word);
      expect(report.backlog).toBeNull();
    }
  });

  test('fifty megabytes of garbage', async () => {
    const repo = started();
    repo.write({ 'BACKLOG.yaml': Buffer.alloc(50_000_000, '{[}]"\n\t ') });
    expect(await verdict(repo, 'worktree')).toEqual(['error backlog-unreadable']);
  });
});

describe('what is no file is no backlog', () => {
  test.each<[string, FileContent, string]>([
    ['a link', { link: 'real/BACKLOG.yaml' }, '`backlog: real/BACKLOG.yaml`'],
    ['a dangling link', { link: 'nowhere' }, '`backlog: nowhere`'],
    ['a link out of the repository', { link: '../else.yaml' }, 'Put the file itself into the repository'],
  ])('%s', async (_name, content, way) => {
    const repo = started();
    repo.stage({ 'real/BACKLOG.yaml': ONE, 'BACKLOG.yaml': content });
    const committed = repo.git('commit-tree', '-p', 'HEAD', '-m', 'x', repo.git('write-tree'));
    for (const target of ['index', 'worktree', `rev ${committed}`]) {
      const report = await checkRepo(repo, target);
      expect(told(report)).toEqual(['error backlog-missing']);
      expect(report.findings[0]?.message).toContain('is a symbolic link');
      expect(report.findings[0]?.message).toContain(way);
    }
  });

  test('a submodule', async () => {
    const repo = started();
    repo.git('rm', '-q', '--cached', 'BACKLOG.yaml');
    repo.git('update-index', '--add', '--cacheinfo', `160000,${repo.head()},BACKLOG.yaml`);
    const report = await checkRepo(repo, 'index');
    expect(report.findings[0]?.message).toContain('BACKLOG.yaml is a submodule');
  });

  test('a directory', async () => {
    const repo = started();
    repo.stage({ 'BACKLOG.yaml': null, 'BACKLOG.yaml/x': '' });
    for (const target of ['index', 'worktree']) {
      expect((await checkRepo(repo, target)).findings[0]?.message).toContain('BACKLOG.yaml is a directory');
    }
    const empty = createRepo();
    mkdirSync(empty.path('BACKLOG.yaml'));
    expect(await failure(checkRepo(empty, 'worktree'))).toMatch(/^no-backlog: /u);
  });

  test('a dangling link where there never was a backlog', async () => {
    const repo = createRepo();
    repo.write({ 'BACKLOG.yaml': { link: 'nowhere' } });
    await expect(checkRepo(repo, 'worktree')).rejects.toMatchObject({
      code: 'no-backlog',
      hint: /symbolic link/u,
    });
  });

  test('a linked worklog or directory of changes is reported', async () => {
    const repo = started();
    repo.stage({
      'BACKLOG.yaml': `${ONE}# x\n`,
      changes: { link: 'elsewhere' },
      [changeFile('WRK-009 A').replace('changes', 'elsewhere')]: '',
    });
    for (const target of ['index', 'worktree']) {
      const report = await checkRepo(repo, target);
      expect(told(report)).toEqual([]);
      expect(report.notes).toEqual([expect.stringContaining('changes is a symbolic link')]);
    }
  });
});

describe('the index as it will be committed', () => {
  test('what is only intended to be added is not there', async () => {
    const repo = started();
    repo.write({ [changeFile('WRK-009 A')]: '# PRD\n', '_worklog/1.md': worklog([{ item: 'WRK-009 A' }]) });
    repo.git('add', '-N', '.');
    repo.stage();
    repo.git('reset', '-q');
    repo.git('add', '-N', '.');
    repo.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `100644,${repo.git('hash-object', '-w', '/dev/null')},changes/keep`,
    );
    expect((await checkRepo(repo, 'index')).backlog).toMatchObject({ highest: 1 });
    const fresh = createRepo();
    fresh.write({ 'BACKLOG.yaml': ONE });
    fresh.git('add', '-N', 'BACKLOG.yaml');
    expect(await failure(checkRepo(fresh, 'index'))).toMatch(/^no-backlog: /u);
  });

  test('an unmerged backlog', async () => {
    const repo = started();
    repo.branch('side');
    repo.commit('Side', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Side'] }) });
    repo.checkout('main');
    repo.commit('Main', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Main'] }) });
    repo.tryGit(['merge', 'side']);
    const report = await checkRepo(repo, 'index');
    expect(told(report)).toContain('error backlog-unreadable');
    expect(report.findings[0]?.message).toContain('in conflict');
    expect(told(await checkRepo(repo, 'worktree'))).toContain('error backlog-unreadable');
  });

  test('GIT_INDEX_FILE names another one', async () => {
    const repo = started();
    const other = { GIT_INDEX_FILE: repo.path('other-index') };
    repo.write({ 'BACKLOG.yaml': BEHIND });
    repo.tryGit(['add', 'BACKLOG.yaml'], other);
    expect(await verdict(repo, 'index')).toEqual([]);
    await withEnvironment(other, async () => {
      expect(await verdict(repo, 'index')).toEqual(['error mark-regressed WRK-001']);
    });
  });
});

test('hostile settings and environments change nothing', async () => {
  const repo = started();
  const settings = {
    'diff.external': 'false',
    'color.ui': 'always',
    'diff.noprefix': 'true',
    'diff.relative': 'true',
    'log.showSignature': 'true',
    'core.quotePath': 'true',
    'core.fsmonitor': repo.path('never-run'),
    'log.follow': 'true',
  };
  for (const [key, value] of Object.entries(settings)) repo.git('config', key, value);
  const odd = 'WRK-002 Crème “brûlée” (\\t"x")';
  repo.commit('More', {
    '_worklog/jänner "1"\n.md': worklog([{ item: odd, outcome: 'done' }]),
    'changes/WRK-002_ü:*?/x': '',
  });
  repo.stage({
    'BACKLOG.yaml': backlog({ mark: 2, items: ['WRK-001 Retry limits', 'WRK-002 Something else'] }),
  });
  const hostile = {
    GIT_EDITOR: 'false',
    EDITOR: 'false',
    PAGER: 'false',
    GIT_PAGER: 'false',
    GIT_EXTERNAL_DIFF: 'false',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_ICASE_PATHSPECS: '1',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.pager',
    GIT_CONFIG_VALUE_0: 'false',
  };
  await withEnvironment(hostile, async () => {
    for (const target of ['index', 'worktree']) {
      const found = (await checkRepo(repo, target)).findings;
      expect(found.map(({ rule, id }) => `${rule} ${id}`)).toEqual(['id-reused WRK-002']);
      expect(found[0]?.related[0]?.path ?? found[0]?.message).toContain('jänner "1"');
    }
  });
});

async function withEnvironment(
  env: Readonly<Record<string, string>>,
  act: () => Promise<void>,
): Promise<void> {
  Object.assign(process.env, env);
  try {
    await act();
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
  }
}
