import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { codeBlock } from '../support/recipes.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { Files, GitOutcome, TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const TOOLS = here('test/hook-managers/node_modules/.bin');
const PATH = [TOOLS, here('node_modules/.bin'), process.env['PATH']].join(delimiter);
const page = (heading: string, nth?: number): string => codeBlock('hook-managers.md', heading, nth);
const husky = (name: string): string => page('husky').replace('pre-commit', name);

const ALL = ['pre-commit', 'pre-merge-commit', 'pre-push'] as const;
type Door = (typeof ALL)[number];

interface Manager {
  readonly files: Files;
  /** What sets it up, run with sh in the repository. */
  readonly setup: string;
  readonly doors: readonly Door[];
}

const MANAGERS: Readonly<Record<string, Manager>> = {
  husky: {
    files: Object.fromEntries(ALL.map((name) => [`.husky/${name}`, { executable: husky(name) }])),
    setup: 'husky',
    doors: ALL,
  },
  lefthook: { files: { 'lefthook.yml': page('lefthook') }, setup: 'lefthook install', doors: ALL },
  'simple-git-hooks': {
    files: { 'package.json': page('simple-git-hooks') },
    setup: 'simple-git-hooks',
    doors: ALL,
  },
  'lint-staged behind a hook': {
    files: {
      '.husky/pre-commit': { executable: page('lint-staged').replace('npx ', '') },
      'lint-staged.config.mjs': "export default { '*.ts': 'false' };\n",
    },
    setup: 'husky',
    doors: ['pre-commit'],
  },
  'lint-staged alone': {
    files: {
      '.husky/pre-commit': { executable: 'lint-staged\n' },
      'lint-staged.config.mjs': page('lint-staged', 1),
    },
    setup: 'husky',
    doors: ['pre-commit'],
  },
};

const start = backlog({ items: ['WRK-001 Retry limits'] });
const grown = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search'] });
const rival = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Export'] });
const doubled = backlog({ items: ['WRK-001 Retry limits', 'WRK-001 Search'] });

/** A repository whose hooks are in the hands of a manager. Its PATH finds the managers, as `npx` would. */
function managed({ files, setup }: Manager): TestRepo & { try(...args: string[]): GitOutcome } {
  const repo = createRepo();
  repo.commit('Begin', { ...files, 'BACKLOG.yaml': start, '.gitignore': 'node_modules\n' });
  repo.write({ 'node_modules/tidemark': { link: here('.') } });
  const env = { ...process.env, PATH };
  const { status, stderr, stdout } = spawnSync('sh', ['-ec', setup], {
    cwd: repo.root,
    env,
    encoding: 'utf8',
  });
  expect(status, stderr + stdout).toBe(0);
  return { ...repo, try: (...args) => repo.tryGit(args, { PATH }) };
}

type Managed = ReturnType<typeof managed>;

const DOORS = {
  'pre-commit': (repo: Managed) => {
    repo.stage({ 'BACKLOG.yaml': grown });
    expect(repo.try('commit', '-m', 'Good')).toMatchObject({ status: 0 });
    repo.stage({ 'BACKLOG.yaml': doubled });
    expectStop(repo.try('commit', '-m', 'Bad'), 'duplicate-id');
  },
  'pre-merge-commit': (repo: Managed) => {
    repo.branch('other');
    repo.commit('Rival', { 'BACKLOG.yaml': rival });
    repo.checkout('main');
    repo.commit('Grown', { 'BACKLOG.yaml': grown });
    expectStop(repo.try('merge', '-s', 'ours', '--no-edit', 'other'), 'id-reused');
  },
  'pre-push': (repo: Managed) => {
    const remote = freshDirectory('remote');
    repo.git('init', '-q', '--bare', remote);
    repo.git('remote', 'add', 'origin', remote);
    expect(repo.try('push', 'origin', 'main')).toMatchObject({ status: 0 });
    repo.commit('Past the hook', { 'BACKLOG.yaml': doubled });
    expectStop(repo.try('push', 'origin', 'main'), 'duplicate-id');
  },
} satisfies Record<Door, (repo: Managed) => void>;

function expectStop({ status, stdout, stderr }: GitOutcome, rule: string): void {
  expect(stdout + stderr).toContain(`[${rule}]`);
  expect(status).not.toBe(0);
}

describe.runIf(existsSync(TOOLS)).each(Object.entries(MANAGERS))('%s', (_, manager) => {
  test.each(manager.doors)('%s', (door) => {
    DOORS[door](managed(manager));
  });
});

if (!existsSync(TOOLS)) test.skip('to be tried after `npm ci --ignore-scripts --prefix test/hook-managers`');
