import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer as createSocket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { createBegun, createServer, createShared, draw, REF, refused, tipAt } from '../support/shared.ts';

/** Nothing is drawn, and neither the ref nor what the clone may give out has changed. */
function expectRefusal(
  repo: TestRepo,
  server: TestRepo,
  sentence: string | RegExp,
  git: string | RegExp = '',
): void {
  const before = tipAt(server);
  const outcome = refused(repo);
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

describe('the same numbers are drawn once', () => {
  test('the answer to a push is lost after the server took it', () => {
    const { server, first } = createBegun();
    // A kill of the whole group would take Tidemark's git with it: only what answers dies.
    serverHook(server, 'post-update', 'kill -9 $PPID');
    expect(draw(first)).toBe('WRK-003');
    const log = server.git('log', '--format=%s', REF).split('\n');
    expect(log).toEqual(['backlog 3', 'Set the counters']);
    expect(draw(first)).toBe('WRK-004');
  });

  test('a push that arrives twice is one draw', () => {
    const { server, first } = createBegun();
    draw(first);
    const store = first.path('.git/tidemark/shared/origin/store.git');
    const push = ['push', '--porcelain', server.root, `${tipAt(server)}:${REF}`];
    const { status, stdout } = first.tryGit(['--git-dir', store, ...push]);
    expect({ status, flag: stdout.split('\n')[1]?.[0] }).toEqual({ status: 0, flag: '=' });
    expect(draw(first)).toBe('WRK-004');
  });

  test('two clones that push onto one tip, one after the other', () => {
    const { first, another } = createBegun();
    const second = another();
    expect(draw(second)).toBe('WRK-003');
    expect([draw(first), draw(second), draw(first), draw(second)]).toEqual([
      'WRK-004',
      'WRK-005',
      'WRK-006',
      'WRK-007',
    ]);
  });
});

describe('a server that takes nothing', () => {
  test('its pre-receive declines', () => {
    const { server, first } = createBegun();
    serverHook(server, 'pre-receive', 'echo "numbers are closed" >&2; exit 1');
    expectRefusal(first, server, /^tidemark: origin did not take the push/u, /numbers are closed/u);
  });

  test('the ref is hidden', () => {
    const { server, first } = createBegun();
    server.git('config', 'transfer.hideRefs', 'refs/tidemark');
    expectRefusal(first, server, /shows no refs\/tidemark\/numbers any more: it was deleted, or is hidden/u);
  });

  test('the ref is hidden from pushes alone', () => {
    const { server, first } = createBegun();
    server.git('config', 'receive.hideRefs', 'refs/tidemark');
    expectRefusal(first, server, /^tidemark: origin did not take the push/u, /git: /u);
  });

  test.each(['refs/tidemark', `${REF}/deeper`])('%s stands in the way', (ref) => {
    const { server, first } = createShared();
    server.git('update-ref', ref, 'main');
    const { code, stdout, stderr } = tidemark(first.root, ['shared', '--seed']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^tidemark: origin did not take the push/u);
    expect(stderr).toMatch(/^git: .*refs\/tidemark/mu);
    expectRefusal(first, server, /shows no refs\/tidemark\/numbers: nobody has begun/u);
  });

  test('it is read-only', () => {
    const { server, first } = createBegun();
    server.write({ 'read-only': { executable: '#!/bin/sh\necho "ERROR: read only for you" >&2; exit 1\n' } });
    first.git('config', 'remote.origin.receivepack', server.path('read-only'));
    expectRefusal(first, server, /^tidemark: origin did not take the push/u, /read only for you/u);
    expect(tidemark(first.root, ['shared'])).toMatchObject({ code: 0 });
  });

  test('it is gone', () => {
    const { server, first } = createBegun();
    spawnSync('mv', [server.root, `${server.root}-gone`]);
    const { code, stdout, sentence, git } = refused(first);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(sentence).toBe('tidemark: origin did not answer as a git repository, so no number was drawn.');
    expect(git).toContain('git: ');
    expect(draw(first, '--local')).toBe('WRK-003');
  });

  test('it accepts a connection, and says nothing', async () => {
    const { first } = createBegun();
    const socket = createSocket().listen(0, '127.0.0.1');
    await once(socket, 'listening');
    const address = socket.address();
    const port = typeof address === 'object' ? address?.port : 0;
    first.git('remote', 'set-url', 'origin', `git://127.0.0.1:${port}/x`);
    const started = performance.now();
    const { code, sentence, git } = refused(first);
    socket.close();
    expect({ code, sentence }).toMatchObject({
      code: 3,
      sentence: 'tidemark: origin did not answer as a git repository, so no number was drawn.',
    });
    expect(git).toContain('it did not answer in time');
    expect(performance.now() - started).toBeLessThan(45_000);
  }, 90_000);
});

describe('a ref that is not what it was', () => {
  test('deleted', () => {
    const { server, first } = createBegun();
    draw(first);
    server.git('update-ref', '-d', REF);
    expectRefusal(first, server, /shows no refs\/tidemark\/numbers any more.* draw 1, backlog 3\./u);
    expect(tidemark(first.root, ['shared', '--seed'])).toMatchObject({ code: 0 });
    expect(draw(first)).toBe('WRK-004');
  });

  test('set back', () => {
    const { server, first, another } = createBegun();
    const begun = tipAt(server);
    draw(first);
    server.git('update-ref', REF, begun);
    expectRefusal(first, server, /was set back or replaced/u);
    // Who has seen nothing draws on, and that does not hide it.
    expect(draw(another())).toBe('WRK-003');
    expectRefusal(first, server, /was set back or replaced/u);
    expect(tidemark(first.root, ['shared', '--seed'])).toMatchObject({ code: 0 });
    expect(draw(first)).toBe('WRK-004');
  });

  test('replaced by another chain, whose numbers are lower', () => {
    const { server, first } = createBegun();
    const other = createBegun();
    for (let turn = 0; turn < 3; turn += 1) draw(first);
    server.git('fetch', '-q', other.server.root, `+${REF}:${REF}`);
    expectRefusal(first, server, /was set back or replaced/u);
  });

  test('what somebody has repaired goes on for everybody who had seen no more', () => {
    const { server, first, another } = createBegun();
    const second = another();
    draw(first);
    draw(second);
    server.git('update-ref', '-d', REF);
    expectRefusal(first, server, /any more/u);
    expect(tidemark(second.root, ['shared', '--seed'])).toMatchObject({ code: 0 });
    expect([draw(first), draw(second)]).toEqual(['WRK-005', 'WRK-006']);
  });

  test.each<[string, (server: TestRepo) => string]>([
    ['a commit of the project', (server) => server.git('rev-parse', 'main')],
    ['a file', (server) => server.git('rev-parse', 'main:BACKLOG.yaml')],
    ['a folder', (server) => server.git('rev-parse', 'main^{tree}')],
  ])('replaced by garbage: %s', (_name, garbage) => {
    const { server, first, another } = createBegun();
    draw(first);
    writeFileSync(server.path(REF), `${garbage(server)}\n`);
    expectRefusal(first, server, /is not a chain of numbers\. Last seen/u);
    expectRefusal(another(), server, /is not a chain of numbers, so no number was drawn/u);
    const { code, stderr } = tidemark(first.root, ['shared', '--seed']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(`git push origin :${REF}`) });
  });
});

