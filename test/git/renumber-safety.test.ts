import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { openRepository } from '../../src/adapters/git/repository.ts';
import { rewriteRecorded } from '../../src/writing/recorded-rewrite.ts';
import { diverge, idsIn, items, OLD, OURS, repair, stateOf, THEIRS } from '../support/collision.ts';
import type { TestRepo } from '../support/repo.ts';
import { changeFile, worklog } from '../support/texts.ts';

const DOCUMENT = changeFile(THEIRS);
const LOG = '_worklog/2026-01.md';

/** A clean merge of two items WRK-003, theirs with a directory and a worklog entry, not committed yet. */
function collided(): TestRepo {
  const repo = diverge(items(OURS, ...OLD), {
    ...items(...OLD, THEIRS),
    [DOCUMENT]: '# WRK-003: Theirs\n',
    [LOG]: worklog([{ item: THEIRS }]),
  });
  repo.tryGit(['merge', '-q', '--no-commit', 'side']);
  repo.stage(items(OURS, ...OLD, THEIRS));
  return repo;
}

describe('nothing changes where it is refused:', () => {
  test.each<[string, (repo: TestRepo) => void, object, RegExp]>([
    [
      'an untracked file in the directory',
      (repo) => repo.write({ [`${DOCUMENT}.notes`]: 'mine' }),
      {},
      /PRD\.md\.notes has unstaged changes, and this command would modify it/u,
    ],
    [
      'unstaged work in a document',
      (repo) => repo.write({ [DOCUMENT]: '# WRK-003: Mine\n' }),
      {},
      /PRD\.md has unstaged changes/u,
    ],
    [
      'unstaged work in the backlog',
      (repo) => repo.write({ 'BACKLOG.yaml': `${repo.read('BACKLOG.yaml')}# mine\n` }),
      {},
      /BACKLOG\.yaml has unstaged changes/u,
    ],
    [
      'unstaged work with --stage, even when forced',
      (repo) => repo.write({ [LOG]: `${repo.read(LOG)}mine\n` }),
      { stage: true, force: true },
      /2026-01\.md has unstaged changes/u,
    ],
    [
      'the new directory is there already',
      (repo) => repo.stage({ [DOCUMENT.replaceAll('WRK-003', 'WRK-009').replace('_PRD', '_X')]: 'x' }),
      { to: 9 },
      /changes\/WRK-009_theirs-thing is there already|9 may be taken/u,
    ],
    ['--to a number that is taken', () => {}, { to: 2 }, /2 may be taken: numbers up to 3/u],
    [
      '--keep what is not there',
      () => {},
      { keep: '1' },
      /No item WRK-\d+ was created at `1` or is on line 1/u,
    ],
    ['an ID that is none', () => {}, { ids: ['WRK-x'] }, /“WRK-x” is not an ID/u],
    [
      'a conflict that is not about IDs',
      (repo) =>
        repo.write({ 'BACKLOG.yaml': repo.read('BACKLOG.yaml').replace('status: new', '<<<<<<< a\n') }),
      {},
      /BACKLOG\.yaml:5:3: a key cannot span lines/u,
    ],
  ])('%s', async (_, prepare, options, message) => {
    const repo = collided();
    prepare(repo);
    const before = stateOf(repo);
    await expect(repair(repo, options)).rejects.toThrow(message);
    expect(stateOf(repo)).toBe(before);
  });
});

