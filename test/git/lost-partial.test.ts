import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { expect, test } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { tidemark } from '../support/cli.ts';
import type { Ended } from '../support/cli.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const LACKS = 'This partial clone lacks objects that are needed, and Tidemark does not fetch them.';
const ONE = backlog({ items: ['WRK-001 Retry limits'] });

/** A clone whose `main` is checked out, while what the branch `ahead` has drawn was not fetched. */
function cloned(...options: readonly string[]): TestRepo {
  const origin = createRepo();
  origin.git('config', 'uploadpack.allowFilter', 'true');
  origin.commit('First', { 'BACKLOG.yaml': ONE });
  origin.branch('ahead');
  origin.commit('Ahead', { 'BACKLOG.yaml': ONE.replace('next_item_id: 1', 'next_item_id: 7') });
  origin.checkout('main');
  const clone = origin.clone(...options);
  clone.git('branch', 'ahead', 'origin/ahead');
  return clone;
}

/** Runs a command with a git whose `cat-file` does as the script says, in the words of one before 2.39 whose fetch was not allowed. */
function beforeThat(repo: TestRepo, script: string, argv: readonly string[]): Ended {
  const bin = openTestRepo(freshDirectory('older-git'));
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  const says = `echo "fatal: transport 'file' not allowed" >&2`;
  bin.write({
    git: {
      executable: `#!/bin/sh\ncase " $* " in *' cat-file '*) ${says}; ${script} ;; esac\nexec ${shellQuote(real)} "$@"\n`,
    },
  });
  return tidemark(repo.root, argv, { env: { PATH: `${bin.root}${delimiter}${process.env['PATH']}` } });
}

const MISSING = `exec sed 's/$/ missing/'`;
const KILLED = 'kill -s PIPE $$';

test('what another branch has drawn, and was not fetched, is not taken for nothing', () => {
  const repo = cloned('--filter=blob:none');
  const { code, stdout, stderr } = tidemark(repo.root, ['add', 'Export']);
  expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: '', stderr: expect.stringContaining(LACKS) });
  expect(repo.read('BACKLOG.yaml')).toBe(ONE);
  expect(tidemark(cloned().root, ['add', 'Export'])).toMatchObject({ code: 0, stdout: 'WRK-008\n' });
});

test('what only a branch of the remote has drawn is told not to be counted', () => {
  const repo = cloned('--filter=blob:none');
  repo.git('branch', '-D', 'ahead');
  const { code, stdout, stderr } = tidemark(repo.root, ['add', 'Export']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'WRK-002\n' });
  expect(stderr).toBe(`tidemark: ${LACKS} Numbers of remote branches were not counted.\n`);
});

test.each([
  ['answers that there is none', MISSING],
  ['is ended by the pipe of its fetch', KILLED],
])('a git before 2.39 that %s', (_, script) => {
  const { code, stderr } = beforeThat(cloned('--filter=blob:none'), script, ['check', '--rev', 'HEAD']);
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(LACKS) });
});

test.each([
  ['what is missing is no commit', MISSING, '"HEAD" names no commit'],
  ['what was killed was killed', KILLED, 'git cat-file failed: it was killed.'],
])('in a whole clone %s', (_, script, said) => {
  const { code, stderr } = beforeThat(cloned(), script, ['check', '--rev', 'HEAD']);
  expect({ code, stderr }).toEqual({ code: expect.any(Number), stderr: expect.stringContaining(said) });
  expect(code).toBeGreaterThan(1);
});

test('of the earlier versions not even the first was fetched', () => {
  const repo = cloned('--filter=blob:none');
  const { code, stderr } = tidemark(repo.root, ['fix', '--history']);
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(LACKS) });
  expect(repo.read('BACKLOG.yaml')).toBe(ONE);
});

test.each([2, 20])('of %i earlier versions only the last was fetched', (count) => {
  const origin = createRepo();
  origin.git('config', 'uploadpack.allowFilter', 'true');
  for (let mark = 1; mark <= count; mark += 1)
    origin.commit('Draw', { 'BACKLOG.yaml': backlog({ mark, items: [`WRK-${mark} Number ${mark}`] }) });
  const clone = origin.clone('--filter=blob:none');
  clone.commit('Reuse', { 'BACKLOG.yaml': backlog({ mark: count, items: ['WRK-1 Quite another thing'] }) });
  const { code, stdout, stderr } = tidemark(clone.root, ['check', '--rev', 'HEAD']);
  expect({ code, said: stdout + stderr }).toEqual({ code: 3, said: expect.stringContaining(LACKS) });
});

test("a push of one's own commits needs no old configuration that was not fetched", () => {
  const origin = createRepo();
  origin.git('config', 'uploadpack.allowFilter', 'true');
  for (const limit of [500, 700])
    origin.commit('Settings', { 'BACKLOG.yaml': ONE, '.tidemark.yaml': `maxLeap: ${limit}\n` });
  const clone = origin.clone('--filter=blob:none');
  const old = clone.head();
  clone.commit('Two', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Export'] }) });
  clone.commit('Gone', { 'BACKLOG.yaml': backlog({ mark: 2, items: ['WRK-001 Retry limits'] }) });
  const input = `refs/heads/main ${clone.head()} refs/heads/main ${old}\n`;
  const { code, stderr } = tidemark(clone.root, ['hook', 'pre-push', 'origin', origin.root], { input });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
