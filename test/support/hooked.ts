import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { CLONE_HOOKS } from '../../src/checking/hook-name.ts';
import { BIN, tidemark } from './cli.ts';
import { createRepo } from './repo.ts';
import type { Files, GitOutcome, TestRepo } from './repo.ts';
import { backlog } from './texts.ts';

/** A backlog of one item; with a second one in order; and with the mark forgotten. */
export const ONE = backlog({ items: ['WRK-001 Retry limits'] });
export const TWO = backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search by tag'] });
export const FORGOTTEN = backlog({ mark: 1, items: ['WRK-001 Retry limits', 'WRK-002 Search by tag'] });

let installed: string | undefined;

/** Wires the built bin up in a clone, as `tidemark install` does. */
export function hook(repo: TestRepo): TestRepo {
  cpSync(hooksDirectory(), repo.git('rev-parse', '--path-format=absolute', '--git-path', 'hooks'), {
    recursive: true,
  });
  return repo;
}

/** A repository whose first commit holds `ONE` and whatever `files` say, with hooks from then on. */
export function createHooked(files: Files = {}, ...initOptions: string[]): TestRepo {
  const repo = createRepo(...initOptions);
  repo.commit('First', { 'BACKLOG.yaml': ONE, 'notes.txt': 'notes\n', ...files });
  return hook(repo);
}

/** The hooks are the same for every clone, so one installation is enough. */
function hooksDirectory(): string {
  if (installed !== undefined) return installed;
  const repo = createRepo();
  repo.write({ 'BACKLOG.yaml': ONE });
  const { root } = repo;
  const outcome = tidemark(root, ['install']);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  installed = join(root, '.git', 'hooks');
  expect(readFileSync(join(installed, 'pre-commit'), 'utf8')).toContain(shellQuote(BIN));
  return installed;
}

/** A guarded server that has `ONE` and then `TWO` on main, and a clone of it without hooks. */
export function served(): { server: TestRepo; repo: TestRepo } {
  const start = createRepo();
  start.commit('First', { 'BACKLOG.yaml': ONE });
  start.commit('Second', { 'BACKLOG.yaml': TWO });
  const server = start.clone('--bare');
  expect(tidemark('/', ['install', '--bare', server.root])).toMatchObject({ code: 0 });
  return { server, repo: server.clone() };
}

/** The same hooks, which look for Node on the PATH: the one that installed them is gone. */
export function withoutRecordedNode(repo: TestRepo): TestRepo {
  for (const name of CLONE_HOOKS) {
    const path = `.git/hooks/${name}`;
    repo.write({ [path]: { executable: repo.read(path).replace(/^node=.*$/mu, "node='/gone/node'") } });
  }
  return repo;
}

/** Runs git, and expects that nothing is said and that it succeeds. */
export function passes(
  repo: TestRepo,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): void {
  const { status, stderr } = repo.tryGit(args, env);
  expect({ status, said: stderr.split('\n').filter((line) => line.includes('tidemark')) }).toEqual({
    status: 0,
    said: [],
  });
}

/** Runs git, and expects that Tidemark lets it through with something to say. Answers with what was said. */
export function warns(repo: TestRepo, args: readonly string[]): string {
  const { status, stderr } = repo.tryGit(args);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return stderr;
}

/** Runs git, and expects that Tidemark stops it with a finding of this rule. Answers with what was said. */
export function stops(
  repo: TestRepo,
  args: readonly string[],
  rule: string,
  env?: Readonly<Record<string, string>>,
): string {
  const head = repo.tryGit(['rev-parse', 'HEAD']).stdout;
  const { status, stderr } = repo.tryGit(args, env);
  expect(stderr).toMatch(
    /^(?:remote: )?tidemark: The (?:commit|merge|push) was (?:stopped|refused): \d+ errors?\.\s*$/mu,
  );
  expect(stderr).toContain(`[${rule}]`);
  expect(status).not.toBe(0);
  expect(repo.tryGit(['rev-parse', 'HEAD']).stdout).toBe(head);
  return stderr;
}

/** The index and every file with its time stamps: what no hook may touch. */
export function fingerprint(repo: TestRepo, directory = repo.root): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(directory.length);
    if (entry.isDirectory() || (name.startsWith('/.git/') && name !== '/.git/index')) return [];
    const { mtimeMs, ctimeMs, ino } = lstatSync(path);
    return `${name} ${mtimeMs} ${ctimeMs} ${ino}`;
  });
}

/** Runs an installed hook as git does, but at no occasion; git itself can since 2.36. */
export function runHook(
  repo: TestRepo,
  name: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): GitOutcome {
  const { status, stdout, stderr } = spawnSync(repo.path('.git/hooks', name), args, {
    cwd: repo.root,
    encoding: 'utf8',
    input: '',
    env: { ...process.env, ...env },
  });
  return { status: status ?? -1, stdout, stderr };
}

/** The same hooks, calling a bin that is gone. */
export function withoutBin(repo: TestRepo): TestRepo {
  for (const name of ['pre-commit', 'pre-merge-commit', 'post-merge', 'post-rewrite', 'pre-push']) {
    const path = `.git/hooks/${name}`;
    repo.write({ [path]: { executable: repo.read(path).replaceAll(shellQuote(BIN), '/gone/bin.js') } });
  }
  return repo;
}
