import { spawn, spawnSync } from 'node:child_process';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { tidemark } from '../support/cli.ts';
import {
  createHooked,
  FORGOTTEN,
  hook,
  ONE,
  passes,
  runHook,
  stops,
  TWO,
  withoutRecordedNode,
  withoutBin,
} from '../support/hooked.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const commit = ['commit', '-q', '-m', 'Next'];

/** What hooks need, but Node. */
function withoutNode(): { PATH: string } {
  const directory = freshDirectory('path');
  for (const program of ['git', 'sh', 'cat', 'dirname', 'basename', 'sed', 'true']) {
    const path = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(path, join(directory, program));
  }
  return { PATH: directory };
}

describe('without Node', () => {
  test('a commit is stopped in three lines, one that touches nothing guarded passes', () => {
    const repo = withoutRecordedNode(createHooked());
    const env = withoutNode();
    repo.stage({ 'notes.txt': 'more\n' });
    passes(repo, commit, env);
    repo.stage({ 'BACKLOG.yaml': TWO });
    const { status, stderr } = repo.tryGit(commit, env);
    expect(status).not.toBe(0);
    expect(stderr).toBe(
      [
        'tidemark: The commit was stopped, because Node is not on the PATH.',
        '  To have it checked, install Node 20.19 or newer; if a terminal finds one, run `npx tidemark install` there, and the hooks do, too.',
        '  To commit without a check: `TIDEMARK=0 git commit …`, in a terminal.',
        '',
      ].join('\n'),
    );
  });
});

describe('a program that has no Node on its PATH, such as one with windows', () => {
  test('the hooks take the Node that installed them', () => {
    const repo = createHooked();
    repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
    stops(repo, commit, 'mark-behind', withoutNode());
  });

  test('hooks that are the same on every machine take the one that git’s settings name', () => {
    const repo = createRepo();
    repo.commit('First', {
      'BACKLOG.yaml': ONE,
      '.gitignore': 'node_modules\n',
      'node_modules/tidemark': { link: fileURLToPath(new URL('../..', import.meta.url)) },
    });
    repo.git('config', 'core.hooksPath', 'tools/hooks');
    expect(tidemark(repo.root, ['install']).code).toBe(0);
    repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
    stops(repo, commit, 'mark-behind', withoutNode());
    repo.git('config', 'tidemark.node', '/gone/node');
    expect(repo.tryGit(commit, withoutNode()).stderr).toContain('because Node is not on the PATH');
    stops(repo, commit, 'mark-behind');
  });
});

describe('without the bin', () => {
  test('a commit is stopped, and TIDEMARK=0 goes past and says so', () => {
    const repo = withoutBin(createHooked());
    repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
    expect(repo.tryGit(commit)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('/gone/bin.js is not there'),
    });
    expect(repo.tryGit(commit, { TIDEMARK: '0' })).toEqual({
      status: 0,
      stdout: '',
      stderr: 'tidemark: pre-commit was skipped, because TIDEMARK=0.\n',
    });
  });

  test('a push is stopped, and TIDEMARK=0 goes past', () => {
    const repo = withoutBin(createHooked());
    const { root } = createRepo('--bare');
    const { status, stderr } = repo.tryGit(['push', '-q', root, 'main']);
    expect(status).not.toBe(0);
    expect(stderr).toContain('The push was stopped');
    expect(repo.tryGit(['push', '-q', root, 'main'], { TIDEMARK: '0' }).stderr).toContain('skipped');
  });

  test('a merge goes on with one loud line, before it and after', () => {
    const repo = withoutBin(createHooked());
    repo.branch('side');
    repo.commit('Side', { 'a.txt': 'a\n' });
    repo.checkout('main');
    repo.commit('Main', { 'b.txt': 'b\n' });
    const { status, stderr } = repo.tryGit(['merge', '-q', '--no-edit', 'side']);
    expect(status).toBe(0);
    expect(stderr.match(/^tidemark: WARNING: .* NOT checked/gmu)).toHaveLength(2);
  });

  test.each<[string, (repo: TestRepo) => void]>([
    ['cherry-pick', (repo) => repo.tryGit(['cherry-pick', 'side'])],
    ['revert', (repo) => repo.tryGit(['revert', '--no-edit', 'HEAD~1'])],
    ['rebase', (repo) => repo.tryGit(['rebase', 'side'])],
    ['merge', (repo) => repo.tryGit(['merge', 'side'])],
  ])('a commit in the midst of a %s passes with one loud line', (_name, begin) => {
    const repo = createHooked();
    repo.branch('side');
    repo.commit('Side', { 'BACKLOG.yaml': TWO });
    repo.checkout('main');
    repo.commit('Main', { 'BACKLOG.yaml': TWO.replace('Search by tag', 'Export') });
    repo.commit('More', { 'BACKLOG.yaml': TWO.replace('Search by tag', 'Exports') });
    begin(withoutBin(repo));
    repo.stage({ 'BACKLOG.yaml': TWO.replace('Search by tag', 'Both') });
    const { status, stderr } = repo.tryGit(['commit', '-q', '--no-edit', '-m', 'Resolved']);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^tidemark: WARNING: This commit was NOT checked, because \/gone\/bin\.js is not there\..*\n$/u,
    );
  });
});