describe('everything is as before when it fails midway:', () => {
  test('a document that may not be written', async () => {
    const repo = collided();
    chmodSync(repo.path(DOCUMENT), 0o444);
    const before = stateOf(repo);
    await expect(repair(repo)).rejects.toThrow(/could not be written/u);
    expect(stateOf(repo)).toBe(before);
  });

  test('an index that is locked', async () => {
    const repo = collided();
    const before = stateOf(repo);
    writeFileSync(repo.path('.git/index.lock'), '');
    await expect(repair(repo, { stage: true })).rejects.toThrow(/git add failed/u);
    rmSync(repo.path('.git/index.lock'));
    expect(stateOf(repo)).toBe(before);
  });

  test('a directory in the way of the last step', async () => {
    const repo = collided();
    const before = stateOf(repo);
    const steps = [
      { kind: 'move', from: 'changes/WRK-003_theirs-thing', to: 'changes/WRK-004_theirs-thing' },
      { kind: 'write', path: 'BACKLOG.yaml', before: repo.bytes('BACKLOG.yaml'), after: Buffer.from('x') },
      { kind: 'move', from: 'BACKLOG.yaml', to: '_worklog' },
    ] as const;
    const repository = await openRepository(repo.root);
    await expect(rewriteRecorded(repository, steps, async () => {})).rejects.toThrow(
      '_worklog is there already.',
    );
    expect(stateOf(repo)).toBe(before);
  });

  test('a file that somebody else changes', async () => {
    const repo = collided();
    const before = stateOf(repo);
    const bytes = repo.bytes('BACKLOG.yaml');
    const steps = [
      { kind: 'write', path: LOG, before: repo.bytes(LOG), after: Buffer.from('y') },
      { kind: 'write', path: 'BACKLOG.yaml', before: Buffer.from('old'), after: Buffer.from('x') },
    ] as const;
    const repository = await openRepository(repo.root);
    await expect(rewriteRecorded(repository, steps, async () => {})).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    expect(stateOf(repo)).toBe(before);
    expect(repo.bytes('BACKLOG.yaml')).toEqual(bytes);
  });
});

test('what was staged stays staged, and without --stage nothing else is', async () => {
  const repo = collided();
  repo.stage({ 'other.txt': 'mine' });
  const index = repo.git('ls-files', '-s');
  await repair(repo);
  expect(repo.git('ls-files', '-s')).toBe(index);
  expect(idsIn(repo)).toMatchObject({ 'Theirs thing': 'WRK-004' });
});

test('--stage stages what it did, and leaves other work alone', async () => {
  const repo = collided();
  repo.write({ 'notes.md': 'mine' });
  const report = await repair(repo, { stage: true });
  expect(report.unstaged).toEqual([]);
  expect(repo.git('status', '--porcelain').split('\n')).toEqual([
    'M  BACKLOG.yaml',
    'A  _worklog/2026-01.md',
    'A  changes/WRK-004_theirs-thing/WRK-004_theirs-thing_PRD.md',
    '?? notes.md',
  ]);
  expect(repo.read(LOG)).toContain('— WRK-004 (Theirs thing)');
});

test('--force takes untracked files along', async () => {
  const repo = collided();
  repo.write({ 'changes/WRK-003_theirs-thing/deep/WRK-003_notes.txt': 'mine', '.gitignore': '*.log\n' });
  repo.write({ 'changes/WRK-003_theirs-thing/run.log': 'log' });
  await repair(repo, { force: true });
  expect(repo.read('changes/WRK-004_theirs-thing/deep/WRK-004_notes.txt')).toBe('mine');
  expect(repo.read('changes/WRK-004_theirs-thing/run.log')).toBe('log');
  expect(existsSync(repo.path('changes/WRK-003_theirs-thing'))).toBe(false);
});

test('--dry-run changes nothing and draws nothing', async () => {
  const repo = collided();
  const before = stateOf(repo);
  const [one, two] = [await repair(repo, { dryRun: true }), await repair(repo, { dryRun: true })];
  expect(stateOf(repo)).toBe(before);
  expect(one.applied).toBe(false);
  expect(one.renumberings[0]?.parts[0]?.to).toEqual({ prefix: 'WRK', number: 4 });
  expect(two.renumberings[0]?.parts[0]?.to).toEqual(one.renumberings[0]?.parts[0]?.to);
});

test('the new number is above every branch and every worktree of the clone', async () => {
  const repo = collided();
  repo.git('branch', 'far', 'main');
  repo.git('worktree', 'add', '-q', repo.path('..', 'sibling'), 'far');
  writeFileSync(repo.path('..', 'sibling', 'BACKLOG.yaml'), 'items: []\nnext_item_id: 77\n');
  mkdirSync(repo.path('.git/tidemark/drawn'), { recursive: true });
  writeFileSync(repo.path('.git/tidemark/drawn/78'), '');
  await repair(repo);
  expect(idsIn(repo)).toMatchObject({ 'Theirs thing': 'WRK-079' });
  expect(repo.read('BACKLOG.yaml')).toContain('next_item_id: 79\n');
});
