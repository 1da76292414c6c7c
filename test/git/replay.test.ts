import { expect, test } from 'vitest';
import { check } from '../../src/checking/check.ts';
import { replay } from '../../src/checking/replay.ts';
import type { ReplayOptions } from '../../src/checking/replay.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const BROKEN = 'items: {\n';

/** Six commits: one before there was a backlog, one that breaks it, a merge. */
function storied(): TestRepo {
  const repo = createRepo();
  repo.commit('Before', { 'README.md': 'x' });
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 One', 'WRK-002 Two'] }) });
  repo.git('branch', 'side');
  repo.commit('Reuse', { 'BACKLOG.yaml': backlog({ items: ['WRK-001 One', 'WRK-002 Other'] }) });
  repo.commit('Break', { 'BACKLOG.yaml': BROKEN });
  repo.git('checkout', '-q', 'side');
  repo.commit('Aside', { 'notes.txt': 'x' });
  repo.git('checkout', '-q', 'main');
  repo.git('merge', '-q', '--no-edit', 'side');
  return repo;
}

/** A commit, and what was said of it. */
type Line = readonly [commit: string, verdict: unknown];

async function told(options: ReplayOptions): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const { commit, ...verdict } of replay(options)) {
    lines.push([commit, 'report' in verdict ? verdict.report : verdict.error.code]);
  }
  return lines;
}

test('a replay says of every commit what a check of it says', async () => {
  const repo = storied();
  const commits = repo.git('rev-list', '--date-order', '--reverse', 'HEAD').split('\n');
  expect(commits).toHaveLength(6);
  const single = commits.map(async (commit): Promise<Line> => {
    const target = { kind: 'revision', revision: commit, bases: [] } as const;
    const report = await check({ cwd: repo.root, target, strict: false }).catch(() => 'no-backlog');
    return [commit, report];
  });
  const replayed = await told({ cwd: repo.root, to: 'HEAD' });
  expect(new Map(replayed)).toEqual(new Map(await Promise.all(single)));
  const rules = replayed.flatMap((line) => JSON.stringify(line).match(/"rule":"[a-z-]+"/gu) ?? []);
  expect(rules).toContain('"rule":"id-reused"');
  expect(rules).toContain('"rule":"backlog-unreadable"');
});

test('a range leaves out what its start can reach', async () => {
  const repo = storied();
  expect(await told({ cwd: repo.root, to: 'HEAD', from: 'HEAD~1' })).toHaveLength(2);
  await expect(told({ cwd: repo.root, to: 'nowhere' })).rejects.toMatchObject({ code: 'unknown-revision' });
});
