import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { env, getuid } from 'node:process';
import { afterEach, expect, test } from 'vitest';

import { machineDirectory } from '../../../../../src/adapters/disk/lock/machine-directory.ts';
import { freshDirectory } from '../../../../support/repo.ts';

const TMPDIR = env['TMPDIR'] ?? tmpdir();
const OWN = `tidemark-queue-${getuid?.() ?? 'user'}`;

afterEach(() => {
  env['TMPDIR'] = TMPDIR;
});

function machine(): string {
  const directory = freshDirectory('machine');
  env['TMPDIR'] = directory;
  return directory;
}

test('one for each thing, that only this user can read', async () => {
  const root = machine();
  const [one, again, other] = [machineDirectory('a'), machineDirectory('a'), machineDirectory('b')];
  expect([again, dirname(one ?? '')]).toEqual([one, join(root, OWN)]);
  expect(basename(other ?? '')).not.toBe(basename(one ?? ''));
  expect(statSync(join(root, OWN)).mode & 0o777).toBe(0o700);
});

test.each<[string, (own: string) => void]>([
  ['a link', (own) => symlinkSync(freshDirectory('elsewhere'), own)],
  [
    'what others can write to',
    (own) => {
      mkdirSync(own);
      chmodSync(own, 0o777);
    },
  ],
])('none below %s', async (_name, make) => {
  const own = join(machine(), OWN);
  make(own);
  expect(machineDirectory('a')).toBeUndefined();
  expect(readdirSync(own)).toEqual([]);
});

test('none where no directory can be made', async () => {
  env['TMPDIR'] = join(freshDirectory('machine'), 'missing');
  expect(machineDirectory('a')).toBeUndefined();
});
