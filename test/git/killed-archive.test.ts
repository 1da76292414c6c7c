import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

import { readBacklogFile } from '../../src/formats/backlog/backlog-file.ts';
import { BIN, inProcess, tidemark } from '../support/cli.ts';
import { repoWith } from '../support/operations.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const COUNT = 12;
const IDS = Array.from({ length: COUNT }, (_, index) => `WRK-0${String(index + 10)}`);

function hasItem(repo: TestRepo, id: string): boolean {
  const reading = readBacklogFile(repo.bytes('BACKLOG.yaml'));
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.file.items.some((item) => item.id === id);
}

function entriesOf(repo: TestRepo, id: string): number {
  const files = existsSync(repo.path('_worklog')) ? readdirSync(repo.path('_worklog')) : [];
  const texts = files.filter((name) => name.endsWith('.md')).map((name) => repo.read(`_worklog/${name}`));
  return texts.join('').split(` — ${id} (`).length - 1;
}

test('an archive that is killed loses nothing, and the second run completes it', async () => {
  const repo = repoWith({ 'BACKLOG.yaml': backlog({ items: IDS.map((id) => `${id} Title of ${id}`) }) });
  const started = performance.now();
  expect(tidemark(repo.root, ['archive', 'WRK-010', '--force']).code).toBe(0);
  const usual = performance.now() - started;
  for (const id of IDS.slice(1)) {
    const child = spawn(process.execPath, [BIN, 'archive', id, '--force'], {
      cwd: repo.root,
      stdio: 'ignore',
    });
    const ended = once(child, 'close');
    // Most of a run is reading; what writes comes at its end.
    await sleep(usual * (0.6 + Math.random() * 0.5));
    child.kill('SIGKILL');
    await ended;
    expect(hasItem(repo, id) || entriesOf(repo, id) === 1).toBe(true);
    expect(await inProcess(repo.root, ['archive', id, '--force'])).toMatchObject({ code: 0 });
    expect({ item: hasItem(repo, id), entries: entriesOf(repo, id) }).toEqual({ item: false, entries: 1 });
  }
  expect(repo.git('status', '--porcelain', '-uall').split('\n')).toHaveLength(2);
}, 120_000);
