import { spawnSync } from 'node:child_process';
import { existsSync, readlinkSync, symlinkSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { BIN, inProcess, tidemark } from '../support/cli.ts';
import { createHooked, ONE, withoutRecordedNode } from '../support/hooked.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

/** With an environment of its own, which its programs are to get as well, as a process of its own. */
const doctor = async (repo: TestRepo, env?: Readonly<Record<string, string>>) =>
  env ? tidemark(repo.root, ['doctor'], { env }) : inProcess(repo.root, ['doctor']);

describe('a core.hooksPath that is everybody’s own', () => {
  test('is named as what it is, once, and is fine when its hooks call Tidemark', async () => {
    const repo = createHooked();
    const directory = freshDirectory('shared-hooks');
    repo.write({ '.git/global': `[core]\n\thooksPath = ${directory}\n` });
    const env = { GIT_CONFIG_GLOBAL: repo.path('.git/global') };
    const { code, stdout } = await doctor(repo, env);
    expect(code).toBe(1);
    expect(stdout.match(/^problem {2}hooks/gmu)).toHaveLength(1);
    expect(stdout).toContain('`git config --global --unset core.hooksPath`');
    expect(stdout).not.toContain('Run `tidemark install`');
    const shared = openTestRepo(directory);
    for (const name of ['pre-commit', 'pre-merge-commit', 'post-merge', 'post-rewrite', 'pre-push'])
      shared.write({ [name]: { executable: `#!/bin/sh\ntidemark hook ${name} "$@" || exit $?\n` } });
    expect((await doctor(repo, env)).code).toBe(0);
  });
});

describe('programs that are recorded, and gone', () => {
  const driven = (): TestRepo => {
    const repo = createRepo();
    repo.commit('First', { 'BACKLOG.yaml': ONE });
    expect(tidemark(repo.root, ['install', '--merge-driver']).code).toBe(0);
    repo.commit('Guard');
    return repo;
  };
  const gone = (repo: TestRepo, path: string): void => {
    const driver = repo.git('config', 'merge.tidemark.driver');
    repo.git('config', 'merge.tidemark.driver', driver.replace(shellQuote(path), shellQuote('/gone')));
  };

  test('the driver’s bin: git would merge the backlog as text and not say so', async () => {
    const repo = driven();
    expect((await doctor(repo)).code).toBe(0);
    gone(repo, BIN);
    const { code, stdout } = await doctor(repo);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^problem {2}merge driver: .*\/gone, which is not there: git merges the backlog as text, without a word\.\n.*install --merge-driver/mu,
    );
  });

  test('Node: the one on the PATH is taken, and where there is none that is a problem', async () => {
    const repo = withoutRecordedNode(driven());
    const driver = repo.git('config', 'merge.tidemark.driver');
    repo.git('config', 'merge.tidemark.driver', driver.replace(/node='[^']*'/u, "node='/gone/node'"));
    const { code, stdout } = await doctor(repo);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^note {5}hooks: The pre-push hook names the Node \/gone\/node, which is not there; it takes/mu,
    );
    expect(stdout).toMatch(
      /^note {5}merge driver: .*\/gone\/node, which is not there; it takes the one on the PATH\./mu,
    );
    const directory = freshDirectory('path');
    const git = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(git, join(directory, 'git'));
    const without = await doctor(repo, { PATH: directory });
    expect(without.code).toBe(1);
    expect(without.stdout).toMatch(
      /^problem {2}hooks: The pre-commit hook finds no Node, .*: every commit that touches guarded files is stopped\./mu,
    );
    expect(without.stdout).toMatch(/^problem {2}merge driver: The merge driver finds no Node/mu);
  });
});