describe('where numbers are drawn', () => {
  test('two remotes: the one that is named, never below what was seen at the other', () => {
    const { first } = createBegun();
    const other = createServer();
    first.git('remote', 'add', 'fork', other.root);
    expect([draw(first), draw(first)]).toEqual(['WRK-003', 'WRK-004']);
    expect(tidemark(first.root, ['shared', 'fork', '--seed'])).toMatchObject({ code: 0 });
    expect(draw(first, '--shared=fork')).toBe('WRK-005');
    expect([tipAt(other) === '', draw(first)]).toEqual([false, 'WRK-006']);
  });

  test('a remote that nobody has set up, a URL, and one that pushes to two places', () => {
    const { first, server } = createBegun();
    const hint = (...words: string[]) => {
      const { code, stderr } = tidemark(first.root, ['next', '--take', ...words]);
      return { code, stderr: stderr.split('\n')[0] };
    };
    expect(hint('--shared=nowhere')).toEqual({
      code: 2,
      stderr: 'tidemark: There is no remote "nowhere" in this clone.',
    });
    expect(hint(`--shared=${server.root}`)).toMatchObject({ code: 2 });
    expect(hint('--shared=origin', '--local')).toMatchObject({ code: 2 });
    first.git('remote', 'set-url', '--add', '--push', 'origin', server.root);
    first.git('remote', 'set-url', '--add', '--push', 'origin', `${server.root}-2`);
    expect(hint()).toMatchObject({ code: 2, stderr: expect.stringContaining('has several URLs') });
  });

  test('a transport that runs what the URL says stays off, even if it was allowed', () => {
    const { first } = createBegun();
    const canary = join(freshDirectory('canary'), 'sang');
    first.git('config', 'protocol.ext.allow', 'always');
    first.git('remote', 'set-url', 'origin', `ext::touch ${canary}`);
    expect(refused(first)).toMatchObject({ code: 3 });
    expect(spawnSync('ls', [canary]).status).not.toBe(0);
  });
});

describe('repositories of other kinds', () => {
  test('SHA-256', () => {
    const { server, first, another } = createBegun({}, ['--object-format=sha256']);
    expect(tipAt(server)).toMatch(/^[0-9a-f]{64}$/u);
    expect([draw(first), draw(another()), draw(first)]).toEqual(['WRK-003', 'WRK-004', 'WRK-005']);
  });

  const { status } = spawnSync('git', ['init', '-q', '--ref-format=reftable', freshDirectory('reftable')]);
  test.skipIf(status !== 0)('reftable', () => {
    const { first, another } = createBegun({}, ['--ref-format=reftable']);
    expect([draw(first), draw(another()), draw(first)]).toEqual(['WRK-003', 'WRK-004', 'WRK-005']);
  });

  test('a clone that meets a bare repository at a relative path, from a folder and from a linked worktree', () => {
    const { server, first } = createBegun();
    first.git('remote', 'set-url', 'origin', `../${server.root.split('/').at(-1)}`);
    first.write({ 'deep/er/x': 'x\n' });
    expect(draw(openTestRepo(first.path('deep/er')))).toBe('WRK-003');
    first.git('worktree', 'add', '-q', '../beside-shared', '-b', 'beside');
    expect(draw(openTestRepo(first.path('../beside-shared')))).toBe('WRK-004');
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
