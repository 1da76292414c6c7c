import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer as createSocket } from 'node:net';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { env, execPath } from 'node:process';
import { describe, expect, test } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import { openChain, whileLocked } from '../../src/drawing/shared/chain.ts';
import { drawLink } from '../../src/drawing/shared/pushing/draw-link.ts';
import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { BIN, inProcess, tidemark } from '../support/cli.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import {
  createBegun,
  createServer,
  createShared,
  draw,
  drawEach,
  REF,
  refused,
  tipAt,
} from '../support/shared.ts';

/** Nothing is drawn, and neither the ref nor what the clone may give out has changed. */
async function expectRefusal(
  repo: TestRepo,
  server: TestRepo,
  sentence: string | RegExp,
  git: string | RegExp = '',
): Promise<void> {
  const before = tipAt(server);
  const outcome = await refused(repo);
  expect(outcome).toEqual({
    code: 3,
    stdout: '',
    sentence: expect.stringMatching(sentence),
    git: expect.stringMatching(git),
  });
  expect(tipAt(server)).toBe(before);
}

function serverHook(server: TestRepo, name: string, script: string): void {
  server.write({ [`hooks/${name}`]: { executable: `#!/bin/sh\n${script}\n` } });
}

/** Takes a number where a script has the last word on what git push does; `$git` is git itself. */
async function drawPushing(repo: TestRepo, script: string): Promise<string> {
  const path = env['PATH'] ?? '';
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  const bin = openTestRepo(freshDirectory('bin'));
  const pushing = `case " $* " in *" push "*) ${script} ;; esac`;
  bin.write({
    git: {
      executable: `#!/bin/sh\nPATH=${shellQuote(path)} git=${shellQuote(real)}\n${pushing}\nexec "$git" "$@"\n`,
    },
  });
  env['PATH'] = `${bin.root}${delimiter}${path}`;
  try {
    return await draw(repo);
  } finally {
    env['PATH'] = path;
  }
}

describe('the same numbers are given out once', () => {
  test('the answer to a push is lost after the server took it', async () => {
    const { server, first } = createBegun();
    // The ref has moved, and whoever would say so dies.
    serverHook(server, 'reference-transaction', '[ "$1" != committed ] || kill -9 $PPID');
    expect(await drawEach(first, first)).toEqual(['WRK-003', 'WRK-004']);
    expect(server.git('log', '--format=%s', REF).split('\n')).toEqual([
      'backlog 4',
      'backlog 3',
      'Set the counters',
    ]);
  });

  test('a push that arrives twice is one number, whichever answer comes through', async () => {
    const { server, first } = createBegun();
    expect(await drawPushing(first, '"$git" "$@" >/dev/null 2>&1')).toBe('WRK-003');
    expect(await drawPushing(first, '"$git" "$@"; code=$?; "$git" "$@" >/dev/null 2>&1; exit $code')).toBe(
      'WRK-004',
    );
    expect(server.git('log', '--format=%s', REF).split('\n')).toEqual([
      'backlog 4',
      'backlog 3',
      'Set the counters',
    ]);
  });

  test('the answer is lost, and another machine is next before anybody looks', async () => {
    const { first, another } = createBegun();
    const [second, machine] = [another(), freshDirectory('machine')];
    const other = [execPath, BIN, '-C', second.root, 'next', '--take'].map(shellQuote).join(' ');
    const script = `"$git" "$@" >/dev/null 2>&1; TMPDIR=${shellQuote(machine)} ${other} >/dev/null; exit 1`;
    // Only once.
    const once = `if mkdir ${shellQuote(join(machine, 'once'))} 2>/dev/null; then ${script}; fi`;
    expect(await drawPushing(first, once)).toBe('WRK-003');
    expect(await drawEach(second, first)).toEqual(['WRK-005', 'WRK-006']);
  });

  test("what a killed one left behind, locks of its git among them, is in nobody's way", async () => {
    const { first, another } = createBegun();
    expect(await draw(first)).toBe('WRK-003');
    const shared = '.git/tidemark/shared/origin';
    const left = ['shallow.lock', 'config.lock', 'FETCH_HEAD.lock', 'shallow'];
    for (const store of ['store.git', 'store-0123456789ab'])
      first.write(Object.fromEntries(left.map((name) => [`${shared}/${store}/${name}`, 'x'])));
    // So that it has to fetch.
    await draw(another());
    expect(await draw(first)).toBe('WRK-005');
    expect(readdirSync(first.path(shared)).filter((name) => name.startsWith('store'))).toEqual([]);
  });

  test('two clones that push onto one tip, one after the other', async () => {
    const { first, another } = createBegun();
    const second = another();
    expect(await draw(second)).toBe('WRK-003');
    expect(await drawEach(first, second, first, second)).toEqual([
      'WRK-004',
      'WRK-005',
      'WRK-006',
      'WRK-007',
    ]);
  });
});