describe('a backlog that is not well', () => {
  test.each<[string, string, RegExp]>([
    [
      'a list',
      '- id: WRK-001\n',
      /^problem {2}files: BACKLOG\.yaml cannot be read, so nothing in it is guarded: BACKLOG\.yaml:1:1: /mu,
    ],
    ['no YAML', 'items: [\n', /^problem {2}files: BACKLOG\.yaml cannot be read/mu],
    [
      'collisions that were there before',
      backlog({ items: ['WRK-001 a', 'WRK-001 b', 'WRK-002 c', 'WRK-002 d'] }),
      /^problem {2}IDs: There are 2 errors: WRK-001 \(duplicate-id\) and WRK-002 \(duplicate-id\)\.\n.*`tidemark check --strict`/mu,
    ],
    [
      'no mark',
      'items:\n- { id: WRK-001, title: a }\n',
      /^note {5}IDs: There is 1 warning: mark-missing\.\n.*`tidemark check`/mu,
    ],
  ])('%s', async (_, text, said) => {
    const repo = createHooked({ 'BACKLOG.yaml': text });
    repo.commit('Second', { 'a.txt': 'a\n' });
    const { code, stdout } = await doctor(repo);
    expect(stdout).toMatch(said);
    expect(code).toBe(said.source.startsWith('^note') ? 0 : 1);
  });

  test('directories of changes and worklogs that are links', async () => {
    const repo = createHooked({
      'docs/changes/WRK-009_foo/PRD.md': '# Foo\n',
      changes: { link: 'docs/changes' },
      _worklog: { link: freshDirectory('log') },
    });
    const { code, stdout } = await doctor(repo);
    expect(code).toBe(1);
    expect(stdout).toMatch(/changes is a symbolic link, .* not seen\.\n.*`changes: docs\/changes`/u);
    expect(stdout).toMatch(/_worklog is a symbolic link, .* not seen\.\n.*Put the directory itself/u);
  });

  test('a configuration beside a backlog of a subfolder', async () => {
    const repo = createHooked({ 'apps/planner/.tidemark.yaml': 'prefixes: [PLN]\n' });
    expect(await doctor(repo)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('apps/planner/.tidemark.yaml is not read'),
    });
  });
});

describe('folders beside the backlog of a subfolder', () => {
  const config = (worklog: string) =>
    `backlog: apps/planner/BACKLOG.yaml\nworklog: ${worklog}\nchanges: apps/planner/changes\n`;
  const planner = (worklog: string, files = {}): TestRepo =>
    createHooked({ '.tidemark.yaml': config(worklog), 'apps/planner/BACKLOG.yaml': ONE, ...files });

  test('may be missing, for the first archived item makes them', async () => {
    expect(await doctor(planner('apps/planner/_worklog'))).toMatchObject({ code: 0 });
  });

  test.each([
    ['apps/planer/_worklog', {}, 'Correct the path, which begins at the root of the repository'],
    ['apps/planner/_worklog', { '_worklog/2026-01.md': 'x\n' }, '`worklog: _worklog`'],
  ])('%s, where it may be a mistake', async (path, files, hint) => {
    const { code, stdout } = await doctor(planner(path, files));
    expect(code).toBe(1);
    expect(stdout).toContain(`\`worklog: ${path}\` in .tidemark.yaml matches nothing`);
    expect(stdout).toContain(hint);
  });
});

describe('the lock', () => {
  const locked = async (text: string, minutes: number) => {
    const repo = createHooked();
    repo.write({ '.git/tidemark/lock': text });
    const then = Date.now() / 1000 - minutes * 60;
    utimesSync(repo.path('.git/tidemark/lock'), then, then);
    return doctor(repo);
  };
  const other = 'abcdef012345 7 1234 elsewhere pid:[4026539999]';

  test('of a process that nobody can look for', async () => {
    const { code, stdout } = await locked(other, 60 * 24 * 31);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^problem {2}lock: Process 7 on elsewhere has the lock .*, and last touched it 31 days ago\. .*\n.*--break-lock/mu,
    );
  });

  test('of one that may well be at work', async () => {
    expect((await locked(other, 2)).code).toBe(0);
  });

  test('of one that is gone', async () => {
    const space = existsSync('/proc/self/ns/pid') ? readlinkSync('/proc/self/ns/pid') : 'pid';
    const { code, stdout } = await locked(`abcdef012345 99999999 1 ${hostname()} ${space}`, 1);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^note {5}lock: .*it is gone\./mu);
  });
});
