import { expect, test } from 'vitest';

import { diverge, idsIn, items, marked, OLD, OURS, THEIRS } from '../support/collision.ts';
import { runMain } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { changeFile } from '../support/texts.ts';

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
  expect(stderr).toContain('_PRD.md:3: WRK-003 (it is in the directory of “Theirs thing”)');
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

test.each(['--dry-run', '-n'])('git applies what %s prints', async (option) => {
  const repo = merged();
  const { stdout } = await run(repo, option);
  repo.write({ '../patch': stdout });
  repo.git('apply', '--index', '../patch');
  const applied = repo.git('write-tree');
  repo.git('reset', '-q', '--hard', 'HEAD');
  const other = merged();
  await run(other, '--stage');
  expect(applied).toBe(other.git('write-tree'));
});

test('--dry-run shows what would become of work that is not staged', async () => {
  const repo = merged();
  repo.git('reset', '-q', 'BACKLOG.yaml');
  expect(await run(repo, '-n')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('+next_item_id: 4'),
  });
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
  const repo = diverge({ ...marked(3, ...OLD), a: '' }, { ...marked(3, ...OLD), b: '' });
  repo.merge('side');
  const { code, stdout, stderr } = await run(repo);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('has neither an item nor a directory');
  expect(stderr).toContain('accept:\n  - rule: id-reused\n    id: "WRK-003"');
});

test('a second run says that it is settled, staged or not', async () => {
  for (const option of ['--force', '--stage']) {
    const repo = merged();
    repo.git('commit', '-qm', 'Merge');
    await run(repo, option);
    const stderr = 'tidemark: WRK-003 was renumbered already: “Theirs thing” is WRK-004 now.\n';
    expect(await run(repo, 'WRK-003')).toEqual({ code: 0, stdout: '', stderr });
    expect(await run(repo)).toEqual({ code: 0, stdout: '', stderr: 'tidemark: No ID is used twice.\n' });
  }
});

test('inherited collisions are told, and taken when they are named', async () => {
  const repo = createRepo();
  repo.commit('Long ago', items(...OLD, OURS, THEIRS, 'WRK-001 Another', 'WRK-004 Fine'));
  repo.commit('Since', { x: '' });
  const { code, stdout, stderr } = await run(repo);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toBe(
    'tidemark: WRK-001 and WRK-003 were used twice before. To renumber what is inherited, name it: `tidemark renumber WRK-001 WRK-003`\n',
  );
  const [, command = ''] = /`tidemark (.*)`/u.exec(stderr) ?? [];
  expect(await runMain(command.split(' '), { cwd: repo.root })).toMatchObject({ code: 0 });
  repo.commit('Repair');
  expect((await runMain(['check', '--strict'], { cwd: repo.root })).stdout).toMatch(/^clean/u);
});

test('what is new is renumbered, what is inherited beside it is told', async () => {
  const repo = createRepo();
  repo.commit('Long ago', items(...OLD, 'WRK-001 Another'));
  repo.stage(items(...OLD, 'WRK-001 Another', OURS, THEIRS));
  const { stdout, stderr } = await run(repo);
  expect(stdout).toBe('WRK-004\n');
  expect(stderr).toContain('WRK-001 was used twice before.');
});

test('a line that names an ID twice is listed once', async () => {
  const repo = merged();
  repo.commit('Merge', { 'notes.md': 'See [WRK-003](changes/WRK-003_theirs-thing) and WRK-003.\n' });
  const { stderr } = await run(repo, 'WRK-003');
  expect(stderr.match(/notes\.md:1/gu)).toHaveLength(2);
  expect(stderr).toContain('could mean either\n    notes.md:1: ');
});

test('what is not staged is refused with the command that goes on', async () => {
  const repo = merged();
  repo.write({ 'BACKLOG.yaml': `${repo.read('BACKLOG.yaml')}# mine\n` });
  const { code, stderr } = await run(repo, 'WRK-3', '--to', '9');
  expect(code).toBe(3);
  expect(stderr).toBe(
    'tidemark: BACKLOG.yaml has unstaged changes, and this command would modify it.\n' +
      '  Run `git add BACKLOG.yaml && tidemark renumber WRK-3 --to 9 --stage`, or use --force.\n',
  );
});

test.each([
  [['--to', 'x'], 2, '--to x is not an item number'],
  [['--to', '0'], 2, '--to 0 is not an item number'],
  [['nonsense'], 2, '“nonsense” is not an ID'],
  [['--against', 'nowhere'], 3, 'names no commit'],
  [['WRK-001'], 0, 'WRK-001 is not used twice here; nothing to renumber.'],
  [['WRK-001', '--against', 'main'], 0, 'WRK-001 is not used twice in main and here'],
  [['WRK-77'], 2, 'There is no WRK-077.'],
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
    stderr: 'tidemark: No ID is used twice.\n',
  });
});
