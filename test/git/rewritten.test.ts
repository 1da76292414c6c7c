import { describe, expect, test } from 'vitest';

import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { run } from '../support/operations.ts';

/** Thirty items but two, a directory for one of them. */
const HOLES: readonly number[] = [7, 19];
const KEPT = Array.from({ length: 30 }, (_none, index) => index + 1).filter(
  (number) => !HOLES.includes(number),
);
const createdOf = (number: number): string =>
  `2026-01-01T00:00:${String(number).padStart(2, '0')}.123456789+00:00`;
const titled = (id: number, number: number) => ({
  id: `WRK-${String(id).padStart(3, '0')}`,
  title: `Task number ${number}`,
  created: createdOf(number),
});
const backlogOf = (items: readonly ReturnType<typeof titled>[], mark: number): string =>
  [
    'items:\n',
    ...items.map(({ id, title, created }) => `- id: ${id}\n  title: ${title}\n  created: ${created}\n`),
    `next_item_id: ${mark}\n`,
  ].join('');
const FULL = backlogOf(
  KEPT.map((number) => titled(number, number)),
  30,
);
const COMPACTED = backlogOf(
  KEPT.map((number, index) => titled(index + 1, number)),
  28,
);
const DIRECTORY = 'changes/WRK-012_task-number-12/WRK-012_task-number-12_PRD.md';

function started(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': FULL, [DIRECTORY]: '# WRK-012: Task number 12\n' });
  return repo;
}

describe('a backlog whose holes were closed', () => {
  test('one finding names the cause, and the way back', async () => {
    const repo = started();
    repo.stage({ 'BACKLOG.yaml': COMPACTED });
    const { stdout } = await run(repo, 'check', '--staged');
    expect(stdout).toContain(
      'BACKLOG.yaml seems to have been rewritten: of 28 items in HEAD 22 have other numbers [backlog-rewritten] (warning)',
    );
    const [, restore = ''] = /`(git restore .*)`/u.exec(stdout) ?? [];
    repo.git(...restore.split(' ').slice(1));
    expect(repo.git('status', '--porcelain')).toBe('');
    expect((await run(repo, 'check')).stdout).toMatch(/^clean: /u);
  });

  test('renumber gives every item the number back that it had', async () => {
    const repo = started();
    repo.stage({ 'BACKLOG.yaml': COMPACTED });
    const { code, stdout, stderr } = await run(repo, 'renumber', '--stage');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(repo.read('BACKLOG.yaml')).toBe(FULL);
    expect(repo.git('status', '--porcelain')).toBe('');
    expect(stdout).not.toMatch(/WRK-03[1-9]/u);
    expect(stderr).toContain('“Task number 9” becomes WRK-009');
    expect(stderr).toContain('because it has that number in main');
    expect(stderr).not.toContain('left the backlog');
  });

  test('directories that went along come back, too', async () => {
    const repo = started();
    repo.git('mv', 'changes/WRK-012_task-number-12', 'changes/WRK-011_task-number-12');
    repo.git(
      'mv',
      'changes/WRK-011_task-number-12/WRK-012_task-number-12_PRD.md',
      'changes/WRK-011_task-number-12/WRK-011_task-number-12_PRD.md',
    );
    repo.stage({
      'BACKLOG.yaml': COMPACTED,
      'changes/WRK-011_task-number-12/WRK-011_task-number-12_PRD.md': '# WRK-011: Task number 12\n',
    });
    expect(await run(repo, 'renumber', '--stage')).toMatchObject({ code: 0 });
    expect(repo.git('status', '--porcelain')).toBe('');
  });

  test('what is really new beside them gets a new number', async () => {
    const repo = started();
    const added = COMPACTED.replace('next_item_id: 28', 'next_item_id: 29').replace(
      /(?=next_item_id)/u,
      `- id: WRK-029\n  title: Brand new\n  created: ${createdOf(45)}\n`,
    );
    repo.stage({ 'BACKLOG.yaml': added });
    expect(await run(repo, 'renumber', '--stage')).toMatchObject({ code: 0 });
    expect(repo.read('BACKLOG.yaml')).toContain('- id: WRK-031\n  title: Brand new');
    expect(repo.read('BACKLOG.yaml')).toContain('- id: WRK-029\n  title: Task number 29');
    expect((await run(repo, 'check')).stdout).toMatch(/^clean: /u);
  });
});

test('two items that swapped their numbers get them back', async () => {
  const repo = started();
  const swapped = KEPT.map((number) => titled({ 3: 4, 4: 3 }[number] ?? number, number));
  repo.stage({ 'BACKLOG.yaml': backlogOf(swapped, 30) });
  expect(await run(repo, 'renumber', '--stage')).toMatchObject({ code: 0 });
  expect(repo.read('BACKLOG.yaml')).toBe(FULL);
});
