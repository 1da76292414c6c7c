import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

import type { Ended } from './cli.ts';
import { NPM_ENV } from './packed.ts';
import { createRepo } from './repo.ts';
import type { TestRepo } from './repo.ts';

const MANAGERS = fileURLToPath(new URL('../package-managers/node_modules/', import.meta.url));

/** Whether the package managers are there that test/package-managers names. */
export const hasManagers = existsSync(MANAGERS);

/** The path of one of their files. */
export function managerFile(path: string): string {
  return MANAGERS + path;
}

/** A project that uses Tidemark as its users do: what is typed there, and what comes of it. */
export interface Project extends TestRepo {
  /** Runs a program of the project's surroundings, and expects that it succeeds. */
  run(program: string, ...args: readonly string[]): string;
  tidemark(...args: readonly string[]): Ended;
}

/** An empty repository in which `command` starts Tidemark. Paths in `command` are absolute. */
export function createProject(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Project {
  const repo = createRepo();
  const start = ([program = '', ...args]: readonly string[]): Ended => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: repo.root,
      encoding: 'utf8',
      input: '',
      env: { ...process.env, ...NPM_ENV, ...env },
    });
    return { code: status, stdout, stderr };
  };
  return {
    ...repo,
    run: (program, ...args) => {
      const { code, stdout, stderr } = start([program, ...args]);
      expect(code, `${program} ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
      return stdout;
    },
    tidemark: (...args) => start([...command, ...args]),
  };
}

/** From a first item to a collision that is stopped, and on to one that is fixed by the command that was printed. `git` may need an environment. */
export function expectGuarded(project: Project, env: Readonly<Record<string, string>> = {}): void {
  expectAdded(project, 'Retry limits');
  project.stage();
  expect(project.tryGit(['commit', '-q', '-m', 'Begin'], env)).toMatchObject({ status: 0 });
  expectStopped(project, env);
  const printed = /fix: (?:\S+ )*?(?:\S*tidemark|\S+bin\.js) (renumber .*)/u.exec(
    lastWords(project, env),
  )?.[1];
  expect(project.tidemark(...(printed ?? 'no fix').split(' '))).toMatchObject({ code: 0 });
  expect(project.tryGit(['commit', '-q', '-m', 'Fixed'], env)).toMatchObject({
    status: 0,
    stderr: expect.not.stringContaining('tidemark:'),
  });
  expect(project.tidemark('check')).toMatchObject({ code: 0, stdout: expect.stringContaining('clean') });
}

/** Adds an item, as a person would. */
export function expectAdded(project: Project, title: string): void {
  const { code, stderr } = project.tidemark('add', title, '--prefix', 'WRK');
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

/** Stages two items under one number, and expects that the commit does not happen. */
export function expectStopped(project: Project, env: Readonly<Record<string, string>> = {}): void {
  expectAdded(project, 'Search by tag');
  const text = project.read('BACKLOG.yaml');
  const [, last = ''] = /^[^]*(?<=\n)(- id: [^]*?\n)(?=next_item_id)/u.exec(text) ?? [];
  const other = last.replace('Search by tag', 'Dark mode').replaceAll(/:(\d\d)\.(\d+)/gu, ':$1.1$2');
  project.stage({ 'BACKLOG.yaml': text.replace(last, last + other) });
  const { status, stdout, stderr } = project.tryGit(['commit', '-q', '-m', 'Doubled'], env);
  expect({ status, said: stdout + stderr }).toEqual({
    status: 1,
    said: expect.stringContaining('[duplicate-id]'),
  });
}

function lastWords(project: Project, env: Readonly<Record<string, string>>): string {
  const { stdout, stderr } = project.tryGit(['commit', '-q', '-m', 'Doubled'], env);
  return stdout + stderr;
}
