import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import {
  diverge,
  idsIn,
  items,
  marked,
  OLD,
  OURS,
  stateOf,
  THEIRS,
  troubleIn,
  useDriver,
} from '../support/collision.ts';
import { unmerged } from '../support/conflicts.ts';
import { hook, stops } from '../support/hooked.ts';
import { json, run } from '../support/operations.ts';
import { createRepo, openTestRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { changeFile, createdOf, worklog } from '../support/texts.ts';

const BACKLOG = 'BACKLOG.yaml';
const LOG = '_worklog/2026-01.md';

/** `ours` on main and `theirs` on side, each one commit off `base`; main is checked out and merges side. */
function merging(base: Files, ours: Files, theirs: Files): TestRepo {
  const repo = createRepo();
  repo.commit('Base', base);
  repo.branch('side');
  repo.commit('Theirs', theirs);
  repo.checkout('main');
  repo.commit('Ours', ours);
  expect(repo.tryGit(['merge', '--no-edit', 'side']).status).toBe(1);
  return repo;
}

async function resolved(repo: TestRepo): Promise<string> {
  const { code, stdout, stderr } = await run(repo, 'resolve');
  expect(code, stdout + stderr).toBe(0);
  return stdout;
}

describe('an item that both sides edited', () => {
  const one = (title: string) => ({
    id: 'WRK-001',
    title,
    created: createdOf(OLD[0]),
    updated: 'x',
  });
  const conflict = (): TestRepo =>
    merging(items(one('One'), OLD[1]), items(one('Mine'), OLD[1], OURS), items(one('Yours'), OLD[1], THEIRS));
  const LEFT = `Both sides changed WRK-001: edit lines 4 to 8 of BACKLOG.yaml.\nThen run \`git add BACKLOG.yaml && tidemark resolve\`.\n`;

  test('keeps its markers, is named with its lines, and all else is merged', async () => {
    const repo = conflict();
    const first = await run(repo, 'resolve');
    expect(first).toMatchObject({ code: 1, stderr: '' });
    expect(first.stdout.endsWith(LEFT)).toBe(true);
    const text = repo.read(BACKLOG);
    expect(text.split('\n').slice(2, 9)).toEqual([
      '- id: WRK-001',
      '<<<<<<< ours',
      '  title: Mine',
      '=======',
      '  title: Yours',
      '>>>>>>> theirs',
      '  status: new',
    ]);
    expect(text.match(/<<<<<<</gu)).toHaveLength(1);
    expect(text).toContain('Ours thing');
    expect(text).toContain('Theirs thing');
    expect(unmerged(repo)).toEqual([BACKLOG]);
    const again = await run(repo, 'resolve');
    expect(again).toMatchObject({ code: 1, stdout: first.stdout.slice(-LEFT.length) });
    expect(repo.read(BACKLOG)).toBe(text);
    repo.write({ [BACKLOG]: text.replace(/<{7}.*\n(.*\n)={7}\n.*\n>{7}.*\n/u, '$1') });
    expect(await resolved(repo)).toContain('Next: git commit\n');
    expect(new Set(Object.values(idsIn(repo))).size).toBe(4);
    repo.git('commit', '-qm', 'Merge');
    expect(await troubleIn(repo)).toEqual([]);
  });

  test('is in conflict again where it was staged with its markers', async () => {
    const repo = conflict();
    repo.git('add', '-A');
    expect((await run(repo, 'resolve')).code).toBe(1);
    expect(unmerged(repo)).toEqual([BACKLOG]);
    expect(repo.tryGit(['commit', '-m', 'x']).status).not.toBe(0);
  });

  test('is left to people by the driver, too, which names the lines', async () => {
    const repo = conflict();
    repo.git('merge', '--abort');
    useDriver(repo);
    const { stdout, stderr } = repo.tryGit(['merge', 'side']);
    expect(stdout + stderr).toContain(
      'Both sides changed WRK-001: edit lines 4 to 8 of BACKLOG.yaml. Run: tidemark resolve',
    );
    expect((await run(repo, 'resolve')).stdout).toBe(LEFT);
  });
});

describe.each(['changed by both sides', 'removed by one side'])(
  'an item %s, decided as one side has it',
  (how) => {
    const one = (title: string) => ({ id: 'WRK-001', title, created: createdOf(OLD[0]), status: 'done' });
    const [mine, yours] = [items(one('Mine'), OLD[1]), items(one('Yours'), OLD[1], 'WRK-003 More')];
    const gone = items(OLD[1], 'WRK-003 More');

    test.each(['--ours', '--theirs'])('with git checkout %s, and git add as it is printed', async (side) => {
      const repo = merging(items(...OLD), mine, how === 'removed by one side' ? gone : yours);
      expect((await run(repo, 'resolve')).code).toBe(1);
      repo.git('checkout', side, BACKLOG);
      // Without git add nobody can tell that this is not what git has left.
      const again = await run(repo, 'resolve');
      expect(again).toMatchObject({ code: 1, stdout: expect.stringMatching(/WRK-001.*: edit lines/u) });
      const printed = /^Then run `git add BACKLOG\.yaml && tidemark (resolve)`\.$/mu.exec(again.stdout)?.[1];
      repo.git('checkout', side, BACKLOG);
      repo.git('add', BACKLOG);
      const { code, stdout } = await run(repo, printed ?? 'nothing');
      expect(code, stdout).toBe(0);
      expect(stdout).toMatch(
        /^note: WRK-001 is as it was staged, without what the other side did with it\.$/mu,
      );
      expect(stdout).toMatch(/^Next: git commit$/mu);
      const decided = { '--ours': 'Mine', '--theirs': how === 'removed by one side' ? undefined : 'Yours' }[
        side
      ];
      expect(Object.keys(idsIn(repo))).toEqual(
        [decided, 'Two', 'More'].filter((title) => title !== undefined),
      );
      repo.git('commit', '-q', '--no-edit');
      expect(await run(repo, 'resolve')).toMatchObject({ code: 0, stdout: 'There is nothing to resolve.\n' });
    });
  },
);

test('an item that one side removed and the other changed is for people to decide', async () => {
  const repo = merging(
    items(...OLD),
    marked(2, OLD[1]),
    items({ id: 'WRK-001', title: 'One', created: createdOf(OLD[0]), status: 'done' }, OLD[1]),
  );
  const { code, stdout } = await run(repo, 'resolve');
  expect(code).toBe(1);
  expect(stdout).toContain(
    'One side removed WRK-001, the other changed it: edit lines 3 to 11 of BACKLOG.yaml.',
  );
});

test('a renumber that has nothing to go on names the command that has', async () => {
  const repo = merging(
    items(...OLD),
    items({ id: 'WRK-001', title: 'Mine', created: createdOf(OLD[0]) }, OLD[1]),
    items({ id: 'WRK-001', title: 'Yours', created: createdOf(OLD[0]) }, OLD[1]),
  );
  const { code, stderr } = await run(repo, 'renumber', '--stage');
  expect(code).toBe(3);
  expect(stderr).toBe(
    'tidemark: BACKLOG.yaml:4:1: a conflict marker was left here; the merge is not finished\n  Run `tidemark resolve`.\n',
  );
});

test('a text that nobody can read is merged again, and what it held is kept', async () => {
  const repo = merging(items(...OLD), items(...OLD, OURS), items(...OLD, THEIRS, 'WRK-004 Fourth'));
  const broken = repo
    .read(BACKLOG)
    .replaceAll(/^(?:<{7}|={7}|>{7}).*\n/gmu, '')
    .replace('items:', 'items: [');
  repo.stage({ [BACKLOG]: broken });
  const said = await resolved(repo);
  const [, command = ''] = /What it held: git (.*)/u.exec(said) ?? [];
  expect(`${repo.git(...command.split(' '))}\n`).toBe(broken);
  expect(Object.keys(idsIn(repo))).toHaveLength(5);
});

test('--dry-run prints the change and makes none', async () => {
  const repo = merging(items(...OLD), items(...OLD, OURS), items(...OLD, THEIRS));
  const before = stateOf(repo);
  const { code, stdout } = await run(repo, 'resolve', '--dry-run');
  expect(code).toBe(0);
  expect(stateOf(repo)).toBe(before);
  const patched = spawnSync('git', ['apply', '-'], { cwd: repo.root, input: stdout, encoding: 'utf8' });
  expect(patched.stderr).toBe('');
  const text = repo.read(BACKLOG);
  repo.git('checkout', '-m', BACKLOG);
  await resolved(repo);
  expect(repo.read(BACKLOG)).toBe(text);
});

describe('files of changes', () => {
  const PRD = changeFile('WRK-001 One');

  test('that both sides wrote are left to people, with their lines, and staged afterwards', async () => {
    const repo = merging(
      items(...OLD),
      { ...items(...OLD, OURS), [PRD]: '# One\n\nMine\n' },
      { ...items(...OLD, THEIRS), [PRD]: '# One\n\nYours\n' },
    );
    const { code, stdout } = await run(repo, 'resolve');
    expect(code).toBe(1);
    expect(stdout).toContain(`Both sides changed ${PRD}: edit lines 3 to 7 of ${PRD}.\n`);
    expect(unmerged(repo)).toEqual([PRD]);
    repo.write({ [PRD]: '# One\n\nMine and yours\n' });
    expect(await resolved(repo)).toContain('WRK-003 means 2 things.');
    repo.git('commit', '-qm', 'Merge');
    expect(await troubleIn(repo)).toEqual([]);
  });

  test('that one side deleted stay where the other changed them', async () => {
    const repo = merging(
      { ...items(...OLD), [PRD]: '# One\n' },
      { [PRD]: null },
      { [PRD]: '# One, again\n' },
    );
    expect(await resolved(repo)).toContain(
      `note: One side deleted ${PRD}, and the other changed it: it stays.\n`,
    );
    expect(unmerged(repo)).toEqual([]);
    expect(repo.read(PRD)).toBe('# One, again\n');
  });
});

test('what is not Tidemark’s is named and left alone', async () => {
  const repo = merging(
    { ...items(...OLD), 'a.txt': 'a\n' },
    { ...items(...OLD, OURS), 'a.txt': 'b\n' },
    { ...items(...OLD, THEIRS), 'a.txt': 'c\n' },
  );
  const said = await resolved(repo);
  expect(said).toContain('Still in conflict, and not Tidemark’s to resolve: a.txt\nNext: git commit\n');
  expect(unmerged(repo)).toEqual(['a.txt']);
});

test('it works from a directory below, and tells programs the same', async () => {
  const repo = merging(items(...OLD), { ...items(...OLD, OURS), 'src/a.ts': '\n' }, items(...OLD, THEIRS));
  const below = openTestRepo(repo.path('src'));
  expect(await json(below, 'resolve', '--dry-run')).toMatchObject({
    version: 1,
    operation: 'merge',
    applied: false,
    files: [{ path: BACKLOG, how: 'merged', restored: [] }],
    renumbered: [{ id: 'WRK-003', yields: [{ to: 'WRK-004' }] }],
    staged: [BACKLOG],
    open: [],
    others: [],
    next: 'git commit',
  });
  await resolved(below);
  expect(repo.git('status', '--porcelain')).toBe('M  BACKLOG.yaml');
});

describe('what git does not tell any more', () => {
  test('the index has forgotten the conflict: the commits of the merge tell', async () => {
    const repo = merging(items(...OLD), items(...OLD, OURS), items(...OLD, THEIRS));
    repo.git('checkout', '--theirs', BACKLOG);
    repo.git('add', '-A');
    repo.git('update-index', '--clear-resolve-undo');
    await resolved(repo);
    expect(Object.keys(idsIn(repo))).toEqual(['One', 'Two', 'Ours thing', 'Theirs thing']);
  });

  test('a rebase has committed the markers', async () => {
    const repo = merging(items(...OLD), items(...OLD, OURS), items(...OLD, THEIRS));
    const text = repo.read(BACKLOG);
    repo.git('merge', '--abort');
    repo.commit('Markers', { [BACKLOG]: text });
    repo.git('update-index', '--clear-resolve-undo');
    const { stdout } = await run(repo, 'check');
    expect(stdout).toContain('fix: tidemark resolve\n');
    const said = await resolved(repo);
    expect(said).toContain('note: Git does not know any more what both sides of BACKLOG.yaml started from');
    expect(said).toContain('Next: git commit\n');
    expect(Object.keys(idsIn(repo))).toEqual(['One', 'Two', 'Ours thing', 'Theirs thing']);
  });

  test('a patch that was not applied at all', async () => {
    const repo = diverge(items(...OLD, OURS), items(...OLD, THEIRS));
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    const patch = repo.git('format-patch', '-1', 'side~1', '-o', repo.path('.git/patches'));
    expect(repo.tryGit(['am', '-q', patch]).status).not.toBe(0);
    const { code, stdout } = await run(repo, 'resolve');
    expect(code, stdout).toBe(1);
    expect(stdout).toContain(
      'there is no conflict to resolve yet.\nNext: git apply -3 .git/rebase-apply/patch\n',
    );
    expect(repo.tryGit(['apply', '-3', '.git/rebase-apply/patch']).status).not.toBe(0);
    expect(await resolved(repo)).toContain('Next: git am --continue\n');
    repo.git('am', '-q', '--continue');
    expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003', 'Theirs thing': 'WRK-004' });
    expect(await troubleIn(repo)).toEqual([]);
  });
});

test('branches that merged each other before have a base with markers of its own', async () => {
  const repo = createRepo();
  repo.commit('Base', items(...OLD));
  repo.branch('side');
  repo.commit('S', items(...OLD, 'WRK-004 S'));
  repo.branch('side-old');
  repo.checkout('main');
  repo.commit('M', items(...OLD, 'WRK-003 M'));
  repo.branch('main-old');
  const both = [...OLD, 'WRK-003 M', 'WRK-004 S'];
  repo.checkout('main');
  repo.merge('side-old', items(...both));
  repo.checkout('side');
  repo.merge('main-old', items(...both));
  repo.commit('S again', items(...both, 'WRK-005 S again'));
  repo.checkout('main');
  repo.commit('M again', items(...both, 'WRK-005 M again'));
  expect(repo.tryGit(['merge', 'side']).status).toBe(1);
  expect(repo.git('show', ':1:BACKLOG.yaml')).toContain('<<<<<<<<<');
  await resolved(repo);
  expect(new Set(Object.values(idsIn(repo))).size).toBe(6);
  repo.git('commit', '-qm', 'Merge');
  expect(await troubleIn(repo)).toEqual([]);
});

test('a merge that was committed and lost an item gets it back', async () => {
  const repo = merging(items(...OLD), items(...OLD, OURS), { ...items(...OLD, THEIRS), 'x.txt': 'x\n' });
  repo.git('checkout', '--ours', BACKLOG);
  repo.commit('Merge');
  repo.git('update-index', '--clear-resolve-undo');
  const said = await resolved(repo);
  expect(said).toContain('BACKLOG.yaml: WRK-003 “Theirs thing” was lost, and is back.\n');
  expect(said).toContain('Next: git commit\n');
  repo.git('commit', '-qm', 'Bring it back');
  expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003', 'Theirs thing': 'WRK-004' });
  expect(await troubleIn(repo)).toEqual([]);
  expect(await resolved(repo)).toBe('There is nothing to resolve.\n');
});

test.each(['merge -s ours is meant so', 'a clean repository', 'an ordinary commit'])(
  '%s: there is nothing to resolve',
  async (name) => {
    const repo = diverge(items(...OLD, OURS), items(...OLD, THEIRS));
    if (name.startsWith('merge')) repo.git('merge', '-q', '-s', 'ours', '--no-edit', 'side');
    if (name.startsWith('an')) repo.commit('Notes', { 'notes.txt': 'x\n' });
    expect(await resolved(repo)).toBe('There is nothing to resolve.\n');
    expect(repo.git('status', '--porcelain')).toBe('');
  },
);

test('a union merge, which cannot remove, is merged again', async () => {
  const repo = createRepo();
  const [one, ...rest] = ['WRK-001 One', 'WRK-002 Two', 'WRK-003 Three', 'WRK-004 Four'];
  repo.commit('Base', { ...items(one ?? '', ...rest), '.gitattributes': '*.yaml merge=union\n' });
  repo.branch('side');
  repo.commit(
    'Theirs',
    items({ id: 'WRK-001', title: 'One', created: createdOf('WRK-001 One'), status: 'done' }, ...rest),
  );
  repo.checkout('main');
  repo.commit('Ours', {
    ...marked(4, ...rest.slice(1)),
    [LOG]: worklog([{ item: 'WRK-002 Two', outcome: 'done' }]),
  });
  repo.tryGit(['merge', '--no-commit', '--no-ff', 'side']);
  const { code, stdout } = await run(repo, 'resolve');
  expect(code).toBe(1);
  expect(stdout).toContain('One side removed WRK-001, the other changed it');
  expect(repo.read(BACKLOG)).not.toContain('WRK-002');
});

test('markers in a worklog stop the commit, and the command that is named settles them', async () => {
  const entry = (item: string) => worklog([{ item }]);
  const repo = merging(
    { ...items(...OLD), [LOG]: entry(OLD[0]) },
    { [LOG]: entry(OLD[0]) + entry(OLD[1]) },
    { [LOG]: `${entry(OLD[0])}${entry(OLD[1]).replace('00:02', '00:03')}` },
  );
  hook(repo);
  repo.git('add', '-A');
  expect(stops(repo, ['commit', '-m', 'Merge'], 'worklog-unreadable')).toContain('fix: tidemark resolve\n');
  expect(await resolved(repo)).toContain(`${LOG}: both sides are merged, entry by entry.\n`);
  repo.git('commit', '-qm', 'Merge');
  expect(repo.read(LOG).match(/^## /gmu)).toHaveLength(3);
  expect(await troubleIn(repo)).toEqual([]);
});

test('entries of a worklog that were lost with a side are back', async () => {
  const repo = merging(
    { ...items(...OLD), [LOG]: worklog([{ item: OLD[0] }]) },
    { [LOG]: worklog([{ item: OLD[0] }, { item: OLD[1] }]) },
    { [LOG]: worklog([{ item: OLD[0] }, { item: OLD[0], at: '2026-05-05T05:05:05.5+00:00' }]) },
  );
  repo.git('checkout', '--ours', LOG);
  repo.write({ [LOG]: `${repo.read(LOG)}## Notes\n\nBy hand.\n` });
  repo.git('add', '-A');
  expect(await resolved(repo)).toContain(
    `${LOG}: 2026-05-05T05:05:05.5+00:00 — WRK-001 (One) was lost, and is back.\n`,
  );
  expect(repo.read(LOG)).toContain('By hand.');
  expect(repo.git('status', '--porcelain')).toBe(`M  ${LOG}`);
});
