import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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
  /** As people type it. */
  tidemark(...args: readonly string[]): Ended;
  /** The same program in the same surroundings, without the start of a package manager. */
  direct(...args: readonly string[]): Ended;
}

/** How Tidemark is started without a package manager; `env` is what Node needs for that. */
interface Start {
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** An empty repository in which `command` starts Tidemark, and `straight` does so directly. Paths in `command` are absolute. */
export function createProject(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
  straight: (root: string) => Start = () => ({ command }),
): Project {
  const repo = createRepo();
  const start = ([program = '', ...args]: readonly string[], more: Start['env'] = {}): Ended => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: repo.root,
      encoding: 'utf8',
      input: '',
      env: { ...process.env, ...NPM_ENV, ...env, ...more },
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
    direct: (...args) => {
      const { command: own, env: more } = straight(repo.root);
      return start([...own, ...args], more);
    },
  };
}

/** As a package manager's own script starts the program that it has put into `node_modules`. */
export function inModules(root: string): Start {
  return { command: [join(root, 'node_modules/.bin/tidemark')] };
}

/** As Yarn starts the program that it has unpacked. */
export function inPlugAndPlay(root: string): Start {
  const [unpacked = ''] = readdirSync(join(root, '.yarn/unplugged'));
  const loader = join(root, '.pnp.loader.mjs');
  const options = [
    `--require ${JSON.stringify(join(root, '.pnp.cjs'))}`,
    ...(existsSync(loader) ? [`--experimental-loader ${pathToFileURL(loader).href} --no-warnings`] : []),
  ];
  const bin = join(root, '.yarn/unplugged', unpacked, 'node_modules/tidemark/dist/bin.js');
  return { command: [process.execPath, bin], env: { NODE_OPTIONS: options.join(' ') } };
}

/** From a first item to a collision that is stopped, and on to one that is fixed by the command that was printed. `git` may need an environment. */
export function expectGuarded(project: Project, env: Readonly<Record<string, string>> = {}): void {
  expectAdded(project, 'Retry limits');
  project.stage();
  expect(project.tryGit(['commit', '-q', '-m', 'Begin'], env)).toMatchObject({ status: 0 });
  const said = expectStopped(project, env);
  const printed = /fix: (?:\S+ )*?(?:\S*tidemark|\S+bin\.js) (renumber .*)/u.exec(said)?.[1];
  expect(project.tidemark(...(printed ?? 'no fix').split(' '))).toMatchObject({ code: 0 });
  expect(project.tryGit(['commit', '-q', '-m', 'Fixed'], env)).toMatchObject({
    status: 0,
    stderr: expect.not.stringContaining('tidemark:'),
  });
  expect(project.direct('check')).toMatchObject({ code: 0, stdout: expect.stringContaining('clean') });
}

/** Adds an item, as a person would. */
export function expectAdded(project: Project, title: string): void {
  const { code, stderr } = project.direct('add', title, '--prefix', 'WRK');
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

/** Stages two items under one number, and expects that the commit does not happen. Answers with what was said. */
export function expectStopped(project: Project, env: Readonly<Record<string, string>> = {}): string {
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
  return stdout + stderr;
}
