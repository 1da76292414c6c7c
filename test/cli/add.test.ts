import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';

import { runMain } from '../support/cli.ts';
import { expectClean, expectRefusal, ITEMS, json, repoWith, run, usual } from '../support/operations.ts';
import { leftoverOf } from '../support/dead.ts';
import { createRepo, openTestRepo } from '../support/repo.ts';
import type { Files } from '../support/repo.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

describe('next', () => {
  test('shows the ID alone on stdout, and says that it reserves nothing', async () => {
    const repo = usual();
    const { code, stdout, stderr } = await run(repo, 'next');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'WRK-003\n' });
    expect(stderr).toContain('Not reserved: the next item added will get it');
    expect((await run(repo, 'next', '--quiet')).stderr).toBe('');
    expect((await run(repo, 'next')).stdout).toBe('WRK-003\n');
  });

  test('--take draws: nobody gets that number again', async () => {
    const repo = usual();
    expect(await run(repo, 'next', '--take')).toEqual({ code: 0, stdout: 'WRK-003\n', stderr: '' });
    expect(await json(repo, 'next', '--take')).toEqual({
      version: 1,
      id: 'WRK-004',
      number: 4,
      taken: true,
      shared: null,
      notices: [],
    });
    expect((await run(repo, 'add', 'Third')).stdout).toBe('WRK-005\n');
  });

  test.each<[string, Files, string]>([
    ['a worklog heading', { '_worklog/2026-01.md': worklog([{ item: 'WRK-009 x' }]) }, 'WRK-010'],
    ['a directory of changes', { [changeFile('WRK-009 x')]: '' }, 'WRK-010'],
    [
      'a directory that git ignores',
      { '.gitignore': 'changes/\n', [changeFile('WRK-009 x')]: '' },
      'WRK-010',
    ],
    ['the mark', { 'BACKLOG.yaml': backlog({ items: ITEMS, mark: 9 }) }, 'WRK-010'],
    ['no mark at all', { 'BACKLOG.yaml': backlog({ items: ITEMS, mark: null }) }, 'WRK-003'],
    ['another prefix', { 'BACKLOG.yaml': backlog({ items: ['HAMY-009 x'] }) }, 'HAMY-010'],
    ['a configured prefix', { '.tidemark.yaml': 'prefixes: [ABC]\n' }, 'ABC-003'],
    [
      'a backlog elsewhere',
      { 'BACKLOG.yaml': null, '.dev/BACKLOG.yaml': backlog({ items: ITEMS }) },
      'WRK-003',
    ],
  ])('goes by %s', async (_, files, id) => {
    const repo = usual();
    repo.write(files);
    expect((await run(repo, 'next')).stdout).toBe(`${id}\n`);
  });

  test('goes by index, HEAD, other branches and other worktrees', async () => {
    const repo = usual();
    const seven = { 'BACKLOG.yaml': backlog({ items: ITEMS, mark: 7 }) };
    repo.stage({ 'BACKLOG.yaml': backlog({ items: ITEMS, mark: 5 }) });
    repo.write({ 'BACKLOG.yaml': backlog({ items: ITEMS }) });
    expect((await run(repo, 'next')).stdout).toBe('WRK-006\n');
    repo.commit('lower again', { 'BACKLOG.yaml': backlog({ items: ITEMS }) });
    repo.branch('other');
    repo.commit('draw', seven);
    repo.checkout('main');
    expect((await run(repo, 'next')).stdout).toBe('WRK-008\n');
    repo.git('worktree', 'add', '-q', '--detach', '../beside');
    openTestRepo(repo.path('../beside')).write({ 'BACKLOG.yaml': backlog({ items: ITEMS, mark: 11 }) });
    expect((await run(repo, 'next')).stdout).toBe('WRK-012\n');
    expect((await run(openTestRepo(repo.path('../beside')), 'next')).stdout).toBe('WRK-012\n');
  });

  test('does not follow a leap, and says so', async () => {
    const repo = usual();
    repo.write({ [changeFile('WRK-20240101 x')]: '' });
    repo.git('branch', 'far');
    const { stdout, stderr } = await run(repo, 'next');
    expect(stdout).toBe('WRK-003\n');
    expect(stderr).toContain('WRK-20240101 leaps');
  });
});

