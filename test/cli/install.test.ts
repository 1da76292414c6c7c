import { chmodSync, existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { shellQuote } from '../../src/wiring/hook-block.ts';
import { BIN, tidemark } from '../support/cli.ts';
import { FORGOTTEN, ONE } from '../support/hooked.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const install = (repo: TestRepo, ...args: string[]) => tidemark(repo.root, ['install', ...args]);
const uninstall = (repo: TestRepo, ...args: string[]) => tidemark(repo.root, ['uninstall', ...args]);
const HOOKS = ['pre-commit', 'pre-merge-commit', 'post-merge', 'pre-push'];

/** Whether a commit with a forgotten mark is stopped. */
function isGuarded(repo: TestRepo, env: Readonly<Record<string, string>> = {}): boolean {
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  const { status, stderr } = repo.tryGit(['commit', '-m', 'Next'], env);
  expect(status === 0 || stderr.includes('[mark-behind]')).toBe(true);
  return status !== 0;
}

test('into git’s own directory of hooks, twice the same, and out again', () => {
  const repo = createRepo();
  expect(install(repo)).toMatchObject({ code: 0, stderr: '' });
  const texts = HOOKS.map((name) => repo.read(`.git/hooks/${name}`));
  expect(HOOKS.map((name) => lstatSync(repo.path('.git/hooks', name)).mode & 0o111)).toEqual([
    0o111, 0o111, 0o111, 0o111,
  ]);
  expect(install(repo).stdout).toMatch(/^(?:unchanged .*\n){4}$/u);
  expect(HOOKS.map((name) => repo.read(`.git/hooks/${name}`))).toEqual(texts);
  expect(isGuarded(repo)).toBe(true);
  expect(uninstall(repo)).toMatchObject({ code: 0, stderr: '' });
  expect(HOOKS.filter((name) => existsSync(repo.path('.git/hooks', name)))).toEqual([]);
  expect(isGuarded(repo)).toBe(false);
});

test('beside what stands in a hook already, which still runs and still reads its input', () => {
  const repo = createRepo();
  const mine = (name: string) => `#!/bin/sh -e\n# mine\ncat >"$0.input"\necho "${name} $*" >>"$0.ran"\n`;
  for (const name of ['pre-commit', 'pre-push'])
    repo.write({ [`.git/hooks/${name}`]: { executable: mine(name) } });
  expect(install(repo).code).toBe(0);
  repo.stage({ 'a.txt': 'a\n' });
  expect(repo.tryGit(['commit', '-q', '-m', 'A']).status).toBe(0);
  expect(repo.read('.git/hooks/pre-commit.ran')).toBe('pre-commit \n');
  const remote = createRepo('--bare');
  repo.git('push', '-q', remote.root, 'main');
  expect(repo.read('.git/hooks/pre-push.input')).toMatch(
    /^refs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}\n$/u,
  );
  expect(isGuarded(repo)).toBe(true);
  expect(uninstall(repo).code).toBe(0);
  expect(repo.read('.git/hooks/pre-commit')).toBe(mine('pre-commit'));
  expect(repo.read('.git/hooks/pre-push')).toBe(mine('pre-push'));
});

test.each<[string, (repo: TestRepo) => void, RegExp]>([
  [
    'written in another language',
    (repo) => repo.write({ '.git/hooks/pre-commit': { executable: '#!/usr/bin/env python3\nprint(1)\n' } }),
    /is no sh script/u,
  ],
  [
    'turned off',
    (repo) => repo.write({ '.git/hooks/pre-commit': '#!/bin/sh\nrm -rf x\n' }),
    /is not executable/u,
  ],
  [
    'a link',
    (repo) =>
      repo.write({
        'hook.sh': { executable: '#!/bin/sh\n' },
        '.git/hooks/pre-commit': { link: '../../hook.sh' },
      }),
    /is no plain file/u,
  ],
])('a hook that is %s is left alone, and the line to add is printed', (_name, prepare, reason) => {
  const repo = createRepo();
  prepare(repo);
  const before = readFileSync(repo.path('.git/hooks/pre-commit'), 'utf8');
  const { code, stdout, stderr } = install(repo);
  expect(code).toBe(1);
  expect(stderr).toMatch(reason);
  const line = /^ {2}('.*\/hooks\/pre-commit' .*)$/mu.exec(stderr)?.[1] ?? '';
  expect(stdout).toContain('left ');
  expect(readFileSync(repo.path('.git/hooks/pre-commit'), 'utf8')).toBe(before);
  // The printed line does what it says.
  repo.write({ '.git/hooks/pre-commit': { executable: `#!/bin/sh\n${line}\n` } });
  expect(isGuarded(repo)).toBe(true);
});

