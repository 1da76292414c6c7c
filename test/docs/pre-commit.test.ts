import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

import { codeBlock } from '../support/recipes.ts';
import { createRepo, freshDirectory, plainDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { NPM_ENV, packPackage } from '../support/packed.ts';
import { backlog } from '../support/texts.ts';

const HOOKS = readFileSync(fileURLToPath(new URL('../../.pre-commit-hooks.yaml', import.meta.url)), 'utf8');
const version = spawnSync('pre-commit', ['--version'], { encoding: 'utf8' }).stdout?.split(' ')[1];

const start = backlog({ items: ['WRK-001 Retry limits'] });
const grown = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search'] });
const rival = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Export'] });
const doubled = backlog({ items: ['WRK-001 Retry limits', 'WRK-001 Search'] });

if (version === undefined) test.skip('to be tried after `apt-get install pre-commit`');

describe.runIf(version)('pre-commit', () => {
  // pre-commit itself does not find its programs below a path with blanks.
  const env = { ...NPM_ENV, PRE_COMMIT_HOME: plainDirectory() };
  let source: TestRepo;
  let repo: TestRepo;

  beforeAll(() => {
    source = released();
    repo = createRepo();
    const config = codeBlock('hook-managers.md', 'pre-commit')
      .replace(/(?<=repo: ).*/u, source.root)
      .replace(/(?<=rev: ).*/u, source.head());
    repo.commit('Begin', { '.pre-commit-config.yaml': config, 'BACKLOG.yaml': start });
    execFileSync('pre-commit', ['install', '--install-hooks'], {
      cwd: repo.root,
      env: { ...process.env, ...env },
    });
  }, 180_000);

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = repo.tryGit(args, env);
    return { status, said: stdout + stderr };
  };
  const stopped = (rule: string) => ({ status: 1, said: expect.stringContaining(`[${rule}]`) });

  test('lets a good commit pass and stops a bad one', () => {
    repo.stage({ 'BACKLOG.yaml': grown });
    expect(run('commit', '-m', 'Good')).toMatchObject({ status: 0 });
    repo.stage({ 'BACKLOG.yaml': doubled });
    expect(run('commit', '-m', 'Bad')).toMatchObject(stopped('duplicate-id'));
    repo.git('reset', '-q', '--hard');
  });

  test('stops a merge that gives an ID two meanings', () => {
    repo.branch('other', 'HEAD~1');
    repo.commit('Rival', { 'BACKLOG.yaml': rival });
    repo.checkout('main');
    expect(run('merge', '-s', 'ours', '--no-edit', 'other')).toMatchObject(stopped('id-reused'));
    repo.git('merge', '--abort');
  });

  test('stops a push of what went past the commit hook: a first one, a later one', () => {
    const remote = freshDirectory('remote');
    repo.git('init', '-q', '--bare', remote);
    repo.git('remote', 'add', 'origin', remote);
    repo.git('checkout', '-q', '-b', 'past', 'main');
    repo.commit('Past the hook', { 'BACKLOG.yaml': doubled });
    expect(run('push', 'origin', 'past')).toMatchObject(stopped('duplicate-id'));
    expect(run('push', 'origin', 'main')).toMatchObject({ status: 0 });
    expect(run('push', 'origin', 'past:main')).toMatchObject(stopped('duplicate-id'));
  });

  test('checks by hand', () => {
    repo.checkout('main');
    // What is not staged pre-commit hides.
    repo.stage({ 'BACKLOG.yaml': doubled });
    const args = ['run', '--hook-stage', 'manual', 'tidemark-check'];
    const { status, stdout } = spawnSync('pre-commit', args, {
      cwd: repo.root,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    expect({ status, said: stdout }).toMatchObject(stopped('duplicate-id'));
  });
});

/** A repository to install from, as this one is but for what takes a minute: it is built already. */
function released(): TestRepo {
  const unpacked = freshDirectory('unpacked');
  execFileSync('tar', ['-xzf', packPackage(), '-C', unpacked]);
  const repo = createRepo();
  cpSync(join(unpacked, 'package'), repo.root, { recursive: true });
  const { devDependencies: _, scripts: __, ...manifest } = JSON.parse(repo.read('package.json'));
  const hooks = /^[12]\.|^3\.[01]\./u.test(version ?? '') ? withOldNames(HOOKS) : HOOKS;
  repo.commit('Release', { 'package.json': JSON.stringify(manifest), '.pre-commit-hooks.yaml': hooks });
  return repo;
}

/** Before 3.2, which Debian 12 has not reached, the stages had other names. */
function withOldNames(hooks: string): string {
  return hooks
    .replaceAll('stages: [pre-', 'stages: [')
    .replaceAll('minimum_pre_commit_version: 3.2.0', 'minimum_pre_commit_version: 3.0.0');
}
