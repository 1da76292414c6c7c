import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { BIN } from '../support/cli.ts';
import { freshDirectory } from '../support/repo.ts';

const sh = (script: string) => {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', process.execPath, BIN], {
    cwd: freshDirectory(),
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
};

test('a reader that stops listening is no failure', () => {
  expect(sh('{ "$1" "$2" explain; echo $? >&2; } | true')).toEqual({ code: 0, stdout: '', stderr: '0\n' });
});

test('an answer that cannot be written is none', () => {
  expect(sh('"$1" "$2" explain >/dev/full')).toEqual({
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
