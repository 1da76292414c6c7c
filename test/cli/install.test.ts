import { chmodSync, existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { BIN, inProcess, tidemark } from '../support/cli.ts';
import { FORGOTTEN, ONE, TWO } from '../support/hooked.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const install = async (repo: TestRepo, ...args: string[]) => inProcess(repo.root, ['install', ...args]);
const uninstall = async (repo: TestRepo, ...args: string[]) => inProcess(repo.root, ['uninstall', ...args]);
/** A repository that has a backlog to guard, not committed yet. */
function begun(): TestRepo {
  const repo = createRepo();
  repo.write({ 'BACKLOG.yaml': ONE });
  return repo;
}

const HERE = fileURLToPath(new URL('../..', import.meta.url));
const HOOKS = ['pre-commit', 'pre-merge-commit', 'post-merge', 'post-rewrite', 'pre-push'];

/** Whether a commit with a forgotten mark is stopped. */
function isGuarded(repo: TestRepo, env: Readonly<Record<string, string>> = {}): boolean {
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  const { status, stderr } = repo.tryGit(['commit', '-m', 'Next'], env);
  expect(status === 0 || stderr.includes('[mark-behind]')).toBe(true);
  return status !== 0;
}

test('into git’s own directory of hooks, twice the same, and out again', async () => {
  const repo = begun();
  expect(await install(repo)).toMatchObject({ code: 0, stderr: '' });
  const texts = HOOKS.map((name) => repo.read(`.git/hooks/${name}`));
  expect(HOOKS.map((name) => lstatSync(repo.path('.git/hooks', name)).mode & 0o111)).toEqual(
    HOOKS.map(() => 0o111),
  );
  expect((await install(repo)).stdout).toMatch(
    /^(?:unchanged  \.git\/hooks\/[a-z-]+\n){5}guards     BACKLOG\.yaml \(1 item\)\n$/u,
  );
  expect(HOOKS.map((name) => repo.read(`.git/hooks/${name}`))).toEqual(texts);
  expect(isGuarded(repo)).toBe(true);
  expect(await uninstall(repo)).toMatchObject({ code: 0, stderr: '' });
  expect(HOOKS.filter((name) => existsSync(repo.path('.git/hooks', name)))).toEqual([]);
  expect(isGuarded(repo)).toBe(false);
});

test('beside what stands in a hook already, which still runs and still reads its input', async () => {
  const repo = begun();
  const mine = (name: string) => `#!/bin/sh -e\n# mine\ncat >"$0.input"\necho "${name} $*" >>"$0.ran"\n`;
  for (const name of ['pre-commit', 'pre-push'])
    repo.write({ [`.git/hooks/${name}`]: { executable: mine(name) } });
  expect((await install(repo)).code).toBe(0);
  repo.stage({ 'a.txt': 'a\n' });
  expect(repo.tryGit(['commit', '-q', '-m', 'A']).status).toBe(0);
  expect(repo.read('.git/hooks/pre-commit.ran')).toBe('pre-commit \n');
  const remote = createRepo('--bare');
  repo.git('push', '-q', remote.root, 'main');
  expect(repo.read('.git/hooks/pre-push.input')).toMatch(
    /^refs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}\n$/u,
  );
  expect(isGuarded(repo)).toBe(true);
  expect((await uninstall(repo)).code).toBe(0);
  expect(repo.read('.git/hooks/pre-commit')).toBe(mine('pre-commit'));
  expect(repo.read('.git/hooks/pre-push')).toBe(mine('pre-push'));
});

