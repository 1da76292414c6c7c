import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { idsIn, items, marked, OLD, OURS, THEIRS, troubleIn, useDriver } from '../support/collision.ts';
import { unmerged } from '../support/conflicts.ts';
import { hook } from '../support/hooked.ts';
import { run } from '../support/operations.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, GitOutcome, TestRepo } from '../support/repo.ts';
import { changeFile, worklog } from '../support/texts.ts';

const LOG = '_worklog/2026-01.md';
const SECOND = {
  id: 'WRK-004',
  title: 'Theirs second',
  dependencies: '[WRK-003]',
  origin: 'WRK-003/review',
};
const DONE = { id: 'WRK-003', title: 'Theirs thing', status: 'done' };

/** `side`, with a commit for each of these, off the first commit of a main that has WRK-003 and WRK-004 by now. */
function team(steps: readonly Files[], ours: Files = items(...OLD, OURS, 'WRK-004 Ours second')): TestRepo {
  const repo = createRepo();
  repo.commit('Base', { ...items(...OLD), [LOG]: worklog([{ item: 'WRK-001 One' }]) });
  repo.branch('side');
  for (const [at, files] of steps.entries()) repo.commit(`Step ${at + 1}`, files);
  repo.checkout('main');
  repo.commit('Ours', ours);
  repo.checkout('side');
  return repo;
}

/** The same with hooks, to the end: what the last of them asks for is done, too. */
async function finish(repo: TestRepo, outcome: GitOutcome): Promise<void> {
  const { stderr } = await resolveAll(repo, outcome);
  if (!stderr.includes('Run: tidemark resolve')) return;
  const { code, stdout } = await run(repo, 'resolve');
  expect(code, stdout).toBe(0);
  repo.git('commit', '-qm', 'What the rebase left', '--no-verify');
}

/** Resolves and goes on until the rebase is done. Answers with what git said last. */
async function resolveAll(repo: TestRepo, outcome: GitOutcome): Promise<GitOutcome> {
  let last = outcome;
  for (let stop = 0; last.status !== 0; stop += 1) {
    expect(stop, last.stdout + last.stderr).toBeLessThan(9);
    const { code, stdout, stderr } = await run(repo, 'resolve');
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('Next: git rebase --continue');
    last = repo.tryGit(['-c', 'core.editor=true', 'rebase', '--continue']);
  }
  return last;
}

describe.each([
  ['with the driver', true],
  ['without it', false],
])('a rebase of several commits, %s', (_, driver) => {
  test.each([['merge'], ['apply']])(
    'by %s: what was renumbered once is so in every later commit',
    async (backend) => {
      const repo = team([
        { ...items(...OLD, THEIRS), [changeFile(THEIRS)]: '# WRK-003: Theirs\n\n**ID:** WRK-003\n' },
        items(...OLD, THEIRS, SECOND),
        items(...OLD, DONE, SECOND),
        {
          [LOG]: worklog([{ item: 'WRK-001 One' }, { item: THEIRS }]),
          [changeFile(THEIRS, 'SPEC.md')]: '# WRK-003: How\n\n**ID:** WRK-003\n',
        },
      ]);
      if (driver) useDriver(hook(repo));
      else hook(repo);
      await finish(repo, repo.tryGit(['rebase', `--${backend}`, 'main']));
      const ids = idsIn(repo);
      const { 'Theirs thing': moved = '' } = ids;
      expect(ids).toMatchObject({ 'Ours thing': 'WRK-003', 'Ours second': 'WRK-004' });
      expect(new Set(Object.values(ids)).size).toBe(6);
      const text = repo.read('BACKLOG.yaml');
      expect(text).toContain(`dependencies: [${moved}]\n  origin: ${moved}/review\n`);
      expect(text).toMatch(new RegExp(`- id: ${moved}\n  title: Theirs thing\n  status: done\n`, 'u'));
      expect(repo.read(LOG)).toContain(`— ${moved} (Theirs thing)`);
      expect(repo.git('ls-files', 'changes').split('\n')).toEqual([
        changeFile(`${moved} Theirs thing`),
        changeFile(`${moved} Theirs thing`, 'SPEC.md'),
      ]);
      expect(repo.read(changeFile(`${moved} Theirs thing`, 'SPEC.md'))).toBe(
        `# ${moved}: How\n\n**ID:** ${moved}\n`,
      );
      expect(await troubleIn(repo)).toEqual([]);
      expect(repo.git('status', '--porcelain')).toBe('');
    },
  );

  test('an item that the branch archives later leaves under its new ID', async () => {
    const repo = team([
      items(...OLD, THEIRS),
      items(...OLD, THEIRS, SECOND),
      {
        ...items(...OLD, { id: 'WRK-004', title: 'Theirs second' }),
        [LOG]: worklog([{ item: 'WRK-001 One' }, { item: THEIRS, outcome: 'done' }]),
      },
    ]);
    if (driver) useDriver(hook(repo));
    else hook(repo);
    await finish(repo, repo.tryGit(['rebase', 'main']));
    expect(Object.keys(idsIn(repo))).not.toContain('Theirs thing');
    const [, moved = ''] = /— (\S+) \(Theirs thing\)/u.exec(repo.read(LOG)) ?? [];
    expect(Object.values(idsIn(repo))).not.toContain(moved);
    expect(moved).not.toBe('WRK-003');
    expect(await troubleIn(repo)).toEqual([]);
  });
});

