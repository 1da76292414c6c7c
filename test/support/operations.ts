import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';

import { runMain } from './cli.ts';
import type { Ended } from './cli.ts';
import { createRepo } from './repo.ts';
import type { Files, TestRepo } from './repo.ts';
import { backlog } from './texts.ts';

export const ITEMS = ['WRK-001 First', 'WRK-002 Second'];

export function repoWith(files: Files): TestRepo {
  const repo = createRepo();
  repo.commit('start', files);
  return repo;
}

/** Two items, and the mark at the second. */
export function usual(): TestRepo {
  return repoWith({ 'BACKLOG.yaml': backlog({ items: ITEMS }) });
}

export async function run(repo: TestRepo, ...argv: string[]): Promise<Ended> {
  return runMain(argv, { cwd: repo.root });
}

export async function json(repo: TestRepo, ...argv: string[]) {
  return JSON.parse((await run(repo, '--format=json', ...argv)).stdout);
}

/** What `check` says of the work tree: nothing, if all is well. */
export async function expectClean(repo: TestRepo): Promise<void> {
  const { stdout, code } = await run(repo, 'check', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ findings: [], unchecked: [] });
  expect(code).toBe(0);
}

/** A command that fails in one sentence and leaves everything as it was. */
export async function expectRefusal(
  repo: TestRepo,
  argv: string[],
  code: number,
  sentence: RegExp | string,
  stdin = '',
) {
  const before = contents(repo);
  const ended = await runMain(argv, { cwd: repo.root, stdin });
  expect(ended).toMatchObject({ code, stdout: '' });
  expect(ended.stderr.split('\n')[0]).toMatch(sentence);
  expect(contents(repo)).toEqual(before);
  expect(existsSync(repo.path('.git/tidemark/lock'))).toBe(false);
}

/** Every file of the work tree, those that git ignores included. */
function contents(repo: TestRepo): readonly string[] {
  const entries = readdirSync(repo.root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('.git'));
  return files.map(
    ({ parentPath, name }) => `${parentPath}/${name}: ${readFileSync(`${parentPath}/${name}`, 'latin1')}`,
  );
}
