import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { failure, checkRepo, told, verdict } from '../support/check.ts';
import { MERGES_TREES, notMerged } from '../support/older-git.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog, changeFile } from '../support/texts.ts';

const FIRST = 'WRK-001 Retry limits';
const MINE = 'WRK-002 Colour output';
const THEIRS = 'WRK-002 Quiet mode';

/** `main` and `side` both drew WRK-002 since their fork. */
function diverged(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: [FIRST] }) });
  repo.branch('side');
  repo.commit('Theirs', { 'BACKLOG.yaml': backlog({ items: [FIRST, THEIRS] }) });
  repo.checkout('main');
  repo.commit('Mine', { 'BACKLOG.yaml': backlog({ items: [FIRST, MINE] }) });
  return repo;
}

const RESOLVED = { 'BACKLOG.yaml': backlog({ items: [FIRST, MINE] }) };

describe('a merge is checked against every parent', () => {
  test('while it is under way', async () => {
    const repo = diverged();
    repo.tryGit(['merge', 'side']);
    repo.stage(RESOLVED);
    for (const target of ['index', 'worktree']) {
      const report = await checkRepo(repo, target);
      expect(report.bases.map(({ label }) => label)).toEqual(['HEAD', 'MERGE_HEAD']);
      expect(told(report)).toEqual(['error id-reused WRK-002']);
    }
  });

  test('once it is a commit', async () => {
    const repo = diverged();
    const merge = repo.merge('side', RESOLVED);
    expect(await verdict(repo, `rev ${merge}`)).toEqual(['error id-reused WRK-002']);
    expect(await verdict(repo, 'worktree')).toEqual(['error id-reused WRK-002']);
    expect(await verdict(repo, 'rev main --base main^1')).toEqual(['error id-reused WRK-002']);
  });

  test('an octopus', async () => {
    const repo = diverged();
    repo.branch('third', 'main~1');
    repo.commit('Third', { [changeFile('WRK-003 Dark mode')]: '' });
    repo.checkout('main');
    repo.git('merge', '-q', '--no-commit', '-s', 'ours', 'side', 'third');
    const report = await checkRepo(repo, 'index');
    expect(report.bases).toHaveLength(3);
    expect(told(report)).toContain('error id-reused WRK-002');
    repo.commit('Octopus');
    expect(await verdict(repo, 'rev main')).toContain('error id-reused WRK-002');
  });

  test('a cherry-pick under way is no merge', async () => {
    const repo = diverged();
    expect(repo.tryGit(['cherry-pick', 'side']).status).toBe(1);
    repo.stage({ 'BACKLOG.yaml': backlog({ items: [FIRST, MINE, 'WRK-003 Quiet mode'] }) });
    const report = await checkRepo(repo, 'index');
    expect(report.bases.map(({ label }) => label)).toEqual(['HEAD']);
    expect(told(report)).toEqual([]);
  });

  test('a parent without common history is none', async () => {
    const repo = diverged();
    repo.git('checkout', '-q', '--orphan', 'vendor');
    repo.git('rm', '-qrf', '.');
    repo.commit('Vendor', {
      'BACKLOG.yaml': backlog({ items: ['WRK-001 Something else', 'WRK-090 Vendored'] }),
    });
    repo.checkout('main');
    repo.git('merge', '-q', '-s', 'ours', '--allow-unrelated-histories', 'vendor');
    const report = await checkRepo(repo, 'rev main');
    expect(report.bases.map(({ commit }) => commit)).toEqual([repo.head('main^1')]);
    expect(told(report)).toEqual([]);
  });
});

