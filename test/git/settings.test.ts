import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { failure, checkRepo, told, verdict } from '../support/check.ts';
import { runMain } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, changeFile } from '../support/texts.ts';

const ONE = backlog({ items: ['WRK-001 Retry limits'] });
const BEHIND = backlog({ mark: 0, items: ['WRK-001 Retry limits'] });
const TOML = (path: string) => `[project]\nprefix = "WRK"\nbacklog_path = "${path}"\n`;

function started(files: Files): TestRepo {
  const repo = createRepo();
  repo.commit('Start', files);
  return repo;
}

describe('where the backlog is', () => {
  const everywhere = { 'BACKLOG.yaml': ONE, '.dev/BACKLOG.yaml': ONE, 'a.yaml': ONE, 'b.yaml': ONE };
  test.each<[string, Files, string]>([
    [
      'by the configuration first',
      { '.tidemark.yaml': 'backlog: a.yaml\n', 'orchestrate.toml': TOML('b.yaml') },
      'a.yaml',
    ],
    [
      'then by phase-golem.toml',
      { 'phase-golem.toml': TOML('a.yaml'), 'orchestrate.toml': TOML('b.yaml') },
      'a.yaml',
    ],
    ['then by orchestrate.toml', { 'orchestrate.toml': TOML('b.yaml') }, 'b.yaml'],
    ['then at the root', {}, 'BACKLOG.yaml'],
    ['then in .dev', { 'BACKLOG.yaml': null }, '.dev/BACKLOG.yaml'],
    [
      'and a configuration may leave it open',
      { '.tidemark.yaml': 'maxLeap: 5\n', 'BACKLOG.yaml': null },
      '.dev/BACKLOG.yaml',
    ],
  ])('%s', async (_name, files, path) => {
    const repo = started({ ...everywhere, ...files });
    repo.stage({ 'changes/x': '' });
    for (const target of ['rev HEAD', 'index', 'worktree']) {
      expect((await checkRepo(repo, target)).backlog).toMatchObject({ path });
    }
  });

  test('a place that is named and empty is not another one that has a backlog', async () => {
    const repo = started({ 'orchestrate.toml': TOML('typo.yaml'), 'BACKLOG.yaml': ONE });
    repo.stage({ x: '' });
    for (const target of ['rev HEAD', 'index', 'worktree']) {
      expect(await failure(checkRepo(repo, target))).toMatch(
        /^no-backlog: There is no backlog at typo\.yaml/u,
      );
    }
  });

  test('worklog and changes can be elsewhere, too', async () => {
    const repo = started({ '.tidemark.yaml': 'worklog: log\nchanges: docs/changes\n', 'BACKLOG.yaml': ONE });
    repo.stage({ [`docs/${changeFile('WRK-002 A')}`]: '', [changeFile('WRK-003 B')]: '' });
    for (const target of ['index', 'worktree'])
      expect((await checkRepo(repo, target)).backlog?.highest).toBe(2);
  });
});

describe('a TOML file that git ignores', () => {
  const ignored = {
    '.gitignore': 'phase-golem.toml\n',
    'docs/b.yaml': ONE,
    'BACKLOG.yaml': backlog({ items: ['X-900 Template'] }),
  };

  test('speaks for every snapshot that has none of its own', async () => {
    const repo = started(ignored);
    repo.commit('Lower', { 'docs/b.yaml': BEHIND });
    repo.write({ 'phase-golem.toml': TOML('docs/b.yaml') });
    expect(await verdict(repo, 'worktree')).toContain('error mark-regressed WRK-001');
    repo.stage({ 'docs/b.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Dark mode'] }) });
    const report = await checkRepo(repo, 'index');
    expect(report.backlog).toMatchObject({ path: 'docs/b.yaml', next: 'WRK-003' });
    expect(told(report)).toEqual([]);
  });

  test('yields to one that is tracked', async () => {
    const repo = started({ ...ignored, 'orchestrate.toml': TOML('docs/b.yaml') });
    repo.write({ 'phase-golem.toml': TOML('BACKLOG.yaml') });
    repo.stage({ 'changes/x': '' });
    expect((await checkRepo(repo, 'index')).backlog?.path).toBe('docs/b.yaml');
  });
});

