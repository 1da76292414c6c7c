import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { BIN } from '../support/cli.ts';
import type { Ended } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const ONE = backlog({ items: ['WRK-001 Retry limits'] });
const canMount = spawnSync('unshare', ['-m', 'true']).status === 0;

/** Runs Tidemark where `mounts`, lines of sh, hold for it and for nobody else. */
function within(repo: TestRepo, mounts: string, ...args: readonly string[]): Ended {
  const script = `set -e\n${mounts}\nexec node "$@"\n`;
  const { status, stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', script, 'sh', BIN, ...args], {
    cwd: repo.root,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

function started(): TestRepo {
  const repo = createRepo();
  repo.commit('First', { 'BACKLOG.yaml': ONE, 'changes/WRK-001_retry-limits/PRD.md': '# Retry limits\n' });
  return repo;
}

const UNTOUCHED = 'Nothing was changed.';

describe.runIf(canMount)('what is mounted', () => {
  test.each<[string, string, RegExp]>([
    [
      'the backlog by itself',
      'mount --bind BACKLOG.yaml BACKLOG.yaml',
      /^tidemark: BACKLOG\.yaml could not be written: it is a mount point of its own, .*; mount its directory instead\.\n/u,
    ],
    [
      'the repository, to be read only',
      'mount --bind . . && mount -o remount,ro,bind . && cd .',
      /^tidemark: .*could not be written: the file system is read-only\.\n/u,
    ],
  ])('%s', (_, mounts, said) => {
    const repo = started();
    const { code, stdout, stderr } = within(
      repo,
      `cd ${repo.root}\n${mounts}\ncd ${repo.root}`,
      'add',
      'Search',
    );
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr).toContain(UNTOUCHED);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(repo.read('BACKLOG.yaml')).toBe(ONE);
  });

  test('a read-only repository is checked all the same', () => {
    const repo = started();
    const mounts = `mount --bind ${repo.root} ${repo.root} && mount -o remount,ro,bind ${repo.root} && cd ${repo.root}`;
    expect(within(repo, mounts, 'check')).toMatchObject({ code: 0, stderr: '' });
  });
});

if (!canMount) test.skip('to be tried where `unshare -m` is allowed');