test.each<[string, (repo: TestRepo) => void, RegExp]>([
  [
    'written in another language',
    (repo) => repo.write({ '.git/hooks/pre-commit': { executable: '#!/usr/bin/env python3\nprint(1)\n' } }),
    /is not an sh script/u,
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
    /is not a plain file/u,
  ],
])('a hook that is %s is left alone, and the line to add is printed', async (_name, prepare, reason) => {
  const repo = begun();
  prepare(repo);
  const before = readFileSync(repo.path('.git/hooks/pre-commit'), 'utf8');
  const { code, stdout, stderr } = await install(repo);
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
    const repo = begun();
    repo.write({
      '.husky/_/h':
        '#!/usr/bin/env sh\ns=$(dirname "$(dirname "$0")")/$(basename "$0")\n[ ! -f "$s" ] && exit 0\nexport PATH="node_modules/.bin:$PATH"\nsh -e "$s" "$@"\n',
      '.husky/_/pre-commit': { executable: '#!/usr/bin/env sh\n. "$(dirname "$0")/h"\n' },
      '.husky/_/pre-push': { executable: '#!/usr/bin/env sh\n. "$(dirname "$0")/h"\n' },
      '.husky/_/.gitignore': '*',
      '.gitignore': 'node_modules\n',
      // As `npm link` leaves it.
      'node_modules/tidemark': { link: HERE },
      ...files,
    });
    repo.git('config', 'core.hooksPath', '.husky/_');
    return repo;
  };

  test('its hooks get one line each, which is the same on every machine, and keep what is there', async () => {
    const repo = wired({ '.husky/pre-commit': 'echo mine >>ran\n' });
    const { code, stdout, stderr } = await install(repo);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^changed    \.husky\/pre-commit\n(?:written    \.husky\/[a-z-]+\n){4}set        tidemark\.node .*\ncommit .*\nguards /u,
    );
    expect(stderr).toBe('');
    expect(stdout).toContain(
      'commit     .husky/pre-commit, .husky/pre-merge-commit, .husky/post-merge, .husky/post-rewrite and .husky/pre-push, so that everybody has them\n',
    );
    for (const name of HOOKS) {
      const line = `node_modules/tidemark/hooks/${name} "$@" || exit $?\n`;
      expect(repo.read(`.husky/${name}`)).toBe(`${line}${name === 'pre-commit' ? 'echo mine >>ran\n' : ''}`);
    }
    expect(existsSync(repo.path('.husky/_/post-merge'))).toBe(false);
    expect(await install(repo)).toMatchObject({ code: 0, stderr: '' });
    repo.stage({ 'BACKLOG.yaml': ONE });
    repo.git('commit', '-q', '-m', 'First');
    expect(repo.read('ran')).toBe('mine\n');
    expect(isGuarded(repo)).toBe(true);
    expect((await uninstall(repo)).code).toBe(0);
    expect(repo.read('.husky/pre-commit')).toBe('echo mine >>ran\n');
    expect(existsSync(repo.path('.husky/pre-push'))).toBe(false);
    expect(repo.tryGit(['config', 'tidemark.node']).status).toBe(1);
  });

  test('without the packages of the project a commit stops, and doctor says why', async () => {
    const repo = wired();
    expect((await install(repo)).code).toBe(0);
    repo.commit('First');
    repo.write({ 'node_modules/tidemark': null });
    repo.stage({ 'BACKLOG.yaml': TWO });
    expect(repo.tryGit(['commit', '-m', 'Next']).status).not.toBe(0);
    expect(tidemark(repo.root, ['doctor']).stdout).toMatch(
      /pre-commit hook calls .*node_modules\/tidemark\/hooks\/pre-commit, which is not there: every commit .* is stopped\.\n.*npm ci/u,
    );
  });

  test('what else reads the lines of a push still gets them', async () => {
    const repo = wired({ '.husky/pre-push': 'cat >>pushed\n' });
    expect((await install(repo)).code).toBe(0);
    repo.commit('First');
    const remote = createRepo('--bare');
    repo.git('push', '-q', remote.root, 'main');
    expect(repo.read('pushed')).toMatch(/^refs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}\n$/u);
    repo.commit('Past the hook', { 'BACKLOG.yaml': FORGOTTEN });
    expect(repo.tryGit(['push', '-q', remote.root, 'main']).stderr).toContain('[mark-behind]');
  });

  test('a line that somebody wrote is enough', async () => {
    const text = 'npx tidemark hook pre-commit\n';
    const repo = wired({ '.husky/pre-commit': text });
    expect((await install(repo)).stdout).toContain('unchanged  .husky/pre-commit\n');
    expect(repo.read('.husky/pre-commit')).toBe(text);
  });

  test('a Tidemark that is not the project’s own is looked for on the PATH', async () => {
    const repo = wired({ 'node_modules/tidemark': null });
    expect((await install(repo)).code).toBe(0);
    expect(repo.read('.husky/pre-commit')).toBe('tidemark hook pre-commit "$@" || exit $?\n');
  });

  test('its directory is its own, with a runner or, as in former versions, without', async () => {
    const repo = wired();
    repo.git('config', 'core.hooksPath', '.husky');
    expect((await install(repo)).code).toBe(0);
    expect(repo.read('.husky/pre-commit')).toMatch(/^#!\/bin\/sh\nnode_modules\/tidemark\//u);
    expect(isGuarded(repo)).toBe(true);
  });

  test('a project that uses it is told when it is not set up in this clone', async () => {
    const repo = begun();
    repo.write({ 'package.json': '{ "devDependencies": { "husky": "9.1.7" } }\n' });
    expect((await install(repo)).stderr).toContain('npx husky');
    expect(existsSync(repo.path('.husky/pre-commit'))).toBe(true);
    expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(false);
  });
});

