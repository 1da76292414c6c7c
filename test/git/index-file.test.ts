import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { readIndexFile } from '../../src/adapters/git/index/index-file.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const FILES = {
  'BACKLOG.yaml': 'items: []\n',
  'BACKLOG.yaml.orig': 'no\n',
  'changes/a/b.md': '1',
  'changes/a/c': { executable: '2' },
  'changes/ü “x”/y\n': { link: '4' },
  'changes-of-others/x': '6',
  'other/z': '7',
};
const PATHS = ['BACKLOG.yaml', 'changes'];

function repository(...options: readonly string[]): TestRepo {
  const repo = createRepo(...options);
  repo.stage(FILES);
  // Longer than its length field, and than the disk would have it.
  const long = `changes/${'long/'.repeat(900)}z`;
  repo.git('update-index', '--add', '--cacheinfo', `100644,${repo.git('rev-parse', ':other/z')},${long}`);
  return repo;
}

async function read(repo: TestRepo, width = 20) {
  return readIndexFile(repo.path('.git/index'), width, PATHS);
}

/** `ls-files` in the reader's words, conflicts and announced files left out. */
function asGitSays(repo: TestRepo): readonly string[] {
  return repo
    .git('ls-files', '-s', '-z', '--', ...PATHS)
    .replace(/\0$/u, '')
    .split('\0')
    .sort();
}

async function asRead(repo: TestRepo, width?: number): Promise<readonly string[]> {
  const lists = [...((await read(repo, width))?.lists.values() ?? [])];
  return lists
    .flat()
    .map(({ mode, oid, path }) => `${mode} ${oid} 0\t${path}`)
    .sort();
}

describe('the index reads as git lists it', () => {
  test.each<[string, readonly string[], number, (repo: TestRepo) => void]>([
    ['plain', [], 20, () => {}],
    ['with names of 32 bytes', ['--object-format=sha256'], 32, () => {}],
    ['with flags of version 3', [], 20, (repo) => repo.git('update-index', '--skip-worktree', 'other/z')],
    ['with an untracked cache', [], 20, (repo) => repo.git('update-index', '--untracked-cache')],
    ['after a commit', [], 20, (repo) => repo.git('commit', '-qm', 'All')],
  ])('%s', async (_name, options, width, arrange) => {
    const repo = repository(...options);
    arrange(repo);
    expect(await asRead(repo, width)).toEqual(asGitSays(repo));
    expect(await asRead(repo, width)).toHaveLength(5);
  });
});

describe('whatever is unusual is left to git', () => {
  test.each<[string, (repo: TestRepo) => void]>([
    ['compressed paths', (repo) => repo.git('update-index', '--index-version', '4')],
    ['a split index', (repo) => repo.git('update-index', '--split-index')],
    ['something cut short', (repo) => repo.write({ '.git/index': 'DIRC\0\0\0\u0002\0\0\0\u0001' })],
    ['something else', (repo) => repo.write({ '.git/index': 'nonsense, and a good deal of it' })],
    ['nothing', (repo) => repo.write({ '.git/index': '' })],
  ])('%s', async (_name, arrange) => {
    const repo = repository();
    arrange(repo);
    expect(await read(repo)).toBeUndefined();
  });
});

test('a file that is only announced is not there', async () => {
  const repo = repository();
  repo.write({ 'changes/new': 'x' });
  repo.git('add', '-N', 'changes/new');
  const paths = (await read(repo))?.lists.get('changes')?.map(({ path }) => path);
  expect(paths).toContain('changes/a/c');
  expect(paths).not.toContain('changes/new');
});

test('the trees that git has worked out are those it would write', async () => {
  const repo = createRepo();
  repo.stage({ ...FILES, 'changes/a/d/e': '8' });
  const tree = repo.git('write-tree');
  const written = (path: string) => repo.git('rev-parse', `${tree}:${path}`);
  const known = async () => {
    const index = await read(repo);
    assert.ok(index);
    return index.trees;
  };
  const before = await known();
  const directories = ['changes', 'changes/a', 'changes/a/d', 'changes/ü “x”', 'changes-of-others', 'other'];
  expect(directories.map(before.treeAt)).toEqual(directories.map(written));
  expect(['change', 'changes/b', 'other/z', '/', ''].filter((path) => before.treeAt(path))).toEqual([]);
  const below = { a: written('changes/a'), 'ü “x”': written('changes/ü “x”') };
  expect(before.treesIn('changes')).toEqual(new Map(Object.entries(below)));
  repo.git('update-index', '--force-remove', 'changes/a/b.md');
  const after = await known();
  const kept = ['changes/a/d', 'changes/ü “x”', 'changes-of-others', 'other'];
  expect(directories.filter((path) => after.treeAt(path))).toEqual(kept);
  expect([...after.treesIn('changes').keys()]).toEqual(['ü “x”']);
});