describe('a server that takes nothing', () => {
  test('its pre-receive declines', async () => {
    const { server, first } = createBegun();
    serverHook(server, 'pre-receive', 'echo push >>pushes; echo "numbers are closed" >&2; exit 1');
    await expectRefusal(first, server, /^tidemark: origin refused the push/u, /numbers are closed/u);
    // Half a minute would be wasted.
    expect(server.read('pushes')).toBe('push\npush\n');
  });

  test('the ref is hidden', async () => {
    const { server, first } = createBegun();
    server.git('config', 'transfer.hideRefs', 'refs/tidemark');
    await expectRefusal(
      first,
      server,
      /shows no refs\/tidemark\/numbers any more: it was deleted, or is hidden/u,
    );
  });

  test('the ref is hidden from pushes alone', async () => {
    const { server, first } = createBegun();
    server.git('config', 'receive.hideRefs', 'refs/tidemark');
    await expectRefusal(first, server, /^tidemark: origin refused the push/u, /git: /u);
  });

  test.each(['refs/tidemark', `${REF}/deeper`])('%s stands in the way', async (ref) => {
    const { server, first } = createShared();
    server.git('update-ref', ref, 'main');
    const { code, stdout, stderr } = await inProcess(first.root, ['shared', '--seed']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^tidemark: origin refused the push/u);
    expect(stderr).toMatch(/^git: .*refs\/tidemark/mu);
    await expectRefusal(first, server, /shows no refs\/tidemark\/numbers: nobody has begun/u);
  });

  test('it is read-only', async () => {
    const { server, first, another } = createBegun();
    server.write({ 'read-only': { executable: '#!/bin/sh\necho "ERROR: read only for you" >&2; exit 1\n' } });
    first.git('config', 'remote.origin.receivepack', server.path('read-only'));
    await draw(another());
    await expectRefusal(first, server, /^tidemark: origin refused the push/u, /read only for you/u);
    // What it saw meanwhile counts.
    expect(await draw(first, '--local')).toBe('WRK-004');
    expect(await inProcess(first.root, ['shared'])).toMatchObject({ code: 0 });
  });

  test('it is gone', async () => {
    const { server, first } = createBegun();
    spawnSync('mv', [server.root, `${server.root}-gone`]);
    const { code, stdout, sentence, git } = await refused(first);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(sentence).toBe('tidemark: origin did not answer as a git repository, so no number was taken.');
    expect(git).toContain('git: ');
    expect(await draw(first, '--local')).toBe('WRK-003');
  });

  test('it lies on this machine, and does not answer in time: nothing there stays locked', async () => {
    const { server, first } = createBegun();
    serverHook(server, 'reference-transaction', '[ "$1" != prepared ] || exec sleep 60');
    const chain = await openChain(await openRepository(first.root), 'origin');
    const request = { counter: 'backlog', least: [1], count: 1, title: '' };
    const drawn = whileLocked(chain, async () => drawLink(chain, request, { all: 1500, one: 1000 }));
    await expect(drawn).rejects.toMatchObject({
      code: 'not-drawn',
      more: ['git: it did not answer in time'],
    });
    server.write({ 'hooks/reference-transaction': null });
    expect(await draw(first)).toBe('WRK-003');
  });

  test('it accepts a connection, and says nothing', async () => {
    const { first } = createBegun();
    const socket = createSocket().listen(0, '127.0.0.1');
    await once(socket, 'listening');
    const address = socket.address();
    const port = typeof address === 'object' ? address?.port : 0;
    first.git('remote', 'set-url', 'origin', `git://127.0.0.1:${port}/x`);
    const chain = await openChain(await openRepository(first.root), 'origin');
    const request = { counter: 'backlog', least: [1], count: 1, title: '' };
    // Half a minute as a rule.
    const drawn = whileLocked(chain, async () => drawLink(chain, request, { all: 1800, one: 400 }));
    await expect(drawn).rejects.toMatchObject({
      code: 'not-drawn',
      message: 'origin did not answer as a git repository, so no number was taken.',
      more: ['git: it did not answer in time'],
    });
    socket.close();
  });
});

