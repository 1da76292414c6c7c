import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { expectSilence, SING } from '../support/canary.ts';
import { inProcess, tidemark } from '../support/cli.ts';
import { countedRemote } from '../support/counted-remote.ts';
import { copyOf } from '../support/crashing.ts';
import { longChain } from '../support/long-chain.ts';
import { run } from '../support/operations.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';
import { createBegun, createShared, draw, drawEach, stateOf } from '../support/shared.ts';
import { backlog } from '../support/texts.ts';

describe('the clone stays as it is', () => {
  test.each<[string, readonly string[]]>([
    ['whole', []],
    ['shallow', ['--depth=1']],
    ['partial', ['--filter=blob:none']],
    ['partial without trees', ['--filter=tree:0']],
  ])('%s', async (_kind, options) => {
    const { server, first, another } = createBegun();
    server.git('config', 'uploadpack.allowFilter', 'true');
    first.commit('More', { 'x.txt': 'x\n' });
    first.git('push', '-q');
    const repo = another(...options);
    const before = stateOf(repo);
    expect(await drawEach(first, repo, first, repo)).toEqual(['WRK-003', 'WRK-004', 'WRK-005', 'WRK-006']);
    expect(await inProcess(repo.root, ['shared', '--log'])).toMatchObject({ code: 0 });
    expect(stateOf(repo)).toBe(before);
  });
});

test('hooks of the user do not run, wherever they are', async () => {
  const { server, first, another } = createBegun();
  // A server on this machine goes by settings of its own.
  server.git('config', 'core.hooksPath', server.path('hooks'));
  const repo = another();
  const hooks = openTestRepo(freshDirectory('hooks'));
  const names = [
    'pre-push',
    'reference-transaction',
    'post-update',
    'pre-auto-gc',
    'post-rewrite',
    'pre-commit',
  ];
  hooks.write(Object.fromEntries(names.map((name) => [name, SING])));
  const template = openTestRepo(freshDirectory('template'));
  template.write(Object.fromEntries(names.map((name) => [`hooks/${name}`, SING])));
  const config = `${hooks.root}/config`;
  hooks.write({
    config: `[core]\n\thooksPath = ${hooks.root}\n[init]\n\ttemplateDir = ${template.root}\n[push]\n\tgpgSign = true\n\tfollowTags = true\n[protocol "file"]\n\tallow = always\n`,
  });
  repo.git('config', 'core.hooksPath', hooks.root);
  const env = { GIT_CONFIG_GLOBAL: config };
  await draw(first);
  expect(tidemark(repo.root, ['next', '--take'], { env })).toMatchObject({ code: 0, stdout: 'WRK-004\n' });
  await draw(first);
  expect(tidemark(repo.root, ['next', '--take'], { env })).toMatchObject({ code: 0, stdout: 'WRK-006\n' });
  expectSilence();
});

test('what git hands to a hook or an alias is not handed on', () => {
  const { first } = createBegun();
  const env = {
    GIT_DIR: first.path('.git'),
    GIT_WORK_TREE: first.root,
    GIT_INDEX_FILE: first.path('.git/index'),
    GIT_OBJECT_DIRECTORY: first.path('.git/objects'),
  };
  const before = stateOf(first);
  expect(tidemark(first.root, ['next', '--take'], { env })).toMatchObject({ code: 0, stdout: 'WRK-003\n' });
  expect(stateOf(first)).toBe(before);
});

/** Since 2.31; what stands in for 2.32 in the matrix does not know it. */
const takesSettings =
  spawnSync('git', ['config', 'a.b'], {
    env: { ...process.env, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'a.b', GIT_CONFIG_VALUE_0: 'c' },
    encoding: 'utf8',
  }).stdout === 'c\n';

test.skipIf(!takesSettings)('settings of this clone say how the remote is reached', async () => {
  const { server, first } = createBegun();
  first.git('remote', 'set-url', 'origin', 'work:numbers');
  first.git('config', `url.${server.root}.insteadOf`, 'work:numbers');
  expect(await draw(first)).toBe('WRK-003');
});

/** Debian packs it apart by now. */
const hasDaemon = spawnSync('git', ['daemon', '-h'], { stdio: 'ignore' }).status === 129;