test('a manager that would write the hooks anew is named', async () => {
  const repo = begun();
  repo.write({ 'lefthook.yml': 'pre-push: {}\n' });
  expect(await install(repo)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('lefthook may regenerate the hooks'),
  });
});

test('a core.hooksPath outside of the repository is refused, with the lines to add', async () => {
  const repo = begun();
  const directory = freshDirectory('shared-hooks');
  repo.git('config', 'core.hooksPath', directory);
  expect(tidemark(repo.root, ['install', '--if-possible']).code).toBe(0);
  const { code, stderr } = await install(repo);
  expect(code).toBe(1);
  expect(stderr.match(/core\.hooksPath leads out of it\), so it was not changed/gu)).toHaveLength(
    HOOKS.length,
  );
  expect(stderr).toMatch(/^ {2}'.*\/hooks\/pre-push' "\$@" \|\| exit \$\?$/mu);
  expect(existsSync(join(directory, 'pre-commit'))).toBe(false);
});

describe('a core.hooksPath inside of the repository', () => {
  const tracked = () => {
    const repo = begun();
    repo.git('config', 'core.hooksPath', 'tools/hooks');
    repo.write({
      'sub/a.txt': 'a\n',
      '.gitignore': 'node_modules\n',
      'node_modules/tidemark': { link: HERE },
    });
    return repo;
  };

  test('gets one line that holds nothing of this machine, from a subdirectory too', async () => {
    const repo = tracked();
    const { code, stdout, stderr } = tidemark(repo.path('sub'), ['install']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      'commit     tools/hooks/pre-commit, tools/hooks/pre-merge-commit, tools/hooks/post-merge, tools/hooks/post-rewrite and tools/hooks/pre-push, so that everybody has them\n',
    );
    expect(repo.read('tools/hooks/pre-commit')).toBe(
      '#!/bin/sh\nsh "$(git rev-parse --git-common-dir)"/../node_modules/tidemark/hooks/pre-commit "$@" || exit $?\n',
    );
    expect(isGuarded(repo)).toBe(true);
    repo.git('reset', '-q', '--hard');
  });

  test('guards another clone as it is, and its worktrees without node_modules', async () => {
    const repo = tracked();
    expect((await install(repo)).code).toBe(0);
    repo.commit('Guard');
    const other = repo.clone();
    other.write({ 'node_modules/tidemark': { link: HERE } });
    other.git('config', 'core.hooksPath', 'tools/hooks');
    expect(isGuarded(other)).toBe(true);
    other.git('reset', '-q', '--hard');
    expect(tidemark(other.root, ['install']).stdout).toMatch(/^(?:unchanged .*\n){4}/u);
    const path = join(freshDirectory('worktrees'), 'linked');
    other.git('worktree', 'add', '-q', path);
    expect(isGuarded(openTestRepo(path))).toBe(true);
  });
});

