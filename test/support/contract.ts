import { expect } from 'vitest';

import { runMain } from './cli.ts';
import type { Surroundings } from './cli.ts';
import { createRepo } from './repo.ts';
import type { TestRepo } from './repo.ts';
import { backlog, changeFile, worklog } from './texts.ts';

const ONE = 'WRK-001 Retry limits';
const [MINE, YOURS] = ['WRK-002 Search by tag', 'WRK-002 Export'];

/** Two branches that drew one number, merged; and the same number in the index once more. All that history can be asked is asked. */
export function busyProject(): TestRepo {
  const repo = createRepo();
  repo.commit('First', { 'BACKLOG.yaml': backlog({ items: [ONE] }), [changeFile(ONE)]: 'x\n' });
  repo.branch('side');
  repo.commit('Yours', { 'BACKLOG.yaml': backlog({ items: [ONE, YOURS] }) });
  repo.commit('Archive', {
    'BACKLOG.yaml': backlog({ mark: 2, items: [ONE] }),
    '_worklog/2026-01.md': worklog([{ item: YOURS, outcome: 'done' }]),
  });
  repo.checkout('main');
  repo.commit('Mine', { 'BACKLOG.yaml': backlog({ items: [ONE, MINE] }), [changeFile(MINE)]: 'x\n' });
  repo.merge('side', { 'BACKLOG.yaml': backlog({ items: [ONE, MINE] }) });
  repo.stage({ 'BACKLOG.yaml': backlog({ mark: 1, items: [ONE, YOURS] }), [changeFile(YOURS)]: 'x\n' });
  return repo;
}

/** Runs a command, whose exit code has to be one of the contract; a stack is what an exception leaves that nobody foresaw. */
export async function expectContract(
  repo: TestRepo,
  argv: readonly string[],
  around: Surroundings = {},
): Promise<void> {
  const { code, stderr } = await runMain(argv, { cwd: repo.root, ...around });
  expect([0, 1, 2, 3]).toContain(code);
  expect(stderr).not.toMatch(/^ {4}at /mu);
}
