import { symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { MANAGERS } from '../../src/wiring/hooks/hook-managers.ts';
import { mergeDriverConfig } from '../../src/wiring/merge-driver-config.ts';
import { BIN, inProcess, tidemark } from '../support/cli.ts';
import { PATHS } from '../support/collision.ts';
import { createHooked, ONE, withoutRecordedNode } from '../support/hooked.ts';
import { codeBlock } from '../support/recipes.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

/** With an environment of its own, which its programs are to get as well, as a process of its own. */
const doctor = async (repo: TestRepo, env?: Readonly<Record<string, string>>) =>
  env ? tidemark(repo.root, ['doctor'], { env }) : inProcess(repo.root, ['doctor']);

test('a guarded repository is well', async () => {
  const { code, stdout } = await doctor(createHooked());
  // An older git than 2.38 is worth a note.
  expect(stdout).toMatch(/^(?:note {5}programs: git 2\.3[2-7] .*\n.*\n|ok .*\n)(?:ok .*\n){10}$/u);
  expect(code).toBe(0);
});

test('a fresh one is not: every hook is missing, and what that means is said', async () => {
  const repo = createRepo();
  repo.commit('First', { 'BACKLOG.yaml': ONE });
  const { code, stdout } = await doctor(repo);
  expect(code).toBe(1);
  expect(stdout.match(/^(?:problem|note ) .*There is no/gmu)).toHaveLength(5);
  expect(stdout).toContain('Run `tidemark install`.');
});

test.each<[string, (repo: TestRepo) => void, RegExp]>([
  [
    'a hook that is not executable',
    (repo) => repo.write({ '.git/hooks/pre-push': repo.read('.git/hooks/pre-push') }),
    /pre-push is not executable.*\n.*chmod \+x/u,
  ],
  [
    'a hook without the lines',
    (repo) => repo.write({ '.git/hooks/pre-push': { executable: '#!/bin/sh\n# tidemark some day\ntrue\n' } }),
    /pre-push hook does not call Tidemark/u,
  ],
  [
    'a bin that is gone',
    (repo) =>
      repo.write({
        '.git/hooks/pre-push': {
          executable: repo.read('.git/hooks/pre-push').replaceAll(shellQuote(BIN), shellQuote('/gone')),
        },
      }),
    /pre-push hook calls \/gone, which is not there/u,
  ],
  [
    'core.hooksPath elsewhere',
    (repo) => repo.git('config', 'core.hooksPath', freshDirectory('hooks')),
    /core\.hooksPath points outside this repository, .*\n.*`git config --unset core\.hooksPath`, or add/u,
  ],
  [
    'husky that is not set up',
    (repo) => repo.git('config', 'core.hooksPath', '.husky/_'),
    /\.husky\/_ is not there.*\n.*npx husky/u,
  ],
  [
    'a configuration that cannot be used',
    (repo) => repo.write({ '.tidemark.yaml': 'backlgo: x\n' }),
    /backlgo/u,
  ],
  [
    'a backlog that is nowhere',
    (repo) => repo.stage({ '.tidemark.yaml': 'backlog: nowhere.yaml\n' }),
    /There is no backlog at nowhere\.yaml, counted from the root/u,
  ],
  [
    'a folder that is nowhere',
    (repo) => repo.stage({ '.tidemark.yaml': 'changes: nowhere\n' }),
    /`changes: nowhere` in \.tidemark\.yaml matches nothing/u,
  ],
  [
    'both usual places',
    (repo) => repo.stage({ '.dev/BACKLOG.yaml': ONE }),
    /Both BACKLOG\.yaml and \.dev\/BACKLOG\.yaml are tracked/u,
  ],
  [
    'a backlog that git does not track',
    (repo) => repo.git('rm', '-q', '--cached', 'BACKLOG.yaml'),
    /BACKLOG\.yaml is not tracked by git/u,
  ],
  [
    'a backlog that git ignores',
    (repo) => {
      repo.git('rm', '-q', '--cached', 'BACKLOG.yaml');
      repo.write({ '.gitignore': '*.yaml\n' });
    },
    /BACKLOG\.yaml is ignored by git/u,
  ],
])('%s', async (_name, spoil, said) => {
  const repo = createHooked();
  spoil(repo);
  const { code, stdout } = await doctor(repo);
  expect(stdout).toMatch(said);
  expect(code).toBe(1);
});

test('what stops two examinations is told once', async () => {
  const repo = createHooked();
  repo.write({ '.tidemark.yaml': 'backlgo: x\n' });
  const { stdout } = await doctor(repo);
  expect(stdout.match(/backlgo/gu)).toHaveLength(1);
  expect(stdout).toMatch(/^problem {2}files: /mu);
  expect(stdout).not.toMatch(/^\w+ +accept/mu);
});

test('notes alone are no reason for a code of 1', async () => {
  const repo = createHooked({
    'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-001 Search'] }),
    '.gitattributes': 'BACKLOG.yaml merge=tidemark\n',
    '.tidemark.yaml':
      'accept:\n- { rule: duplicate-id, id: WRK-001, subject: Search, reason: old }\n- { rule: duplicate-id, id: WRK-009, subject: Export, reason: old }\n- { rule: mark-regressed, mark: 7, reason: old }\n',
  });
  const { code, stdout } = await doctor(repo);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^note .*duplicate-id of WRK-009 \(Export\) no longer matches anything/mu);
  expect(stdout).toMatch(/^note .*mark-regressed at mark 7 no longer matches anything/mu);
  expect(stdout).not.toContain('WRK-001');
  expect(stdout).toMatch(/^note .*asks for the merge driver/mu);
});

