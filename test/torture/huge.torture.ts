import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { replay } from '../../src/checking/replay.ts';
import { BIN } from '../support/cli.ts';
import { createImportStream } from '../support/import-stream.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const GOOD = backlog({ items: ['WRK-001 One'] });
const MB = 1_000_000;

/** Seconds, and megabytes of memory at the most: a hundred megabytes of anything end well below what a runner of CI has. */
const BUDGET = { seconds: 120, megabytes: 3_000 };

test.each<[string, string, () => Buffer]>([
  ['one line of 100 MB', 'BACKLOG.yaml', () => Buffer.alloc(100 * MB, 'a')],
  ['a title of 100 MB', 'BACKLOG.yaml', () => Buffer.from(GOOD.replace('One', 'a'.repeat(100 * MB)))],
  ['10 million short lines', 'BACKLOG.yaml', () => Buffer.alloc(20 * MB, 'a\n')],
  ['10 million empty lines', 'BACKLOG.yaml', () => Buffer.from(GOOD + '\n'.repeat(10 * MB))],
  ['100 MB of open brackets', 'BACKLOG.yaml', () => Buffer.alloc(100 * MB, '[')],
  ['100 MB of NUL', 'BACKLOG.yaml', () => Buffer.alloc(100 * MB)],
  [
    'a worklog of one line of 100 MB',
    '_worklog/2026-01.md',
    () => Buffer.alloc(100 * MB, '## 2026-01-01T00:00:00Z '),
  ],
  ['a worklog of 10 million lines', '_worklog/2026-01.md', () => Buffer.alloc(30 * MB, '##\n')],
  ['a configuration of 20 MB', '.tidemark.yaml', () => Buffer.alloc(20 * MB, '- a\n')],
])('%s ends in time, in bounds, and with an exit code of the contract', (name, path, content) => {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': GOOD });
  repo.stage({ [path]: content() });
  expectBounds(name, measured(repo.root, ['check', '--staged']));
});

test('a history whose versions are two gigabytes together', () => {
  const repo = createRepo();
  const more = 'and so on '.repeat(80).trim();
  const items = Array.from({ length: 4000 }, (_, at) => {
    return {
      id: `WRK-${at + 1}`,
      title: `Number ${at + 1} ${more}`,
      created: `2026-01-01T00:00:00.${at + 1000}+00:00`,
    };
  });
  const textOf = (at: number) => backlog({ mark: at + 2000, items: items.slice(at, at + 2000) });
  let tip: string | undefined;
  for (let start = 0; start < 2000; start += 100) {
    // In parts: no text can be that long.
    const stream = createImportStream();
    let parents = tip === undefined ? [] : [tip];
    for (let at = start; at < start + 100; at += 1)
      parents = [stream.commit('main', `Step ${at}`, new Map([['BACKLOG.yaml', textOf(at)]]), parents)];
    tip = [...stream.importInto(repo).values()].at(-1);
  }
  repo.git('reset', '--hard', '--quiet');
  repo.commit('Reuse', { 'BACKLOG.yaml': textOf(1999).replace('id: WRK-2000\n', 'id: WRK-5\n') });
  const ended = measured(repo.root, ['check', '--rev', 'HEAD']);
  expectBounds('2 GB of versions', ended);
  expect(ended.code).toBe(1);
});

test('a dozen versions of 50 MB, one after the other and all at once', async () => {
  const repo = createRepo();
  const filler = 'a'.repeat(50 * MB);
  const titles = Array.from({ length: 12 }, (_, at) => `Number ${at + 1}`);
  for (const [at, title] of titles.entries()) {
    const items = [`WRK-${at + 1} ${title}`];
    repo.commit(title, { 'BACKLOG.yaml': `${backlog({ mark: at + 1, items })}# ${filler}\n` });
  }
  repo.commit('Reuse', { 'BACKLOG.yaml': backlog({ mark: 12, items: ['WRK-5 Quite another thing'] }) });
  const ended = measured(repo.root, ['check', '--rev', 'HEAD']);
  expectBounds('600 MB of versions', ended);
  expect(ended).toMatchObject({ code: 1 });
  const verdicts: string[] = [];
  for await (const each of replay({ cwd: repo.root, to: 'HEAD' }))
    verdicts.push('error' in each ? each.error.message : 'judged');
  expect(verdicts).toEqual(Array(13).fill('judged'));
});

test('some megabytes that stand for gigabytes', () => {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': GOOD });
  repo.stage({ 'BACKLOG.yaml': Buffer.alloc(1_500 * MB) });
  expectBounds('1.5 GB of NUL', measured(repo.root, ['check', '--staged']));
});

interface Measured {
  readonly code: number | null;
  readonly stderr: string;
  readonly seconds: number;
  readonly megabytes: number;
}

function expectBounds(name: string, { code, stderr, seconds, megabytes }: Measured): void {
  process.stdout.write(`${name}: ${seconds.toFixed(1)} s, ${megabytes} MB, exit code ${code}\n`);
  expect([0, 1, 2, 3]).toContain(code);
  expect(stderr).not.toMatch(/^ {4}at /mu);
  expect(seconds).toBeLessThan(BUDGET.seconds);
  expect(megabytes).toBeLessThan(BUDGET.megabytes);
}

function measured(cwd: string, argv: readonly string[]): Measured {
  const spy = openTestRepo(freshDirectory('spy'));
  spy.write({
    'spy.cjs': `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(join(spy.root, 'rss'))}, String(process.resourceUsage().maxRSS)))`,
  });
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--require', spy.path('spy.cjs'), BIN, ...argv], {
    cwd,
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  });
  const seconds = (performance.now() - started) / 1000;
  return {
    code: status,
    stderr,
    seconds,
    megabytes: Math.round(Number(readFileSync(spy.path('rss'), 'utf8')) / 1024),
  };
}