test('a linked worktree shares the hooks of its clone', async () => {
  const repo = begun();
  repo.commit('First', { 'BACKLOG.yaml': ONE });
  const path = join(freshDirectory('worktrees'), 'linked');
  repo.git('worktree', 'add', '-q', path);
  const linked = openTestRepo(path);
  expect((await install(linked)).code).toBe(0);
  expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(true);
  expect(isGuarded(linked)).toBe(true);
});

test('paths that sh would trip over', async () => {
  const directory = freshDirectory(`it's a "$(touch x)" \`dir\` ü`);
  const repo = openTestRepo(directory);
  repo.git('init', '-q', '-b', 'main', '.');
  repo.write({ 'BACKLOG.yaml': ONE });
  expect((await install(repo)).code).toBe(0);
  expect(isGuarded(repo)).toBe(true);
});

test('a server’s repository', async () => {
  const repo = createRepo('--bare');
  expect(await install(repo)).toMatchObject({ code: 2 });
  expect(tidemark('/', ['install', '--bare', repo.root])).toMatchObject({ code: 0, stderr: '' });
  expect(repo.read('hooks/pre-receive')).toContain(shellQuote(BIN));
  expect(existsSync(repo.path('hooks/pre-commit'))).toBe(false);
  expect(tidemark('/', ['uninstall', '--bare', repo.root]).code).toBe(0);
  expect(existsSync(repo.path('hooks/pre-receive'))).toBe(false);
  expect(tidemark('/', ['install', '--bare', createRepo().root])).toMatchObject({ code: 2 });
});

test('--dry-run shows a diff and writes nothing', async () => {
  const repo = begun();
  const { code, stdout } = await install(repo, '--dry-run', '--merge-driver');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\+# >>> tidemark >>>$/mu);
  expect(stdout).toContain('+BACKLOG.yaml merge=tidemark');
  expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(false);
  expect(existsSync(repo.path('.gitattributes'))).toBe(false);
});

test('the merge driver: settings, lines of .gitattributes, and both out again', async () => {
  const repo = begun();
  repo.write({
    '.gitattributes': '*.txt text',
    '.tidemark.yaml': 'backlog: docs/plan.yaml\n',
    'docs/plan.yaml': ONE,
  });
  expect((await install(repo, '--merge-driver')).code).toBe(0);
  expect(repo.read('.gitattributes')).toBe(
    '*.txt text\ndocs/plan.yaml merge=tidemark\n_worklog/**/*.md merge=tidemark\n',
  );
  expect(repo.git('config', 'merge.tidemark.driver')).toContain(shellQuote(BIN));
  expect((await install(repo, '--merge-driver')).stdout).not.toMatch(/set|gitattributes/u);
  expect((await uninstall(repo)).code).toBe(0);
  expect(repo.read('.gitattributes')).toBe('*.txt text\n');
  expect(repo.tryGit(['config', '--get-regexp', '^merge']).stdout).toBe('');
});

test('the merge driver: a clone that has it for the backlog alone gets the line of the worklog', async () => {
  const repo = createRepo();
  repo.write({
    'BACKLOG.yaml': ONE,
    '.gitattributes': 'BACKLOG.yaml merge=tidemark\n',
    '.tidemark.yaml': 'worklog: docs/log\n',
  });
  expect((await install(repo, '--merge-driver')).code).toBe(0);
  expect(repo.read('.gitattributes')).toBe('BACKLOG.yaml merge=tidemark\ndocs/log/**/*.md merge=tidemark\n');
});

test('JSON for programs', async () => {
  const repo = begun();
  repo.write({ '.git/hooks/pre-push': { executable: '#!/usr/bin/perl\n' } });
  const { code, stdout } = await install(repo, '--format', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    place: { kind: 'hooks', directory: repo.path('.git/hooks') },
    hooks: [
      { name: 'pre-commit', state: 'written' },
      {},
      {},
      {},
      { name: 'pre-push', state: 'left', reason: 'is not an sh script' },
    ],
  });
});

test('a directory of hooks that cannot be written', async () => {
  const repo = begun();
  repo.write({ '.git/hooks': 'a file\n' });
  expect(await install(repo)).toMatchObject({ code: 3 });
  chmodSync(repo.path('.git/hooks'), 0o644);
});