test.skipIf(!hasDaemon)(
  'one connection and at most 15 KB after 100,000 draws, for a clone that has seen nothing too; in a block nothing at all',
  async () => {
    const { server, another } = createShared({ '.tidemark.yaml': 'shared: origin\nblock: 2\n' });
    longChain(server.root, 100_000);
    const remote = await countedRemote(server);
    const repo = another();
    repo.git('remote', 'set-url', 'origin', remote.url);
    const taking = async () => {
      remote.traffic();
      const { code, stdout, stderr } = await run(repo, 'next', '--take');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return { id: stdout.trimEnd(), ...remote.traffic() };
    };
    const first = await taking();
    expect(first).toMatchObject({ id: 'WRK-100003', connections: 2 });
    expect(await taking()).toEqual({ id: 'WRK-100004', connections: 0, bytes: 0 });
    const second = await taking();
    expect(second).toMatchObject({ id: 'WRK-100005', connections: 1 });
    const other = another();
    await draw(other);
    await taking();
    const lost = await taking();
    expect(lost).toMatchObject({ id: 'WRK-100009', connections: 3 });
    process.stdout.write(
      `on the wire: ${first.bytes} bytes for a clone that saw nothing, ${second.bytes} with nobody in the way, ${lost.bytes} after a lost race\n`,
    );
    expect(Math.max(first.bytes, second.bytes, lost.bytes)).toBeLessThanOrEqual(15_000);
  },
  300_000,
);

test('a copy of a clone does not give out the numbers of its block', async () => {
  const { first } = createBegun({ '.tidemark.yaml': 'shared: origin\nblock: 5\n' });
  expect(await draw(first)).toBe('WRK-003');
  const copy = copyOf(first);
  expect(await drawEach(first, copy, copy, first)).toEqual(['WRK-004', 'WRK-008', 'WRK-009', 'WRK-005']);
});

test('the hooks of a server that Tidemark guards let the draws pass', async () => {
  const { server, first } = createBegun();
  expect(tidemark('/', ['install', '--bare', server.root])).toMatchObject({ code: 0 });
  expect(await drawEach(first, first)).toEqual(['WRK-003', 'WRK-004']);
});

test('what is drawn for this clone alone, and what is renumbered, is above all that was seen of the chain', async () => {
  const { first, another } = createBegun();
  const second = another();
  for (let turn = 0; turn < 4; turn += 1) await draw(second);
  expect(await draw(first)).toBe('WRK-007');
  expect(await draw(first, '--local')).toBe('WRK-008');
  for (let turn = 0; turn < 4; turn += 1) await draw(second);
  expect(await inProcess(first.root, ['shared'])).toMatchObject({ code: 0 });
  first.write({
    'BACKLOG.yaml': backlog({
      mark: 2,
      items: ['WRK-001 Retry limits', 'WRK-002 Search', 'WRK-002 Dark mode'],
    }),
  });
  expect(await inProcess(first.root, ['renumber', '--force'])).toMatchObject({ code: 0 });
  expect(first.read('BACKLOG.yaml')).toContain('id: WRK-012\n  title: Dark mode');
});

describe('what others drew is known to check, and nobody is asked', () => {
  test('an item and a file by hand, under numbers that another machine drew', async () => {
    const { first, another } = createBegun({
      '.tidemark.yaml': 'shared: origin\nledgers:\n- kind: adr\n  path: docs/adr\n',
      'docs/adr/0001-use-postgres.md': '# 1. Use Postgres\n',
    });
    const second = another();
    await draw(second, '--title', 'Upload large files');
    await draw(second, '--ledger', 'adr', '--title', 'Cache in Redis');
    // Whoever draws afterwards has seen it.
    expect(await draw(first)).toBe('WRK-004');
    first.write({
      'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search', 'WRK-003 Dark mode'] }),
      'docs/adr/0002-drop-redis.md': '# 2. Drop Redis\n',
    });
    const { stdout } = await inProcess(first.root, ['check', '--format', 'json']);
    const { findings }: { findings: { rule: string; id: string; message: string }[] } = JSON.parse(stdout);
    expect(findings.filter(({ rule }) => rule === 'drawn-elsewhere').map(({ message }) => message)).toEqual([
      'WRK-003 “Dark mode” is new, but another machine took its number for “Upload large files”',
      '0002-drop-redis.md is new, but another machine took its number for “Cache in Redis”',
    ]);
  });
});