describe('the configuration', () => {
  const BROKEN = 'backlogg: a.yaml\n';

  test('of the candidate counts, not of the work tree', async () => {
    const repo = started({ 'BACKLOG.yaml': BEHIND, x: '' });
    repo.commit('Silence', {
      '.tidemark.yaml': 'rules:\n  mark-behind: off\n',
      'BACKLOG.yaml': `${BEHIND}# x\n`,
    });
    repo.write({ '.tidemark.yaml': BROKEN });
    expect(await verdict(repo, 'index')).toEqual([]);
    expect(await failure(checkRepo(repo, 'worktree'))).toMatch(/^config: \.tidemark\.yaml:1:1: .*backlog/u);
  });

  test('of the candidate must fit, a broken one of a base is ignored', async () => {
    const repo = started({ 'BACKLOG.yaml': ONE, '.tidemark.yaml': BROKEN });
    expect(await failure(checkRepo(repo, 'rev HEAD'))).toMatch(/^config: \.tidemark\.yaml:1:1: /u);
    repo.stage({ '.tidemark.yaml': null });
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('that is a link is refused', async () => {
    const repo = started({ 'BACKLOG.yaml': ONE });
    repo.stage({ '.tidemark.yaml': { link: 'elsewhere.yaml' } });
    for (const target of ['index', 'worktree']) {
      expect(await failure(checkRepo(repo, target))).toBe('config: .tidemark.yaml is not a regular file.');
    }
  });

  test('given by hand takes the place of the own one, in every snapshot without one', async () => {
    const repo = started({ 'docs/b.yaml': ONE });
    repo.commit('Lower', { 'docs/b.yaml': BEHIND });
    const file = `${repo.root}-config.yaml`;
    writeFileSync(file, 'backlog: docs/b.yaml\n');
    expect(told(await checkRepo(repo, 'rev HEAD', { configPath: file }))).toContain(
      'error mark-regressed WRK-001',
    );
    expect(await failure(checkRepo(repo, 'rev HEAD', { configPath: `${file}.nope` }))).toMatch(/^config: /u);
    writeFileSync(file, BROKEN);
    expect(await failure(checkRepo(repo, 'rev HEAD', { configPath: file }))).toMatch(
      /^config: .*config\.yaml:1:1: /u,
    );
  });
});

describe('a configuration that is not committed', () => {
  const twice = backlog({ items: ['WRK-001 A', 'WRK-001 B'] });
  const accepting = (reason: string) =>
    `accept:\n  - rule: duplicate-id\n    id: WRK-001\n    subject: B\n    reason: ${reason}\n`;

  test('counts where nothing else differs from HEAD', async () => {
    const repo = createRepo();
    repo.commit('Old trouble', { 'BACKLOG.yaml': twice });
    repo.commit('More', { x: '' });
    const said = async () => (await runMain(['check', '--strict'], { cwd: repo.root })).stdout;
    expect(await said()).toContain('[duplicate-id]');
    repo.write({ '.tidemark.yaml': accepting('known since 2024') });
    expect(await said()).toMatch(/^clean: work tree against HEAD\./u);
    repo.commit('Accept', {});
    expect(await said()).toMatch(/^clean: HEAD against /u);
    repo.write({ '.tidemark.yaml': 'rules: {}\n' });
    expect(await said()).toContain('[duplicate-id]');
  });

  test('is shown all that is wrong with it at once, and a reason that nobody wrote', async () => {
    const repo = createRepo();
    repo.commit('Start', {
      'BACKLOG.yaml': twice,
      '.tidemark.yaml': `maxleap: 3\nprefixes: 7\nrules:\n  id-resued: error\n${accepting('"REPLACE ME: why"')}`,
    });
    const ended = await runMain(['check'], { cwd: repo.root });
    expect(ended).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        'tidemark: .tidemark.yaml:1:1: there is no key `maxleap`; did you mean `maxLeap`?',
        '.tidemark.yaml:2:1: `prefixes` has to be a list',
        '.tidemark.yaml:4:3: there is no rule `id-resued`; did you mean `id-reused`?',
        '.tidemark.yaml:9:5: `accept[0].reason` still has to be replaced; say why this is intended',
        '  Its keys are backlog, worklog, changes, prefixes, ledgers, rules, maxLeap, shared, block and accept.',
        '',
      ].join('\n'),
    });
    const { stdout } = await runMain(['check', '--format', 'json'], { cwd: repo.root });
    expect(JSON.parse(stdout).error.more).toHaveLength(3);
  });
});