describe('a base that is no ancestor is merged first', () => {
  test('a clean merge is checked as git would make it', async () => {
    const repo = diverged();
    repo.branch('harmless', 'main~1');
    repo.commit('Document', { [changeFile(THEIRS)]: '' });
    const report = await checkRepo(repo, 'rev harmless --base main');
    expect(report.candidate).toEqual(
      MERGES_TREES
        ? { kind: 'merge', label: 'harmless merged into main' }
        : { kind: 'commit', label: 'harmless' },
    );
    const found = MERGES_TREES
      ? ['id-reused WRK-002', 'change-dir-conflict WRK-002']
      : ['mark-behind WRK-002', 'id-reused WRK-002'];
    expect(told(report)).toEqual(found.map((finding) => `error ${finding}`));
    const [base] = report.bases;
    expect(base?.commit).toBe(repo.head(MERGES_TREES ? 'main' : 'main~1'));
    expect(report.notes).toEqual(
      MERGES_TREES ? [] : [expect.stringContaining(notMerged('main and harmless'))],
    );
  });

  test('of a textual conflict the two tips are compared', async () => {
    const repo = diverged();
    const report = await checkRepo(repo, 'rev side --base main');
    expect(report.candidate).toEqual({ kind: 'commit', label: 'side' });
    expect(report.bases.map(({ commit }) => commit)).toEqual([repo.head('main~1')]);
    expect(report.notes).toEqual([expect.stringContaining(notMerged('main and side'))]);
    expect(told(report)).toEqual(['error id-reused WRK-002']);
  });

  test('an ancestor is just a base', async () => {
    const repo = diverged();
    const report = await checkRepo(repo, 'rev side --base main~1');
    expect(report).toMatchObject({ candidate: { kind: 'commit' }, bases: [{ label: 'main~1' }] });
    expect(told(report)).toEqual([]);
  });
});

describe('revisions that cannot be checked', () => {
  test.each([
    ['rev nope', 'unknown-revision: "nope" names no commit of this repository.'],
    ['rev --upload-pack=x', 'unknown-revision: "--upload-pack=x" names no commit of this repository.'],
    ['rev -h', 'unknown-revision: "-h" names no commit of this repository.'],
    ['rev main --base -rf', 'unknown-revision: "-rf" names no commit of this repository.'],
    ['rev main\nmain', String.raw`unknown-revision: "main\nmain" names no commit of this repository.`],
    ['rev HEAD:BACKLOG.yaml', 'unknown-revision: "HEAD:BACKLOG.yaml" names no commit of this repository.'],
    ['rev', 'unknown-revision: "" names no commit of this repository.'],
  ])('%j', async (target, expected) => {
    expect(await failure(checkRepo(diverged(), target))).toBe(expected);
  });

  test('outside of a repository', async () => {
    const root = freshDirectory();
    expect(await failure(checkRepo({ root }, 'worktree'))).toBe(
      `not-a-repository: ${root} is not inside a git repository.`,
    );
    expect(await failure(checkRepo({ root: `${root}/nope` }, 'worktree'))).toBe(
      `usage: ${root}/nope is not a directory.`,
    );
  });

  test.skipIf(process.getuid?.() !== 0)('a repository that git says is not ours', async () => {
    const repo = diverged();
    execFileSync('chown', ['-R', '12345', repo.root]);
    expect(await failure(checkRepo(repo, 'rev main'))).toMatch(
      /^git-failed: git rev-parse failed: .*dubious ownership/u,
    );
  });

  test('a bare repository has commits only', async () => {
    const bare = diverged().clone('--bare');
    bare.git('symbolic-ref', 'HEAD', 'refs/heads/main');
    expect(await verdict(bare, 'rev main')).toEqual([]);
    expect(await failure(checkRepo(bare, 'index'))).toMatch(/^usage: This repository is bare/u);
    expect(await failure(checkRepo(bare, 'worktree'))).toMatch(/^usage: This repository is bare/u);
  });
});

test('a SHA-256 repository', async () => {
  const repo = createRepo('--object-format=sha256');
  repo.commit('Start', { 'BACKLOG.yaml': backlog({ items: [FIRST] }) });
  repo.commit('Lower', { 'BACKLOG.yaml': backlog({ mark: 0, items: [FIRST] }), [changeFile(FIRST)]: '' });
  expect(await verdict(repo, 'rev HEAD')).toContain('error mark-regressed WRK-001');
});

test('replace refs show nobody another history', async () => {
  const repo = diverged();
  const broken = repo.commit('Lower', { 'BACKLOG.yaml': backlog({ mark: 0, items: [FIRST, MINE] }) });
  repo.git('replace', broken, 'main~1');
  expect(await verdict(repo, 'rev main')).toContain('error mark-regressed WRK-002');
});
