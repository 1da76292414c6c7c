import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { BIN } from '../support/cli.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';

const sh = (script: string) => {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', process.execPath, BIN], {
    cwd: freshDirectory(),
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
};

test('a reader that stops listening is no failure', () => {
  expect(sh('{ "$1" "$2" explain duplicate-id; echo $? >&2; } | true')).toEqual({
    code: 0,
    stdout: '',
    stderr: '0\n',
  });
});

test('an answer that cannot be written is none', () => {
  expect(sh('"$1" "$2" explain duplicate-id >/dev/full')).toEqual({
    code: 3,
    stdout: '',
    stderr: 'tidemark: The output could not be written.\n',
  });
});

test('a closed standard input is no failure', () => {
  expect(sh('"$1" "$2" --version <&-')).toMatchObject({ code: 0, stderr: '' });
});

test('a current directory that is gone is told in a sentence', () => {
  expect(sh('rmdir "$PWD" && "$1" "$2" explain')).toEqual({
    code: 3,
    stdout: '',
    stderr: 'tidemark: The current directory no longer exists.\n  Change into the repository.\n',
  });
});

test('a pipe gets no colours, not even where CI is set', () => {
  const { code, stdout } = sh('CI=true TERM=xterm "$1" "$2" explain');
  expect(code).toBe(0);
  expect(stdout).not.toContain('\u001B[');
});

test('where Node can keep what it compiled, it does so in the cache of the user alone', () => {
  const canKeep = 'enableCompileCache' in nodeModule;
  const repo = createRepo();
  const run = (env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [BIN, 'hook', 'pre-commit'], {
      cwd: repo.root,
      env: { ...process.env, ...env },
    });
  const [cache, home] = [freshDirectory('cache'), freshDirectory('home')];
  expect(run({ XDG_CACHE_HOME: cache }).status).toBe(0);
  expect(run({ XDG_CACHE_HOME: '', HOME: home }).status).toBe(0);
  expect(run({ XDG_CACHE_HOME: '/dev/null/no', HOME: '/dev/null/no' }).status).toBe(0);
  for (const kept of [join(cache, 'tidemark'), join(home, '.cache', 'tidemark')])
    expect(existsSync(kept)).toBe(canKeep);
  expect(readdirSync(repo.root)).toEqual(['.git']);
});
