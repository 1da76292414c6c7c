import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';

import { NPM_ENV, packPackage } from './packed.ts';
import { createRepo, freshDirectory, openTestRepo } from './repo.ts';
import type { Files, TestRepo } from './repo.ts';

/** What a command said, both streams together, and how it ended. */
export interface Said {
  readonly status: number | null;
  readonly text: string;
}

/** A project that has the packed Tidemark in `node_modules`, and a shell in it on whose PATH there is none. */
export interface Installed extends TestRepo {
  /** Runs a line as somebody would who types or pastes it. */
  sh(line: string, directory?: string): Said;
}

let modules: string | undefined;

const projects = new Map<string, TestRepo>();

/** A project whose first commits have these files; with hooks and merge driver if `hooks` says so. It is a copy of one that is made once. */
export function installed(commits: readonly Files[], hooks = false): Installed {
  const name = JSON.stringify([commits, hooks]);
  const made = projects.get(name) ?? make(commits, hooks);
  projects.set(name, made);
  const root = join(freshDirectory('project'), 'here');
  cpSync(made.root, root, { recursive: true, verbatimSymlinks: true });
  return shelled(openTestRepo(root));
}

function make(commits: readonly Files[], hooks: boolean): Installed {
  modules ??= installPackage();
  const repo = createRepo();
  repo.write({
    '.gitignore': 'node_modules\n',
    'package.json': '{ "private": true }\n',
    node_modules: { link: modules },
  });
  for (const files of commits) repo.commit('Work', files);
  return wired(shelled(repo), hooks);
}

/** A clone of it that has the same package. */
export function cloned(repo: TestRepo, hooks = false, ...options: readonly string[]): Installed {
  modules ??= installPackage();
  const clone = repo.clone(...options);
  clone.write({ node_modules: { link: modules } });
  return wired(shelled(clone), hooks);
}

function shelled(repo: TestRepo): Installed {
  return { ...repo, sh: (line, directory = '.') => run(repo.path(directory), line) };
}

function wired(project: Installed, hooks: boolean): Installed {
  if (!hooks) return project;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['node_modules/.bin/tidemark', 'install', '--merge-driver'],
    { cwd: project.root, encoding: 'utf8' },
  );
  const hasLedgers =
    existsSync(project.path('.tidemark.yaml')) && project.read('.tidemark.yaml').includes('ledgers:');
  // Where there is neither a backlog nor a ledger yet, it says that nothing is guarded.
  expect({ status, stderr }).toEqual(
    existsSync(project.path('BACKLOG.yaml')) || hasLedgers
      ? { status: 0, stderr: '' }
      : { status: 1, stderr: expect.stringContaining('There is no backlog') },
  );
  project.commit('Install');
  return project;
}

function run(cwd: string, line: string): Said {
  const { status, stdout } = spawnSync('sh', ['-c', `{ ${line}\n} 2>&1`], {
    cwd,
    encoding: 'utf8',
    input: '',
    env: {
      ...process.env,
      ...NPM_ENV,
      PATH: [quickNpx(), dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    },
  });
  return { status, text: stdout };
}

let quick: string | undefined;

/** Does what npx does for a program that the project has; npm itself takes three times as long to start as that. The tests of the package use the real one. */
function quickNpx(): string {
  if (quick !== undefined) return quick;
  quick = freshDirectory('quick');
  const lines = [
    '#!/bin/sh',
    'name=$1; shift; home=$PWD',
    'until [ -e "$home/node_modules/.bin/$name" ]; do [ -n "$home" ] || exit 127; home=${home%/*}; done',
    'export PATH="$home/node_modules/.bin:$PATH" npm_command=exec npm_lifecycle_event=npx npm_config_user_agent=npm/11.0.0',
    'exec "$home/node_modules/.bin/$name" "$@"',
  ];
  writeFileSync(join(quick, 'npx'), `${lines.join('\n')}\n`, { mode: 0o755 });
  return quick;
}

function installPackage(): string {
  const directory = freshDirectory('installed');
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', packPackage()], {
    cwd: directory,
    stdio: 'pipe',
    env: { ...process.env, ...NPM_ENV },
  });
  return join(directory, 'node_modules');
}

/** The lines that a text tells to run, in their order, each once: behind `fix:`, `then:`, `Stage it:` or `Run:`, and in backticks. */
export function commandsIn(text: string): readonly string[] {
  const behind = [...text.matchAll(/(?:^ {2}(?:fix|then):|^Stage it:|Run:) (.*)$/gmu)].map(
    ([, line = '']) => line,
  );
  const quoted = [...text.matchAll(/`((?:npx|git|cd) [^`]+)`/gu)].map(([, line = '']) => line);
  return [...new Set([...behind, ...quoted])];
}
