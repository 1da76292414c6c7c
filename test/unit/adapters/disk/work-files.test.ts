import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { readWorkFile, replaceWorkFile, sweepLeftovers } from '../../../../src/adapters/disk/work-files.ts';
import { leftoverOf, pidOfTheDead } from '../../../support/dead.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tidemark-files-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const bytes = (text: string) => Buffer.from(text);
const put = (path: string, text: string) => writeFileSync(join(root, path), text);
const content = (path: string) => readFileSync(join(root, path), 'utf8');
const failure = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('reading', () => {
  test('gives the bytes', async () => {
    put('a', 'x\r\n');
    expect(await readWorkFile(root, 'a')).toEqual(bytes('x\r\n'));
  });
  test('gives nothing for a file that is not there, nor its directory', async () => {
    expect(await readWorkFile(root, 'no/where')).toBeUndefined();
  });
  test('a directory cannot be read', async () => {
    mkdirSync(join(root, 'a'));
    await expect(readWorkFile(root, 'a')).rejects.toEqual(
      failure('cannot-read', /^a could not .*: it is a directory\.$/u),
    );
  });
});

describe('replacing', () => {
  test.each([0o644, 0o600, 0o755, 0o664])('keeps the mode %o', async (mode) => {
    put('a', 'old');
    chmodSync(join(root, 'a'), mode);
    await replaceWorkFile(root, 'a', bytes('old'), 'new');
    expect(content('a')).toBe('new');
    expect(lstatSync(join(root, 'a')).mode & 0o777).toBe(mode);
    expect(readdirSync(root)).toEqual(['a']);
  });
  test('keeps the owner', async () => {
    put('a', 'old');
    const chown = spawnSync('chown', ['12345:12345', join(root, 'a')]);
    await replaceWorkFile(root, 'a', bytes('old'), 'new');
    expect(lstatSync(join(root, 'a')).uid === 12345).toBe(chown.status === 0);
  });
  test('makes a new file and its directories', async () => {
    await replaceWorkFile(root, 'x/y/z.md', undefined, 'new');
    expect(content('x/y/z.md')).toBe('new');
  });
});

describe('nothing is lost when', () => {
  const refuses = async (before: string | undefined, code: string, message: RegExp) => {
    const given = before === undefined ? undefined : bytes(before);
    await expect(replaceWorkFile(root, 'a', given, 'new')).rejects.toEqual(failure(code, message));
    expect(readdirSync(root).filter((name) => name.includes('tidemark'))).toEqual([]);
  };

  test('the file was changed meanwhile', async () => {
    put('a', 'edited');
    await refuses('old', 'changed-meanwhile', /a was changed by another program/u);
    expect(content('a')).toBe('edited');
  });
  test('the file was removed meanwhile', async () => {
    await refuses('old', 'changed-meanwhile', /a was changed/u);
    expect(existsSync(join(root, 'a'))).toBe(false);
  });
  test('a new file has appeared meanwhile', async () => {
    put('a', 'theirs');
    await refuses(undefined, 'changed-meanwhile', /a was changed/u);
    expect(content('a')).toBe('theirs');
  });
  test('the file is read-only, for root too', async () => {
    put('a', 'old');
    chmodSync(join(root, 'a'), 0o444);
    await refuses('old', 'cannot-write', /(read-only|permission denied)/u);
    expect(content('a')).toBe('old');
  });
  test('a directory stands there', async () => {
    mkdirSync(join(root, 'a'));
    await refuses('old', 'cannot-read', /it is a directory/u);
  });
  test('a file stands where its directory belongs', async () => {
    put('d', 'file');
    await expect(replaceWorkFile(root, 'd/a', undefined, 'new')).rejects.toEqual(
      failure('cannot-write', /^d\/a could not be written: (something|a file) /u),
    );
  });
  test.each([
    ['real/a', 'a', 'Name the real place in .tidemark.yaml, for a backlog: `backlog: real/a`.'],
    ['../a', 'a', 'Put the file itself into the repository.'],
  ])('the file is a link to %s', async (target, path, hint) => {
    symlinkSync(target, join(root, path));
    const refusal = expect.objectContaining({ code: 'refused', hint });
    await expect(replaceWorkFile(root, path, undefined, 'new')).rejects.toEqual(refusal);
    await expect(readWorkFile(root, path)).rejects.toEqual(refusal);
  });
  test('a directory on the way is a link', async () => {
    mkdirSync(join(root, 'real'));
    put('real/a', 'old');
    symlinkSync('real', join(root, 'dev'));
    await expect(replaceWorkFile(root, 'dev/a', bytes('old'), 'new')).rejects.toMatchObject({
      code: 'refused',
      message: 'dev is a symbolic link, and nothing is read or written through one.',
      hint: 'Name the real place in .tidemark.yaml, for a backlog: `backlog: real/a`.',
    });
    expect(content('real/a')).toBe('old');
  });
  test('the disk is full', async (context) => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', root]).status === 0;
    if (!mounted) context.skip('mounting a tiny disk takes root');
    try {
      put('a', 'old');
      await expect(replaceWorkFile(root, 'a', bytes('old'), 'x'.repeat(100_000))).rejects.toEqual(
        failure('cannot-write', /^a could not be written: the disk is full\.$/u),
      );
      expect(readdirSync(root)).toEqual(['a']);
      expect(content('a')).toBe('old');
    } finally {
      spawnSync('umount', [root]);
    }
  });
});

test('leftovers are not looked for through a link', async () => {
  mkdirSync(join(root, 'outside'));
  const name = await leftoverOf(await pidOfTheDead());
  put(`outside/${name}`, 'mine');
  mkdirSync(join(root, 'inside'));
  symlinkSync('../outside', join(root, 'inside', '_worklog'));
  await sweepLeftovers(join(root, 'inside'), '_worklog');
  expect(content(`outside/${name}`)).toBe('mine');
  await sweepLeftovers(root, 'outside');
  expect(existsSync(join(root, 'outside', name))).toBe(false);
});