describe('add', () => {
  test('prints the ID alone, writes one item and the mark, and check is content', async () => {
    const repo = usual();
    const before = repo.read('BACKLOG.yaml');
    expect(await run(repo, 'add', 'Retry limits')).toEqual({ code: 0, stdout: 'WRK-003\n', stderr: '' });
    const after = repo.read('BACKLOG.yaml');
    const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}\+00:00`;
    expect(after.slice(before.indexOf('next_item_id'))).toMatch(
      new RegExp(
        `^- id: WRK-003\n  title: Retry limits\n  status: new\n  requires_human_review: false\n  created: ${time}\n  updated: ${time}\nnext_item_id: 3\n$`,
        'u',
      ),
    );
    expect(after.startsWith(before.slice(0, before.indexOf('next_item_id')))).toBe(true);
    await expectClean(repo);
  });

  test('takes every field', async () => {
    const repo = usual();
    const options = '--size small --complexity low --risk medium --impact high --origin WRK-001/review';
    const more =
      '--pipeline-type bug --description why --depends-on WRK-001 --depends-on WRK-002 --prefix hamy';
    const { items, backlog } = await json(repo, 'add', 'x', ...options.split(' '), ...more.split(' '));
    expect(backlog).toEqual({ path: 'BACKLOG.yaml', mark: 3 });
    expect(items).toEqual([
      expect.objectContaining({
        id: 'HAMY-003',
        size: 'small',
        complexity: 'low',
        risk: 'medium',
        impact: 'high',
        origin: 'WRK-001/review',
        pipeline_type: 'bug',
        description: { context: 'why' },
        dependencies: ['WRK-001', 'WRK-002'],
      }),
    ]);
    expect(repo.read('BACKLOG.yaml')).toContain('  dependencies:\n  - WRK-001\n  - WRK-002\n  created:');
    await expectClean(repo);
  });

  test('--dry-run prints a diff and draws nothing', async () => {
    const repo = usual();
    const { stdout } = await run(repo, 'add', 'Retry limits', '--dry-run');
    expect(stdout).toMatch(
      /^--- a\/BACKLOG.yaml\n\+\+\+ b\/BACKLOG.yaml\n[^]*\n-next_item_id: 2\n\+- id: WRK-003\n/u,
    );
    expect(repo.git('status', '--porcelain')).toBe('');
    expect((await run(repo, 'add', 'Retry limits')).stdout).toBe('WRK-003\n');
  });

  test('in a subdirectory, in a file of CRLF and comments, with a mark to correct', async () => {
    const text =
      'schema_version: 3\r\nitems:\r\n  # first\r\n  - id: WRK-005\r\n    title: a\r\nnext_item_id: 2 # mark\r\n';
    const repo = repoWith({ 'BACKLOG.yaml': text, 'sub/x': '' });
    const { stdout, stderr } = await runMain(['add', 'b'], { cwd: repo.path('sub') });
    expect(stdout).toBe('WRK-006\n');
    expect(stderr).toContain('next_item_id is 2, but IDs go up to 5; continuing from 5.');
    expect(repo.read('BACKLOG.yaml').replace(/\r\n {2}- id: WRK-006[^]*?(?=\r\nnext)/u, '')).toBe(
      text.replace(': 2 #', ': 6 #'),
    );
  });

  test('after everything was archived nothing comes back', async () => {
    const repo = usual();
    await run(repo, 'archive', 'WRK-001', 'WRK-002', '--force');
    repo.commit('nothing left');
    expect((await run(repo, 'add', 'x')).stdout).toBe('WRK-003\n');
    await expectClean(repo);
  });

  test.each([
    'quotes "a" \'b\'',
    'colon: space',
    'a # hash',
    '- dash',
    '🌊 ü',
    'null',
    '[x',
    'x'.repeat(10_000),
  ])('any text is a title: %.20s', async (title) => {
    const repo = usual();
    const { items } = await json(repo, 'add', '--', title);
    expect(items[0].title).toBe(title);
    await expectClean(repo);
    await run(repo, 'archive', 'WRK-003', '--force');
    repo.commit('done');
    await expectClean(repo);
  });

  test.each<[string[], RegExp]>([
    [['add', ''], /A title must not be empty/u],
    [['add', ' \t'], /A title must not be empty/u],
    [['add', 'a\nb'], /A title must fit on one line/u],
    [['add', 'a\u001b[31m'], /must not hold control characters/u],
    [['add', 'a', '--size', 'huge'], /--size must be one of small, medium, large, not “huge”/u],
    [['add', 'a', '--prefix', '7'], /7 is not a prefix/u],
    [['add', 'a', 'b'], /Usage: tidemark add TITLE/u],
  ])('%j is refused', async (argv, sentence) => {
    await expectRefusal(usual(), argv, 2, sentence);
  });
});

describe('what cannot be written', () => {
  test.each<[string, Files, number, RegExp]>([
    ['no backlog', { 'BACKLOG.yaml': null, a: '' }, 3, /There is no backlog at BACKLOG.yaml or/u],
    ['a broken backlog', { 'BACKLOG.yaml': 'items: [' }, 3, /BACKLOG.yaml:1:\d+: /u],
    [
      'a mark that is none',
      { 'BACKLOG.yaml': 'items: []\nnext_item_id: "7"\n' },
      3,
      /BACKLOG.yaml:2:15: next_item_id is "7"/u,
    ],
    ['no prefix', { 'BACKLOG.yaml': 'items: []\n' }, 2, /No prefix is in use/u],
    [
      'the last number',
      { 'BACKLOG.yaml': backlog({ items: ITEMS, mark: 4_294_967_295 }) },
      3,
      /Every item number/u,
    ],
  ])('%s', async (_, files, code, sentence) => {
    await expectRefusal(repoWith(files), ['add', 'x'], code, sentence);
  });

  test('a link, with the way around it', async () => {
    const repo = repoWith({
      'real/BACKLOG.yaml': backlog({ items: ITEMS }),
      'BACKLOG.yaml': { link: 'real/BACKLOG.yaml' },
    });
    const { code, stderr } = await run(repo, 'add', 'x');
    expect(code).toBe(3);
    expect(stderr).toContain('BACKLOG.yaml is a symbolic link');
    expect(stderr).toContain('`backlog: real/BACKLOG.yaml`');
    repo.commit('config', { '.tidemark.yaml': 'backlog: real/BACKLOG.yaml\n' });
    expect((await run(repo, 'add', 'x')).stdout).toBe('WRK-003\n');
  });

  test('a read-only file', async () => {
    const repo = usual();
    chmodSync(repo.path('BACKLOG.yaml'), 0o444);
    await expectRefusal(
      repo,
      ['add', 'x'],
      3,
      /BACKLOG.yaml could not be written: (it is read-only|permission denied)/u,
    );
  });

  test('a disk that is full', async (context) => {
    const repo = repoWith({ '.dev/BACKLOG.yaml': backlog({ items: ITEMS }) });
    const text = repo.read('.dev/BACKLOG.yaml');
    const disk = repo.path('.dev');
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', disk]).status !== 0) {
      context.skip('mounting a tiny disk takes root');
    }
    try {
      repo.write({ '.dev/BACKLOG.yaml': text, '.dev/full': 'x'.repeat(4096) });
      const sentence = /.dev\/BACKLOG.yaml could not be written: the disk is full/u;
      await expectRefusal(repo, ['add', 'x'], 3, sentence);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('a directory instead of the backlog', async () => {
    const repo = repoWith({ 'BACKLOG.yaml/x': '' });
    await expectRefusal(repo, ['add', 'x'], 3, /BACKLOG.yaml could not be read: it is a directory/u);
  });

  test('a bare repository, and no repository', async () => {
    await expectRefusal(createRepo('--bare'), ['next'], 2, /bare/u);
    const { code, stderr } = await runMain(['next'], { cwd: '/' });
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('not inside a git repository'),
    });
  });
});

test('a lock that a dead process left is taken over with a notice, and its temporary files go', async () => {
  const repo = usual();
  mkdirSync(repo.path('.git/tidemark'));
  await run(repo, 'next', '--take');
  const space = existsSync('/proc/self/ns/pid') ? readlinkSync('/proc/self/ns/pid') : 'pid';
  symlinkSync(`abc 999999999 1 ${hostname()} ${space}`, repo.path('.git/tidemark/lock'));
  const left = await leftoverOf(999_999_999);
  repo.write({ [left]: 'half', [`_worklog/${left}`]: 'half' });
  const { code, stderr } = await run(repo, 'add', 'x');
  expect(code).toBe(0);
  expect(stderr).toContain('Took over the lock of process 999999999');
  expect(repo.git('status', '--porcelain')).toBe(' M BACKLOG.yaml');
});