describe('the merge driver', () => {
  const merging = async (attributes: string, driver: string | undefined): Promise<string> => {
    const repo = createHooked({ '.gitattributes': attributes, '_worklog/2026-01.md': '# Log\n' });
    if (driver !== undefined) repo.git('config', 'merge.tidemark.driver', driver);
    return (await doctor(repo)).stdout;
  };
  const [, there] = mergeDriverConfig({ node: process.execPath, bin: [BIN] }, PATHS).settings;
  const [, gone] = mergeDriverConfig({ node: process.execPath, bin: ['/nowhere/bin.js'] }, PATHS).settings;
  const both = 'BACKLOG.yaml merge=tidemark\n_worklog/**/*.md merge=tidemark\n';

  test.each([
    ['all is well', both, there?.value, /^ok {7}merge driver$/mu],
    ['nobody wants it', '', undefined, /^ok {7}merge driver$/mu],
    [
      'the worklog’s line is missing',
      'BACKLOG.yaml merge=tidemark\n',
      there?.value,
      /^note .*_worklog\/\*\*/mu,
    ],
    [
      'the backlog’s line is missing',
      '_worklog/*.md merge=tidemark\n',
      there?.value,
      /^note .*BACKLOG\.yaml/mu,
    ],
    [
      'this clone does not have it',
      '_worklog/*.md merge=tidemark\n',
      undefined,
      /^note .*asks for the merge driver/mu,
    ],
    ['it starts what is gone', both, gone?.value, /^problem .*\/nowhere\/bin\.js, which is not there/mu],
    ['a union is asked for', '*.yaml merge=union\n', undefined, /^problem .*merge=union/mu],
    [
      'a later line asks for a union',
      `${both}*.yaml merge=union\n`,
      there?.value,
      /^problem .*merge=union/mu,
    ],
    ['somebody’s own', both, 'mine %O %A %B', /^ok {7}merge driver$/mu],
  ])('%s', async (_, attributes, driver, said) => {
    expect(await merging(attributes, driver)).toMatch(said);
  });
});

test('a shallow clone', async () => {
  const repo = createHooked();
  repo.commit('Second');
  const { code, stdout } = await doctor(repo.clone('--depth=1'));
  expect(code).toBe(1);
  expect(stdout).toContain('git fetch --unshallow');
});

test('a fresh linked worktree in which husky was never run', async () => {
  const repo = createHooked();
  repo.write({ '.husky/_/h': 'x\n', '.husky/_/.gitignore': '*' });
  repo.commit('husky', { '.husky/pre-commit': 'npx tidemark hook pre-commit\n' });
  repo.git('config', 'core.hooksPath', '.husky/_');
  const path = join(freshDirectory('worktrees'), 'linked');
  repo.git('worktree', 'add', '-q', path);
  expect((await doctor(openTestRepo(path))).stdout).toContain('git runs no hook at all in this worktree');
  expect((await doctor(repo)).stdout).not.toContain('git runs no hook at all');
});