describe('what needs no Node is decided without it', () => {
  const quiet = (files: Readonly<Record<string, string>>) => withoutBin(createHooked(files));

  test.each<[string, Readonly<Record<string, string>>]>([
    ['no configuration', {}],
    [
      'a configured path',
      {
        '.tidemark.yaml': '# where things lie\nbacklog: docs/plan.yaml\nchanges: work\nprefixes: [WRK]\n',
        'docs/plan.yaml': ONE,
      },
    ],
    [
      'a TOML file',
      {
        'phase-golem.toml': '[project]\nprefix = "WRK"\nbacklog_path = "docs/plan.yaml"\n',
        'docs/plan.yaml': ONE,
      },
    ],
  ])('%s', (_name, files) => {
    const repo = quiet(files);
    repo.stage({ 'notes.txt': 'more\n', 'docs/other.md': 'x\n' });
    passes(repo, commit);
    const guarded = 'docs/plan.yaml' in files ? 'docs/plan.yaml' : 'BACKLOG.yaml';
    for (const path of [
      guarded,
      '_worklog/2026-01.md',
      ...Object.keys(files).filter((name) => name.includes('.tidemark')),
    ]) {
      repo.stage({ [path]: `${existsSync(repo.path(path)) ? repo.read(path) : ''}# touched\n` });
      expect(repo.tryGit(commit).stderr).toContain('/gone/bin.js is not there');
      repo.git('reset', '-q', '--hard');
    }
  });

  test.each<[string, string]>([
    ['in quotes', 'backlog: "docs/plan.yaml"\n'],
    ['in flow style', '{ backlog: docs/plan.yaml }\n'],
    ['on the next line', 'backlog:\n  docs/plan.yaml\n'],
    ['with a comment', 'backlog: docs/plan.yaml # here\n'],
    ['with an escaped key', '"b\\x61cklog": docs/plan.yaml\n'],
    ['with CRLF', 'backlog: docs/plan.yaml\r\n'],
    ['as a block scalar', 'backlog: >-\n  docs/plan.yaml\n'],
    ['without a last line break', '? backlog\n: docs/plan.yaml'],
  ])('a configuration that is not of the plainest shape is left to Node: %s', (_name, text) => {
    const repo = quiet({ '.tidemark.yaml': text, 'docs/plan.yaml': ONE });
    repo.stage({ 'notes.txt': 'more\n' });
    expect(repo.tryGit(commit).stderr).toContain('/gone/bin.js is not there');
  });

  test('a manager that starts hooks somewhere below the root', () => {
    const repo = quiet({ 'sub/a.txt': 'a\n' });
    repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
    const hooks = repo.path('.git/hooks');
    const env = { GIT_DIR: repo.path('.git') };
    expect(
      repo.tryGit(['-c', `alias.x=!cd sub && ${shellQuote(`${hooks}/pre-commit`)}`, 'x'], env).status,
    ).toBe(3);
  });

  describe('a configuration that the index has otherwise than the disk is left to Node', () => {
    test.each<[string, (repo: TestRepo) => void]>([
      ['not at all', (repo) => repo.write({ '.tidemark.yaml': null })],
      ['not in a sparse checkout', (repo) => repo.git('sparse-checkout', 'set', '--no-cone', '/docs/')],
      [
        'changed, and git told not to look there',
        (repo) => {
          repo.git('update-index', '--skip-worktree', '.tidemark.yaml');
          repo.write({ '.tidemark.yaml': 'backlog: elsewhere.yaml\n' });
        },
      ],
      [
        'changed, and git told that it never is',
        (repo) => {
          repo.git('update-index', '--assume-unchanged', '.tidemark.yaml');
          repo.write({ '.tidemark.yaml': 'backlog: elsewhere.yaml\n' });
        },
      ],
    ])('%s', (_name, hide) => {
      const repo = quiet({ '.tidemark.yaml': 'backlog: docs/plan.yaml\n', 'docs/plan.yaml': ONE });
      hide(repo);
      repo.write({ 'docs/plan.yaml': FORGOTTEN });
      repo.git('add', 'docs/plan.yaml');
      expect(repo.tryGit(commit).stderr).toContain('/gone/bin.js is not there');
    });
  });

  test('a configuration that is staged otherwise than it lies there is left to Node', () => {
    const repo = quiet({ '.tidemark.yaml': 'backlog: docs/plan.yaml\n', 'docs/plan.yaml': ONE });
    repo.write({ '.tidemark.yaml': 'backlog: elsewhere.yaml\n' });
    repo.git('add', '-A', 'notes.txt');
    repo.stage({ 'docs/plan.yaml': FORGOTTEN, '.tidemark.yaml': 'backlog: docs/plan.yaml\n' });
    repo.write({ '.tidemark.yaml': 'backlog: elsewhere.yaml\n' });
    expect(repo.tryGit(commit).stderr).toContain('/gone/bin.js is not there');
  });
});

