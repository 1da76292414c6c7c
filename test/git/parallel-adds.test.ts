import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';

import { readBacklogFile } from '../../src/formats/backlog/backlog-file.ts';
import { mergeDriverConfig } from '../../src/wiring/merge-driver-config.ts';
import { BIN } from '../support/cli.ts';
import { run } from '../support/operations.ts';
import { PATHS } from '../support/collision.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const LIBRARY = new URL('../../dist/lib/index.js', import.meta.url);

/** Adds items one after the other, and notes each ID as soon as it was handed out. */
const WORKER = `
  import { appendFileSync } from 'node:fs';
  import { add } from ${JSON.stringify(LIBRARY.href)};
  const [cwd, log, name, count] = process.argv.slice(1);
  for (let turn = 1; turn <= Number(count); turn += 1) {
    const { items } = await add(name + ' ' + turn, { cwd });
    appendFileSync(log, items[0].id + ' ' + items[0].title + '\\n');
  }
`;

beforeAll(() => {
  if (!existsSync(LIBRARY)) throw new Error('dist/lib is missing: npm run build');
});

/** A repository with linked worktrees, each on a branch of its own; git merges its backlog by the driver. */
function createTeam(size: number): readonly TestRepo[] {
  const main = createRepo();
  const { settings, attributes } = mergeDriverConfig({ node: process.execPath, bin: [BIN] }, PATHS);
  for (const { key, value } of settings) main.git('config', key, value);
  const files = {
    'BACKLOG.yaml': backlog({ items: ['WRK-001 First'] }),
    '.gitattributes': `${attributes.join('\n')}\n`,
  };
  main.commit('start', files);
  const worktrees = Array.from({ length: size - 1 }, (_, index) => {
    const root = main.path(`../${main.root.split('/').at(-1)}-tree-${index}`);
    main.git('worktree', 'add', '-q', '-b', `branch-${index}`, root);
    return openTestRepo(root);
  });
  return [main, ...worktrees];
}

function startWorker({ root }: TestRepo, log: string, name: string, count: number): ChildProcess {
  const args = ['--input-type=module', '-e', WORKER, root, log, name, String(count)];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

async function ending(worker: ChildProcess): Promise<string> {
  let stderr = '';
  worker.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(worker, 'close');
  return stderr;
}

function itemsOf(repo: TestRepo) {
  const reading = readBacklogFile(repo.bytes('BACKLOG.yaml'));
  if ('problems' in reading) throw new Error(`${repo.root}: ${JSON.stringify(reading.problems)}`);
  return reading.file.items.filter(({ id }) => id !== 'WRK-001').map(({ id, title }) => `${id} ${title}`);
}

function notedIn(log: string): readonly string[] {
  return existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
}

const isTorture = env['TORTURE_ADDS'] !== undefined;
/** How many items each process adds, and how often all of them are killed. */
const ADDS = Number(env['TORTURE_ADDS'] ?? 5);
const ROUNDS = isTorture ? 4 : 1;

/** In milliseconds: a busy machine has all the time it needs. */
const PATIENCE = 300_000;

test(
  `20 processes in 5 worktrees add ${ADDS} items each: ${20 * ADDS} numbers, and nothing is lost`,
  async () => {
    const team = createTeam(5);
    const log = join(freshDirectory(), 'log');
    const workers = startWorkers(team, log, ADDS);
    expect(await Promise.all(workers.map(ending))).toEqual(workers.map(() => ''));
    const items = team.flatMap(itemsOf);
    expect(items.toSorted()).toEqual(notedIn(log).toSorted());
    expect(numbersOf(items).size).toBe(20 * ADDS);
    for (const repo of team) repo.commit('added');
    await expectQuietMerges(team);
  },
  PATIENCE,
);

test(
  'killed at any moment: no number twice, no torn file, nothing that was handed out is lost',
  async () => {
    const team = createTeam(5);
    const log = join(freshDirectory(), 'log');
    for (let round = 0; round < ROUNDS; round += 1) {
      const workers = startWorkers(team, log, 1000);
      const endings = Promise.all(workers.map(ending));
      const living = [...workers];
      while (living.length > 0) {
        await sleep(Math.random() * 400);
        const [worker] = living.splice(Math.floor(Math.random() * living.length), 1);
        // Nobody gets to the end of a thousand items, so each of them is cut off.
        expect(worker?.kill('SIGKILL')).toBe(true);
      }
      await endings;
      for (const repo of team) expect(itemsOf(repo)).toEqual([...new Set(itemsOf(repo))]);
    }
    const items = team.flatMap(itemsOf);
    expect(numbersOf(items).size).toBe(items.length);
    expect(items).toEqual(expect.arrayContaining([...notedIn(log)]));
    for (const repo of team) {
      expect(await run(repo, 'add', 'after all')).toMatchObject({ code: 0 });
      expect(readdirSync(repo.root).filter((name) => name.includes('tidemark'))).toEqual([]);
      repo.commit('added');
    }
    expect(numbersOf(team.flatMap(itemsOf)).size).toBe(items.length + team.length);
    await expectQuietMerges(team);
  },
  PATIENCE,
);

function startWorkers(team: readonly TestRepo[], log: string, count: number): readonly ChildProcess[] {
  return Array.from({ length: 4 }, (_, row) =>
    team.map((repo, column) => startWorker(repo, log, `p${row}-${column}`, count)),
  ).flat();
}

function numbersOf(items: readonly string[]): ReadonlySet<string | undefined> {
  return new Set(items.map((item) => item.split(' ')[0]));
}

/** Brings the branches together, each in another way, and asks of every step what CI and the hooks would ask. */
async function expectQuietMerges([main, ...others]: readonly TestRepo[]): Promise<void> {
  if (!main) throw new Error('no main worktree');
  const inTurn = others.toSorted(() => Math.random() - 0.5);
  for (const [index, other] of inTurn.entries()) {
    const branch = other.git('branch', '--show-current');
    await expectQuiet(main, '--rev', branch, '--base', 'main');
    if (index % 3 === 0) main.merge(branch);
    if (index % 3 === 1) {
      main.git('merge', '-q', '--squash', branch);
      main.commit('Squash');
    }
    if (index % 3 === 2) {
      other.git('rebase', '-q', 'main');
      main.git('merge', '-q', '--ff-only', branch);
    }
    await expectQuiet(main, '--rev', 'HEAD');
  }
  expect(itemsOf(main).length).toBe(numbersOf(itemsOf(main)).size);
}

async function expectQuiet(repo: TestRepo, ...options: string[]): Promise<void> {
  const { code, stdout } = await run(repo, 'check', '--format=json', ...options);
  expect(JSON.parse(stdout)).toMatchObject({ findings: [], unchecked: [] });
  expect(code).toBe(0);
}
