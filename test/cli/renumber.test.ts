import { expect, test } from 'vitest';

import { diverge, idsIn, items, marked, OLD, OURS, THEIRS } from '../support/collision.ts';
import { runMain } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { changeFile, worklog } from '../support/texts.ts';

function merged(): TestRepo {
  const repo = diverge(items(OURS, ...OLD), {
    ...items(...OLD, THEIRS),
    [changeFile(THEIRS)]: '# WRK-003\n\nWRK-003\n',
  });
  repo.tryGit(['merge', '-q', '--no-commit', 'side']);
  repo.stage(items(OURS, ...OLD, THEIRS));
  return repo;
}

async function run(repo: TestRepo, ...argv: readonly string[]) {
  return runMain(['renumber', ...argv], { cwd: repo.root });
}

test('the new ID is alone on standard output, the plan on the other', async () => {
  const repo = merged();
  const { code, stdout, stderr } = await run(repo);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'WRK-004\n' });
  expect(stderr).toContain(
    '“Ours thing” keeps it.\n  “Theirs thing” becomes WRK-004\n    because “Ours thing” is in main already',
  );
  expect(stderr).toContain('_PRD.md:3: WRK-003 (it stands in the directory of “Theirs thing”)');
  const stage = /Stage it: (.*)\n/u.exec(stderr)?.[1] ?? '';
  repo.git(...stage.split(' ').slice(1));
  expect(repo.git('diff', '--stat')).toBe('');
});

test('from a directory below, what is told to stage counts from the root', async () => {
  const repo = merged();
  repo.write({ 'deep/x': '' });
  const { stderr } = await runMain(['renumber'], { cwd: repo.path('deep') });
  const stage = /Stage it: (.*)\n/u.exec(stderr)?.[1] ?? '';
  repo.git('-C', 'deep', ...stage.split(' ').slice(1));
  expect(repo.git('diff', '--stat')).toBe('');
});

test('--dry-run prints a diff', async () => {
  const { stdout } = await run(merged(), '--dry-run');
  expect(stdout).toContain('--- a/BACKLOG.yaml\n+++ b/BACKLOG.yaml\n');
  expect(stdout).toContain('-next_item_id: 3\n+next_item_id: 4\n');
  expect(stdout).toContain('rename to changes/WRK-004_theirs-thing/WRK-004_theirs-thing_PRD.md\n');
});

test('--format json tells all of it', async () => {
  const repo = merged();
  const { stdout } = await run(repo, 'wrk-3', '--format', 'json', '--stage', '--to', '7');
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    applied: true,
    renumbered: [
      {
        id: 'WRK-003',
        keeps: { title: 'Ours thing' },
        yields: [
          {
            title: 'Theirs thing',
            to: 'WRK-007',
            edits: [{ what: 'item', path: 'BACKLOG.yaml', line: 21 }, { what: 'document' }],
            moves: [{ to: 'changes/WRK-007_theirs-thing/WRK-007_theirs-thing_PRD.md' }],
          },
        ],
      },
    ],
    stuck: [],
    stage: [],
  });
  expect(idsIn(repo)).toMatchObject({ 'Theirs thing': 'WRK-007' });
});

test('what nothing is left of is told with the entry that accepts it, and counts as a finding', async () => {
  const done = (item: string) => worklog([{ item, outcome: 'done' }]);
  const repo = diverge(
    { ...marked(3, ...OLD), '_worklog/2026-01.md': done(OURS) },
    { ...marked(3, ...OLD), '_worklog/2026-02.md': done(THEIRS) },
  );
  repo.merge('side');
  const { code, stdout, stderr } = await run(repo);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('has neither an item nor a directory');
  expect(stderr).toContain('accept:\n  - rule: id-reused\n    id: "WRK-003"');
});

test.each([
  [['--to', 'x'], 2, '--to x is no item number'],
  [['--to', '0'], 2, '--to 0 is no item number'],
  [['nonsense'], 2, 'nonsense is no ID'],
  [['--against', 'nowhere'], 3, 'names no commit'],
  [['WRK-001'], 0, 'WRK-001 stands for one thing only'],
])('%j ends with %d', async (argv, code, said) => {
  const outcome = await run(merged(), ...argv);
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toContain(said);
});

test('nothing to do is no finding; no backlog at all is no answer', async () => {
  const repo = createRepo();
  repo.commit('Readme', { 'README.md': 'x\n' });
  expect(await run(repo)).toMatchObject({ code: 3, stdout: '' });
  repo.commit('Backlog', items(...OLD));
  expect(await run(repo)).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'tidemark: no ID stands for two things\n',
  });
});
