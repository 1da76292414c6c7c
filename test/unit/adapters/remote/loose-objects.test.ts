import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

import { nameOf, readLoose, writeLoose } from '../../../../src/adapters/remote/loose-objects.ts';
import { createRepo } from '../../../support/repo.ts';

const COMMIT = `tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
author Ünïcode <u@example.com> 1700000000 +0000
committer Ünïcode <u@example.com> 1700000000 +0000

日本
`;

describe.each(['sha1', 'sha256'] as const)('%s', (algorithm) => {
  test('git reads what is written, and what git wrote is read', async () => {
    const repo = createRepo(`--object-format=${algorithm}`);
    const tree = writeLoose(repo.path('.git'), algorithm, 'tree', '');
    const text = COMMIT.replace(/^tree .*/u, `tree ${tree}`);
    const oid = writeLoose(repo.path('.git'), algorithm, 'commit', text);
    expect(oid).toBe(nameOf(algorithm, 'commit', text));
    expect(repo.git('cat-file', 'commit', oid)).toBe(text.trimEnd());
    expect(repo.git('fsck', '--strict', '--no-dangling')).toBe('');
    repo.commit('One', { x: 'x' });
    expect((await readLoose(repo.path('.git'), repo.head()))?.endsWith('\n\nOne\n')).toBe(true);
  });
});

test('git is asked about anything but a commit that is whole', async () => {
  const repo = createRepo();
  repo.commit('One', { x: 'x' });
  const read = async (oid: string) => readLoose(repo.path('.git'), oid);
  expect(await read(repo.git('rev-parse', 'HEAD:x'))).toBeUndefined();
  expect(await read('0'.repeat(40))).toBeUndefined();
  const spoiled = {
    [`.git/objects/11/${'1'.repeat(38)}`]: 'no zlib',
    [`.git/objects/22/${'2'.repeat(38)}`]: deflateSync('commit 5\0abc'),
    [`.git/objects/33/${'3'.repeat(38)}`]: deflateSync(`commit 2000000\0${' '.repeat(2_000_000)}`),
  };
  repo.write(spoiled);
  for (const digit of ['1', '2', '3']) expect(await read(digit.repeat(40))).toBeUndefined();
});
