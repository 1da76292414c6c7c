import { describe, expect, test } from 'vitest';

import { diverge, idsIn, items, marked, OLD, OURS, repair, THEIRS, troubleIn } from '../support/collision.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { changeFile, createdOf, worklog, type ItemText } from '../support/texts.ts';

const MOVED = 'WRK-004 Theirs thing';

/** Main has renumbered their item; their branch documents it under its old ID, and takes main in. */
async function leftBehind(main: Files = {}, moved?: ItemText): Promise<TestRepo> {
  const repo = diverge(items(...OLD, OURS), items(...OLD, THEIRS));
  repo.tryGit(['merge', '--no-edit', 'side']);
  await repair(repo, { stage: true });
  expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003', 'Theirs thing': 'WRK-004' });
  if (moved !== undefined) repo.write(items(...OLD, OURS, moved));
  repo.git('commit', '-qam', 'Merge');
  repo.commit('Main', { 'main.md': 'Main goes on.\n', ...main });
  repo.checkout('side');
  repo.commit('Document', { [changeFile(THEIRS)]: '# WRK-003: Theirs\n' });
  repo.git('merge', '-q', '--no-edit', 'main');
  expect(await troubleIn(repo)).toMatchObject([expect.stringContaining('change-dir-conflict: ')]);
  return repo;
}

const directories = (repo: TestRepo): readonly string[] => repo.git('ls-files', 'changes').split('\n').sort();

describe('a directory that was left under the old ID of an item', () => {
  test('goes to the ID that the item has by now, and no number is drawn', async () => {
    const repo = await leftBehind();
    const before = repo.read('BACKLOG.yaml');
    const report = await repair(repo, { stage: true });
    expect(report.renumberings[0]?.parts[0]?.to).toEqual({ prefix: 'WRK', number: 4 });
    expect(directories(repo)).toEqual([changeFile(MOVED)]);
    expect(repo.read(changeFile(MOVED))).toBe('# WRK-004: Theirs\n');
    expect(repo.read('BACKLOG.yaml')).toBe(before);
    expect(report.changes.map(({ to }) => to)).toEqual([changeFile(MOVED)]);
    expect(await troubleIn(repo)).toEqual([]);
    expect(repo.git('status', '--porcelain', '--', 'BACKLOG.yaml')).toBe('');
  });

  test('also when the item was archived meanwhile', async () => {
    const repo = await leftBehind(marked(4, ...OLD, OURS));
    await repair(repo, { stage: true });
    expect(directories(repo)).toEqual([changeFile(MOVED)]);
  });

  test('also when both branches archived it, and one of them logged that under the old ID', async () => {
    const repo = await leftBehind(marked(4, ...OLD, OURS));
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    const log = worklog([{ item: THEIRS, outcome: 'done', at: '2026-01-01T00:00:00.5+00:00' }]);
    repo.commit('Archive', { ...marked(3, ...OLD), '_worklog/2026-01.md': log });
    repo.tryGit(['merge', '-q', '--no-edit', 'main']);
    await repair(repo, { stage: true });
    expect(directories(repo)).toEqual([changeFile(MOVED)]);
    expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003' });
    expect(repo.read('_worklog/2026-01.md')).toBe(log.replace('WRK-003', 'WRK-004'));
  });

  test('gets a number of its own where that ID has a directory', async () => {
    const repo = await leftBehind({ [changeFile(MOVED)]: '# WRK-004: Theirs\n' });
    await repair(repo, { stage: true });
    expect(directories(repo)).toEqual([changeFile(MOVED), changeFile('WRK-005 Theirs thing')]);
  });

  test('gets a number of its own where git ignores the directory of that ID', async () => {
    const repo = await leftBehind({ '.gitignore': 'changes/WRK-004*/\n' });
    repo.write({ [changeFile(MOVED)]: 'Mine.\n' });
    await repair(repo, { stage: true });
    expect(directories(repo)).toEqual([changeFile('WRK-005 Theirs thing')]);
    expect(repo.read(changeFile(MOVED))).toBe('Mine.\n');
  });

  test('gets a number of its own where its item lost its title as it moved', async () => {
    const repo = await leftBehind({}, { id: 'WRK-004', title: 'Colours', created: createdOf(THEIRS) });
    await repair(repo, { stage: true });
    expect(directories(repo)).toEqual([changeFile('WRK-005 Theirs thing')]);
    expect(await troubleIn(repo)).toEqual([]);
  });

  test('gets the number that is asked for', async () => {
    const repo = await leftBehind();
    await repair(repo, { to: 9, stage: true });
    expect(directories(repo)).toEqual([changeFile('WRK-009 Theirs thing')]);
  });

  test('before the merge too, and the mark is raised to that ID', async () => {
    const repo = await leftBehind();
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.commit('Archive', marked(3, ...OLD));
    await repair(repo, { against: 'main', stage: true });
    expect(directories(repo)).toEqual([changeFile(MOVED)]);
    expect(repo.read('BACKLOG.yaml')).toContain('next_item_id: 4\n');
  });

  test('before the merge gets a number of its own where this branch drew that one, too', async () => {
    const repo = await leftBehind({ [changeFile(MOVED)]: '# WRK-004: Theirs\n' });
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.commit('Archive, and draw', items(...OLD, 'WRK-004 Mine'));
    await repair(repo, { against: 'main', stage: true });
    const [directory] = directories(repo);
    const taken = ['WRK-003', 'WRK-004', idsIn(repo)['Mine']];
    expect(directory).toMatch(/WRK-00\d_theirs-thing/u);
    expect(taken.filter((id) => id === undefined || directory?.includes(id))).toEqual([]);
    expect(idsIn(repo)['Mine']).not.toBe('WRK-004');
    repo.git('commit', '-qm', 'Renumber');
    expect(await troubleIn(repo)).toEqual([]);
  });
});