describe('husky', () => {
  const wired = (files = {}) => {
    const repo = createRepo();
    repo.write({
      '.husky/_/h':
        '#!/usr/bin/env sh\ns=$(dirname "$(dirname "$0")")/$(basename "$0")\n[ ! -f "$s" ] && exit 0\nexport PATH="node_modules/.bin:$PATH"\nsh -e "$s" "$@"\n',
      '.husky/_/pre-commit': { executable: '#!/usr/bin/env sh\n. "$(dirname "$0")/h"\n' },
      '.husky/_/.gitignore': '*',
      '.gitignore': 'node_modules\n',
      ...files,
    });
    repo.git('config', 'core.hooksPath', '.husky/_');
    return repo;
  };

  test('its hooks get the lines, keep what is there, and look in node_modules/.bin', () => {
    const repo = wired({ '.husky/pre-commit': 'echo mine >>ran\n' });
    expect(install(repo)).toMatchObject({ code: 0, stderr: '' });
    expect(repo.read('.husky/pre-commit')).not.toContain(shellQuote(BIN));
    expect(repo.read('.husky/pre-commit')).toMatch(/echo mine >>ran\n$/u);
    expect(existsSync(repo.path('.husky/_/pre-push'))).toBe(false);
    repo.stage({ 'BACKLOG.yaml': ONE });
    const { status, stderr } = repo.tryGit(['commit', '-m', 'First']);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/node_modules\/\.bin\/tidemark is not there/u);
    repo.write({
      'node_modules/.bin/tidemark': { executable: `#!/bin/sh\nexec node ${shellQuote(BIN)} "$@"\n` },
    });
    repo.git('commit', '-q', '-m', 'First');
    expect(repo.read('ran')).toBe('mine\n');
    expect(isGuarded(repo)).toBe(true);
    expect(uninstall(repo).code).toBe(0);
    expect(repo.read('.husky/pre-commit')).toBe('echo mine >>ran\n');
    expect(existsSync(repo.path('.husky/pre-push'))).toBe(false);
  });

  test('its directory is its own, with a runner or, as in former versions, without', () => {
    const repo = wired();
    repo.git('config', 'core.hooksPath', '.husky');
    expect(install(repo).code).toBe(0);
    repo.write({
      'node_modules/.bin/tidemark': { executable: `#!/bin/sh\nexec node ${shellQuote(BIN)} "$@"\n` },
    });
    expect(repo.read('.husky/pre-commit')).not.toContain(shellQuote(BIN));
    expect(isGuarded(repo)).toBe(true);
  });

  test('a project that uses it is told when it is not set up in this clone', () => {
    const repo = createRepo();
    repo.write({ 'package.json': '{ "devDependencies": { "husky": "9.1.7" } }\n' });
    expect(install(repo).stderr).toContain('npx husky');
    expect(existsSync(repo.path('.husky/pre-commit'))).toBe(true);
    expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(false);
  });
});

test('a manager that would write the hooks anew is named', () => {
  const repo = createRepo();
  repo.write({ 'lefthook.yml': 'pre-push: {}\n' });
  expect(install(repo)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('lefthook may write the hooks anew'),
  });
});

test('a core.hooksPath outside of the repository is refused, with the lines to add', () => {
  const repo = createRepo();
  const directory = freshDirectory('shared-hooks');
  repo.git('config', 'core.hooksPath', directory);
  const { code, stderr } = install(repo);
  expect(code).toBe(1);
  expect(stderr.match(/core\.hooksPath leads out of it/gu)).toHaveLength(4);
  expect(stderr).toMatch(/^ {2}'.*\/hooks\/pre-push' "\$@" \|\| exit \$\?$/mu);
  expect(existsSync(join(directory, 'pre-commit'))).toBe(false);
});