describe('a ref that is not what it was', () => {
  test('deleted', async () => {
    const { server, first } = createBegun();
    // A server that takes any shallow push would let this one bring the ref back.
    server.git('config', 'receive.shallowUpdate', 'true');
    await draw(first);
    server.git('update-ref', '-d', REF);
    await expectRefusal(first, server, /shows no refs\/tidemark\/numbers any more.* entry 1, backlog 3\./u);
    expect(await inProcess(first.root, ['shared', '--seed'])).toMatchObject({ code: 0 });
    expect(await draw(first)).toBe('WRK-004');
  });

  test('set back', async () => {
    const { server, first, another } = createBegun();
    const begun = tipAt(server);
    await draw(first);
    server.git('update-ref', REF, begun);
    await expectRefusal(first, server, /was set back or replaced/u);
    // Who has seen nothing draws on, and that does not hide it.
    expect(await draw(another())).toBe('WRK-003');
    await expectRefusal(first, server, /was set back or replaced/u);
    expect(await inProcess(first.root, ['shared', '--seed'])).toMatchObject({ code: 0 });
    expect(await draw(first)).toBe('WRK-004');
  });

  test('replaced by another chain, whose numbers are lower', async () => {
    const { server, first } = createBegun();
    const other = createBegun();
    for (let turn = 0; turn < 3; turn += 1) await draw(first);
    server.git('fetch', '-q', other.server.root, `+${REF}:${REF}`);
    await expectRefusal(first, server, /was set back or replaced/u);
  });

  test('what somebody has repaired goes on for everybody who had seen no more', async () => {
    const { server, first, another } = createBegun();
    const second = another();
    await draw(first);
    await draw(second);
    server.git('update-ref', '-d', REF);
    await expectRefusal(first, server, /any more/u);
    expect(await inProcess(second.root, ['shared', '--seed'])).toMatchObject({ code: 0 });
    expect(await drawEach(first, second)).toEqual(['WRK-005', 'WRK-006']);
  });

  test.each<[string, (server: TestRepo) => string]>([
    ['a commit of the project', (server) => server.git('rev-parse', 'main')],
    ['a file', (server) => server.git('rev-parse', 'main:BACKLOG.yaml')],
    ['a folder', (server) => server.git('rev-parse', 'main^{tree}')],
  ])('replaced by garbage: %s', async (_name, garbage) => {
    const { server, first, another } = createBegun();
    await draw(first);
    writeFileSync(server.path(REF), `${garbage(server)}\n`);
    await expectRefusal(first, server, /is not a chain of numbers\. Last seen/u);
    await expectRefusal(another(), server, /is not a chain of numbers, so no number was taken/u);
    const { code, stderr } = await inProcess(first.root, ['shared', '--seed']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(`git push origin :${REF}`) });
  });
});