test('the index is locked: git stops by itself, and nothing is said to be clean', () => {
  const repo = createHooked();
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  repo.write({ '.git/index.lock': '' });
  const { status, stderr } = repo.tryGit(commit);
  expect(status).not.toBe(0);
  expect(stderr).toContain('index.lock');
  // Asked directly, the hook needs no lock.
  expect(runHook(repo, 'pre-commit')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('[mark-behind]'),
  });
});

test('a git that fails in the hook stops the commit', () => {
  const repo = createHooked();
  repo.stage({ 'BACKLOG.yaml': TWO });
  const bin = freshDirectory('bin');
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  const script = `#!/bin/sh\ncase "$*" in *ls-files* | *rev-parse* | *cat-file* | *diff-index*) echo 'fatal: out of luck' >&2; exit 128 ;; esac\nexec ${shellQuote(real)} "$@"\n`;
  repo.write({
    '.git/hooks/pre-commit': {
      executable: repo
        .read('.git/hooks/pre-commit')
        .replace('#!/bin/sh\n', `#!/bin/sh\nPATH=${shellQuote(bin)}:"$PATH"\n`),
    },
  });
  writeFileSync(join(bin, 'git'), script, { mode: 0o755 });
  const { status, stderr } = repo.tryGit(commit);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/^tidemark: The commit was stopped: it could not be checked\.$/mu);
});

test.each(['<&-', '</dev/null', '<&- >/dev/null'])('standard input and output: %s', (redirection) => {
  const repo = createHooked();
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  stops(repo, ['-c', `alias.x=!git commit -m Next ${redirection}`, 'x'], 'mark-behind');
  repo.stage({ 'BACKLOG.yaml': TWO });
  passes(repo, ['-c', `alias.x=!git commit -q -m Next ${redirection}`, 'x']);
});

test('interrupted midway, the commit does not happen', async () => {
  const repo = hook(createRepo());
  repo.stage({ 'BACKLOG.yaml': ONE });
  repo.write({
    '.git/hooks/pre-commit': {
      executable: repo
        .read('.git/hooks/pre-commit')
        .replace('exec "$node"', 'echo started >&2; exec "$node"'),
    },
  });
  const child = spawn('git', ['commit', '-m', 'First'], {
    cwd: repo.root,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.once('data', () => process.kill(-(child.pid ?? 0), 'SIGINT'));
  const ended = await new Promise((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code)),
  );
  expect(ended).not.toBe(0);
  expect(repo.tryGit(['rev-parse', '--verify', '-q', 'HEAD']).status).not.toBe(0);
});

test('colours are for terminals', () => {
  const repo = createHooked();
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  expect(stops(repo, commit, 'mark-behind')).not.toContain('\u001B');
});