describe('programs that are too old, or not there', () => {
  const pathWith = (version: string, program: 'git' | 'node') => {
    const directory = freshDirectory('path');
    const real = (name: string) =>
      spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
    const repo = openTestRepo(directory);
    const fake = `#!/bin/sh\n[ "$1" = --version ] && { echo '${version}'; exit; }\nexec ${shellQuote(real(program))} "$@"\n`;
    repo.write({ [program]: { executable: fake } });
    for (const name of ['git', 'node', 'sh'].filter((other) => other !== program))
      symlinkSync(real(name), join(directory, name));
    return { PATH: directory };
  };

  test.each<[string, 'git' | 'node', RegExp, number]>([
    ['git version 2.30.2', 'git', /git 2\.30 is too old/u, 1],
    ['git version 2.34.1', 'git', /^note .*git 2\.34 cannot merge without a work tree/mu, 0],
    ['v18.20.1', 'node', /Node 18\.20 \(on the PATH\) does not run Tidemark/u, 1],
    ['v22.3.0', 'node', /Node 22\.3 \(on the PATH\) does not run Tidemark/u, 1],
    ['', 'node', /Node is not on the PATH/u, 1],
  ])('%s', async (version, program, said, expected) => {
    const { code, stdout } = await doctor(withoutRecordedNode(createHooked()), pathWith(version, program));
    expect(stdout).toMatch(said);
    expect(code).toBe(expected);
  });
});

describe('other managers of hooks', () => {
  const USED: Readonly<Record<string, string>> = {
    lefthook: 'pre-push:\n  commands: {}\n',
    'simple-git-hooks':
      '{ "simple-git-hooks": { "pre-commit": "true" }, "devDependencies": { "tidemark": "0.1.0" } }\n',
    'pre-commit': 'repos: []\n',
  };

  test.each(MANAGERS.map((manager) => [manager.name, manager] as const))(
    '%s is told what to add',
    async (name, { files, lines, activate }) => {
      const repo = createRepo();
      repo.commit('First', { 'BACKLOG.yaml': ONE, [files[0] ?? '']: USED[name] ?? '' });
      const { code, stdout } = await doctor(repo);
      expect(code).toBe(1);
      expect(stdout).toContain(`${name} manages the hooks and does not call Tidemark.`);
      expect(stdout.replaceAll(/^ {9}/gmu, '')).toContain(lines);
      expect(codeBlock('hook-managers.md', name)).toBe(lines);
      // Once it knows, its own hooks are missing, and nothing that install could do helps.
      repo.write({ [files[0] ?? '']: lines });
      const { stdout: without } = await doctor(repo);
      expect(without.match(/There is no .* hook/gu)).toHaveLength(3);
      expect(without).toContain(`Run \`${activate}\`.`);
      expect(without).not.toContain('tidemark install');
      // A hook that calls the manager calls Tidemark.
      for (const hook of ['pre-commit', 'pre-merge-commit', 'pre-push'])
        repo.write({ [`.git/hooks/${hook}`]: { executable: `#!/bin/sh\n${name} run ${hook}\n` } });
      repo.write({
        'node_modules/tidemark': { link: dirname(dirname(BIN)) },
        '.gitignore': 'node_modules\n',
      });
      expect((await doctor(repo)).code).toBe(0);
    },
  );
});

test('a server', async () => {
  const repo = createRepo();
  repo.commit('First', { 'BACKLOG.yaml': ONE });
  const server = repo.clone('--bare');
  expect(await doctor(server)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('There is no pre-receive hook'),
  });
  await inProcess('/', ['install', '--bare', server.root]);
  expect((await doctor(server)).code).toBe(0);
});

test('JSON, and outside of any repository', async () => {
  const { stdout } = await inProcess(createHooked().root, ['doctor', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    examinations: expect.arrayContaining([{ name: 'hooks', remarks: [] }]),
  });
  expect(await inProcess(freshDirectory(), ['doctor'])).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('not inside a git repository'),
  });
});