describe('where numbers are drawn', () => {
  test('two remotes: the one that is named, never below what was seen at the other', async () => {
    const { first } = createBegun();
    const other = createServer();
    first.git('remote', 'add', 'fork', other.root);
    expect(await drawEach(first, first)).toEqual(['WRK-003', 'WRK-004']);
    expect(await inProcess(first.root, ['shared', 'fork', '--seed'])).toMatchObject({ code: 0 });
    expect(await draw(first, '--shared=fork')).toBe('WRK-005');
    expect([tipAt(other) === '', await draw(first)]).toEqual([false, 'WRK-006']);
  });

  test('a remote that nobody has set up, a URL, and one that pushes to two places', async () => {
    const { first, server } = createBegun();
    const hint = async (...words: string[]) => {
      const { code, stderr } = await inProcess(first.root, ['next', '--take', ...words]);
      return { code, stderr: stderr.split('\n')[0] };
    };
    expect(await hint('--shared=nowhere')).toEqual({
      code: 2,
      stderr: 'tidemark: There is no remote "nowhere" in this clone.',
    });
    expect(await hint(`--shared=${server.root}`)).toMatchObject({ code: 2 });
    expect(await hint('--shared=origin', '--local')).toMatchObject({ code: 2 });
    first.git('remote', 'set-url', '--add', '--push', 'origin', server.root);
    first.git('remote', 'set-url', '--add', '--push', 'origin', `${server.root}-2`);
    expect(await hint()).toMatchObject({ code: 2, stderr: expect.stringContaining('has several URLs') });
  });

  test('a transport that runs what the URL says stays off, even if it was allowed', async () => {
    const { first } = createBegun();
    const canary = join(freshDirectory('canary'), 'sang');
    first.git('config', 'protocol.ext.allow', 'always');
    first.git('remote', 'set-url', 'origin', `ext::touch ${canary}`);
    expect(await refused(first)).toMatchObject({ code: 3 });
    expect(spawnSync('ls', [canary]).status).not.toBe(0);
  });
});

describe('repositories of other kinds', () => {
  test('SHA-256', async () => {
    const { server, first, another } = createBegun({}, ['--object-format=sha256']);
    expect(tipAt(server)).toMatch(/^[0-9a-f]{64}$/u);
    expect(await drawEach(first, another(), first)).toEqual(['WRK-003', 'WRK-004', 'WRK-005']);
  });

  const { status } = spawnSync('git', ['init', '-q', '--ref-format=reftable', freshDirectory('reftable')]);
  test.skipIf(status !== 0)('reftable', async () => {
    const { first, another } = createBegun({}, ['--ref-format=reftable']);
    expect(await drawEach(first, another(), first)).toEqual(['WRK-003', 'WRK-004', 'WRK-005']);
  });

  test('a clone that meets a bare repository at a relative path, from a folder and from a linked worktree', async () => {
    const { server, first } = createBegun();
    first.git('remote', 'set-url', 'origin', `../${server.root.split('/').at(-1)}`);
    first.write({ 'deep/er/x': 'x\n' });
    expect(await draw(openTestRepo(first.path('deep/er')))).toBe('WRK-003');
    first.git('worktree', 'add', '-q', '../beside-shared', '-b', 'beside');
    expect(await draw(openTestRepo(first.path('../beside-shared')))).toBe('WRK-004');
  });

  test('nobody has said who they are', () => {
    const { server, first } = createBegun();
    const nowhere = freshDirectory('nobody');
    const env = { GIT_CONFIG_GLOBAL: '/dev/null', HOME: nowhere, XDG_CONFIG_HOME: nowhere };
    first.git('config', 'protocol.file.allow', 'always');
    expect(tidemark(first.root, ['next', '--take'], { env })).toMatchObject({ code: 0, stdout: 'WRK-003\n' });
    expect(server.git('log', '-1', '--format=%an <%ae>', REF)).toBe('Unknown <unknown@localhost>');
  });
});
