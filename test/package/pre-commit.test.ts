import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

import { commandsIn } from '../support/pasted.ts';
import { codeBlock } from '../support/recipes.ts';
import { createRepo, freshDirectory, plainDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { NPM_ENV, packVersions } from '../support/packed.ts';
import { backlog } from '../support/texts.ts';

const start = backlog({ items: ['WRK-001 Retry limits'] });
const grown = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search'] });
const rival = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Export'] });
const doubled = backlog({ items: ['WRK-001 Retry limits', 'WRK-001 Search'] });

/** The system's, and the one that .ci/run installs where Python can be asked for it. */
const PROGRAMS = [
  'pre-commit',
  fileURLToPath(new URL('../hook-managers/python/bin/pre-commit', import.meta.url)),
];
const FOUND = PROGRAMS.flatMap((program) => {
  const version = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.trim();
  return version ? [[version, program] as const] : [];
});

describe.each(FOUND)('%s, by the recipe as users get it', (_, program) => {
  // pre-commit itself does not find its programs below a path with blanks.
  const env = { ...NPM_ENV, NPM_CONFIG_OFFLINE: 'true', PRE_COMMIT_HOME: plainDirectory() };
  const preCommit = (...args: string[]) =>
    spawnSync(program, args, { cwd: repo.root, encoding: 'utf8', env: { ...process.env, ...env } });
  let repo: TestRepo;

  beforeAll(() => {
    const { now } = packVersions();
    repo = createRepo();
    const recipe = codeBlock('hook-managers.md', 'pre-commit');
    // Nobody has published it yet.
    const config = recipe.replace(/tidemark@[\d.]+/u, now);
    expect(config).not.toBe(recipe);
    repo.commit('Begin', { '.pre-commit-config.yaml': config, 'BACKLOG.yaml': start });
    const { status, stdout, stderr } = preCommit('install', '--install-hooks');
    expect(status, stdout + stderr).toBe(0);
  }, 180_000);

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = repo.tryGit(args, env);
    return { status, said: stdout + stderr };
  };
  const stopped = (rule: string) => ({ status: 1, said: expect.stringContaining(`[${rule}]`) });

  test('says nothing of its own about the configuration', () => {
    const { status, stdout, stderr } = preCommit('validate-config');
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  test('lets a good commit pass and stops a bad one, which passes after what is printed', () => {
    repo.stage({ 'BACKLOG.yaml': grown });
    expect(run('commit', '-m', 'Good')).toMatchObject({ status: 0 });
    repo.stage({ 'BACKLOG.yaml': doubled });
    const bad = run('commit', '-m', 'Bad');
    expect(bad).toMatchObject(stopped('duplicate-id'));
    const commands = commandsIn(bad.said);
    expect(commands, bad.said).not.toEqual([]);
    for (const command of commands) {
      const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
        cwd: repo.root,
        encoding: 'utf8',
      });
      expect({ command, status, said: stdout + stderr }).toMatchObject({ status: 0 });
    }
    expect(run('commit', '-m', 'Good again')).toMatchObject({ status: 0 });
    expect(repo.git('show', 'HEAD:BACKLOG.yaml')).toContain('WRK-003');
    repo.git('reset', '-q', '--hard', 'HEAD~1');
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

  test('has nothing to check on other occasions', () => {
    repo.checkout('main');
    repo.commit('Past the hook', { 'BACKLOG.yaml': doubled });
    const occasions: Readonly<Record<string, readonly string[]>> = {
      'post-checkout': ['--from-ref', 'HEAD~1', '--to-ref', 'HEAD', '--checkout-type', '1'],
      'post-merge': ['--is-squash-merge', '0'],
      'post-rewrite': ['--rewrite-command', 'rebase'],
    };
    for (const [stage, args] of Object.entries(occasions)) {
      const { status, stdout } = preCommit('run', '--hook-stage', stage, ...args);
      expect({ stage, status, stdout }).toMatchObject({ status: 0 });
    }
  });
});

if (!FOUND.some(([version]) => / [123]\./u.test(version)))
  test.skip('pre-commit 3: to be tried after `apt-get install pre-commit`');
if (!FOUND.some(([version]) => / 4\./u.test(version)))
  test.skip('pre-commit 4: to be tried after `pip install pre-commit` into test/hook-managers/python');