test('a core.hooksPath inside of it is where the hooks go, from a subdirectory too', () => {
  const repo = createRepo();
  repo.git('config', 'core.hooksPath', 'tools/hooks');
  repo.write({ 'sub/a.txt': 'a\n' });
  expect(tidemark(repo.path('sub'), ['install']).code).toBe(0);
  expect(existsSync(repo.path('tools/hooks/pre-commit'))).toBe(true);
  expect(isGuarded(repo)).toBe(true);
});

test('a linked worktree shares the hooks of its clone', () => {
  const repo = createRepo();
  repo.commit('First', { 'BACKLOG.yaml': ONE });
  const path = join(freshDirectory('worktrees'), 'linked');
  repo.git('worktree', 'add', '-q', path);
  const linked = openTestRepo(path);
  expect(install(linked).code).toBe(0);
  expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(true);
  expect(isGuarded(linked)).toBe(true);
});

test('paths that sh would trip over', () => {
  const directory = freshDirectory(`it's a "$(touch x)" \`dir\` ü`);
  const repo = openTestRepo(directory);
  repo.git('init', '-q', '-b', 'main', '.');
  expect(install(repo).code).toBe(0);
  expect(isGuarded(repo)).toBe(true);
});

test('a server’s repository', () => {
  const repo = createRepo('--bare');
  expect(install(repo)).toMatchObject({ code: 2 });
  expect(tidemark('/', ['install', '--bare', repo.root])).toMatchObject({ code: 0, stderr: '' });
  expect(repo.read('hooks/pre-receive')).toContain(shellQuote(BIN));
  expect(existsSync(repo.path('hooks/pre-commit'))).toBe(false);
  expect(tidemark('/', ['uninstall', '--bare', repo.root]).code).toBe(0);
  expect(existsSync(repo.path('hooks/pre-receive'))).toBe(false);
  expect(tidemark('/', ['install', '--bare', createRepo().root])).toMatchObject({ code: 2 });
});

test('--dry-run shows a diff and writes nothing', () => {
  const repo = createRepo();
  const { code, stdout } = install(repo, '--dry-run', '--merge-driver');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\+# >>> tidemark >>>$/mu);
  expect(stdout).toContain('+BACKLOG.yaml merge=tidemark');
  expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(false);
  expect(existsSync(repo.path('.gitattributes'))).toBe(false);
});

test('the merge driver: settings, a line of .gitattributes, and both out again', () => {
  const repo = createRepo();
  repo.write({ '.gitattributes': '*.txt text', '.tidemark.yaml': 'backlog: docs/plan.yaml\n' });
  expect(install(repo, '--merge-driver').code).toBe(0);
  expect(repo.read('.gitattributes')).toBe('*.txt text\ndocs/plan.yaml merge=tidemark\n');
  expect(repo.git('config', 'merge.tidemark.driver')).toContain(shellQuote(BIN));
  expect(install(repo, '--merge-driver').stdout).not.toMatch(/set|gitattributes/u);
  expect(uninstall(repo).code).toBe(0);
  expect(repo.read('.gitattributes')).toBe('*.txt text\n');
  expect(repo.tryGit(['config', '--get-regexp', '^merge']).stdout).toBe('');
});

test('JSON for programs', () => {
  const repo = createRepo();
  repo.write({ '.git/hooks/pre-push': { executable: '#!/usr/bin/perl\n' } });
  const { code, stdout } = install(repo, '--format', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    place: { kind: 'hooks', directory: repo.path('.git/hooks') },
    hooks: [
      { name: 'pre-commit', state: 'written' },
      {},
      {},
      { name: 'pre-push', state: 'left', reason: 'is no sh script' },
    ],
  });
});

test('a directory of hooks that cannot be written', () => {
  const repo = createRepo();
  repo.write({ '.git/hooks': 'a file\n' });
  expect(install(repo)).toMatchObject({ code: 3 });
  chmodSync(repo.path('.git/hooks'), 0o644);
});