test.each([
  ['that only this branch drew', items(...OLD, OURS), []],
  [
    'that others may have drawn',
    marked(4, ...OLD, OURS),
    [expect.stringMatching(/^id-below-mark: WRK-004 /u)],
  ],
])('a rebase that renumbers the first commit brings the next one a number %s', async (_, ours, trouble) => {
  const next = { id: 'WRK-004', title: 'Theirs second' };
  const repo = team([items(...OLD, THEIRS), items(...OLD, THEIRS, next)], ours);
  await resolveAll(repo, repo.tryGit(['rebase', 'main']));
  expect(idsIn(repo)).toMatchObject({ 'Theirs thing': 'WRK-005', 'Theirs second': 'WRK-004' });
  expect(await troubleIn(repo)).toEqual(trouble);
});

describe('the post-rewrite hook', () => {
  const said = ({ stdout, stderr }: GitOutcome): readonly string[] =>
    (stdout + stderr).split(/[\r\n]+|(?<=\))(?=tidemark)/u).filter((line) => /^tidemark|^ {2}\S/u.test(line));

  /** Runs the command that the hook named, commits, and expects that all is well. */
  async function obey(repo: TestRepo): Promise<void> {
    const { code, stdout, stderr } = await run(repo, 'resolve');
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('Next: git commit\n');
    repo.git('commit', '-qm', 'What the rebase left', '--no-verify');
    expect(await troubleIn(repo)).toEqual([]);
    expect((await run(repo, 'resolve')).stdout).toContain('There is nothing to resolve.');
    expect(repo.git('status', '--porcelain')).toBe('');
  }

  test('says nothing when all is well, nor after an amend', () => {
    const repo = hook(team([items(...OLD, 'WRK-005 Theirs fifth')], { 'notes.txt': 'x\n' }));
    expect(said(repo.tryGit(['rebase', '-q', 'main']))).toEqual([]);
    expect(said(repo.tryGit(['commit', '-q', '--amend', '--no-edit']))).toEqual([]);
    expect(existsSync(repo.path('.git/tidemark/rebased'))).toBe(false);
  });

  test('tells of a collision that git merged without a word, and names the command', async () => {
    const repo = hook(team([items(THEIRS, ...OLD)], items(OLD[0], OURS, OLD[1])));
    const outcome = repo.tryGit(['rebase', '-q', 'main']);
    expect(outcome.status).toBe(0);
    expect(said(outcome)).toEqual([
      'tidemark: The rebase left something to do:',
      expect.stringMatching(/^ {2}WRK-003 .*“Ours thing”.*\.$/u),
      '  Run: tidemark resolve',
    ]);
    await obey(repo);
    expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003', 'Theirs thing': 'WRK-004' });
  });

  test('tells of an item that was lost by taking one side', async () => {
    const repo = hook(team([items(...OLD, THEIRS)]));
    expect(repo.tryGit(['rebase', 'main']).status).toBe(1);
    for (const path of unmerged(repo)) repo.git('checkout', '--ours', '--', path);
    repo.stage({ 'notes.txt': 'x\n' });
    const outcome = repo.tryGit(['-c', 'core.editor=true', 'rebase', '--continue']);
    expect(said(outcome)).toContain('  WRK-003 “Theirs thing” was on the branch, and is lost.');
    await obey(repo);
    expect(idsIn(repo)).toMatchObject({ 'Ours thing': 'WRK-003', 'Theirs thing': 'WRK-005' });
  });

  test('is silent about a commit that was left out on purpose', () => {
    const repo = hook(team([items(...OLD, THEIRS), { 'notes.txt': 'x\n' }]));
    expect(repo.tryGit(['rebase', 'main']).status).toBe(1);
    expect(said(repo.tryGit(['rebase', '--skip']))).toEqual([]);
  });

  test('tells of a pointer to the former ID that went through without a stop', async () => {
    const repo = hook(
      team([
        items(...OLD, THEIRS),
        items({ id: 'WRK-001', title: 'One', dependencies: '[WRK-003]' }, OLD[1], THEIRS),
      ]),
    );
    const outcome = await resolveAll(repo, repo.tryGit(['rebase', 'main']));
    expect(said(outcome)).toEqual([
      'tidemark: The rebase left something to do:',
      '  BACKLOG.yaml still has an ID from before the rebase.',
      '  Run: tidemark resolve',
    ]);
    await obey(repo);
    expect(repo.read('BACKLOG.yaml')).toContain(`dependencies: [${idsIn(repo)['Theirs thing']}]`);
  });
});

test('what a rebase remembers goes when it is aborted', async () => {
  const repo = team([items(...OLD, THEIRS)]);
  expect(repo.tryGit(['rebase', 'main']).status).toBe(1);
  await run(repo, 'resolve');
  expect(existsSync(repo.path('.git/rebase-merge/tidemark'))).toBe(true);
  repo.git('rebase', '--abort');
  expect((await run(repo, 'resolve')).stdout).toContain('There is nothing to resolve.');
});
